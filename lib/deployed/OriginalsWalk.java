package deployed;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import config.ConfigSection;
import console.Failure;
import engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import migrations.AlembicRun;
import migrations.ProjectTree;
import migrations.Target;
import postgres.ThrowawayDatabase;
import project.Project;

/**
 * Builds databases with the originals, one revision after the other, and reads the definitions at
 * each stop. What a squash took away is built from the commit that still has it.
 */
final class OriginalsWalk {
  private final Project project;
  private final Engine engine;
  private final ConfigSection config;
  private final Path folder;
  private final List<Stop> stops = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();

  /**
   * @param folder where files of commits are put
   */
  OriginalsWalk(Project project, Engine engine, ConfigSection config, Path folder) {
    this.project = project;
    this.engine = engine;
    this.config = config;
    this.folder = folder;
  }

  /** Revisions that are built from the same files. */
  private record Era(
      String name, ProjectTree tree, RevisionGraph graph, List<RevisionScript> all) {}

  /** All stops, the one before the first revision first. */
  List<Stop> walk(KnownRevisions known) {
    for (Era era : eras(known)) {
      project
          .progress("identify-" + era.name(), era.graph(), era.all().size())
          .step(
              "walk " + console.Console.counted(era.all().size(), "revision") + " of " + era.name(),
              watch -> walked(era, watch));
    }
    return List.copyOf(stops);
  }

  /** The oldest squash first; each has the revisions that none before it has. */
  private List<Era> eras(KnownRevisions known) {
    List<Era> eras = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<MadeSquash> oldestFirst = new ArrayList<>(known.squashes());
    Collections.reverse(oldestFirst);
    for (MadeSquash squash : oldestFirst) {
      String name = git.Commit.brief(squash.commit());
      ProjectTree tree = project.checkouts().export(squash.commit(), config, folder.resolve(name));
      eras.add(new Era(name, tree, squash.before(), unseen(squash.before(), seen)));
    }
    ProjectTree now = project.checkouts().workTree(config);
    eras.add(new Era("the work tree", now, known.present(), unseen(known.present(), seen)));
    return eras.stream().filter(era -> !era.all().isEmpty()).toList();
  }

  private static List<RevisionScript> unseen(RevisionGraph graph, Set<String> seen) {
    List<RevisionScript> oldestFirst = new ArrayList<>(graph.newestFirst());
    Collections.reverse(oldestFirst);
    return oldestFirst.stream().filter(script -> seen.add(script.revision())).toList();
  }

  private ThrowawayDatabase walked(Era era, Engine.Watch watch) {
    if (stops.isEmpty()) {
      ThrowawayDatabase before = engine.prepared(era.tree(), watch);
      read(Optional.empty(), Set.of(), before);
    }
    RevisionScript first = era.all().get(0);
    ThrowawayDatabase database =
        engine.migrated(era.tree(), Target.revision(first.revision()), watch);
    Set<String> applied = new HashSet<>();
    for (RevisionScript script : era.all()) {
      if (!script.equals(first)) {
        upgrade(era, database, watch, script);
      }
      applied.addAll(era.graph().lineage(script.revision()));
      read(Optional.of(script), heads(era.graph(), applied), database);
    }
    return database;
  }

  private static Set<String> heads(RevisionGraph graph, Set<String> applied) {
    return graph.headsOf(applied).stream()
        .map(RevisionScript::revision)
        .collect(Collectors.toSet());
  }

  private void upgrade(
      Era era, ThrowawayDatabase database, Engine.Watch watch, RevisionScript script) {
    AlembicRun run =
        engine.alembic(era.tree(), database, watch, List.of("upgrade", script.revision()));
    if (!run.succeeded()) {
      throw Failure.of(
          "the originals cannot be walked: after those before it, "
              + script.title()
              + (run.isPossible() ? " does not run alone" : " cannot be run here"),
          "Alembic's output is in " + project.shown(watch.log()) + ".",
          run.output());
    }
  }

  private void read(
      Optional<RevisionScript> script, Set<String> heads, ThrowawayDatabase database) {
    stops.add(
        new Stop(
            script, heads, SchemaDefinitions.of(database, database.versionTable()).sharing(texts)));
  }
}
