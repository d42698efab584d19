package phases;

import alembic.RevisionGraph;
import console.SideBySide;
import database.AlembicRun;
import database.Engine;
import database.ProjectTree;
import database.SchemaChoice;
import database.Target;
import database.ThrowawayDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import proof.Snapshot;
import rows.BuildWindow;

/** The databases that a proof needs, built side by side, and what was read of each. */
final class Builds {
  static final String BEFORE = "before";
  static final String AGAIN = "before-again";
  static final String AFTER = "after";
  static final String AFTER_AGAIN = "after-again";
  static final String PREPARED = "prepared";
  static final String CUT = "before-at-the-cut";
  static final String CUT_AGAIN = "before-at-the-cut-again";
  static final String CUT_AFTER = "after-at-the-cut";

  private final Project project;
  private final Engine engine;
  private final State original;
  private final State squashed;
  private final Optional<String> cut;
  private final MissingFiles missing;
  private final Map<String, ThrowawayDatabase> databases = new LinkedHashMap<>();
  private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
  private Instant began = Instant.now();

  /**
   * A state of the project.
   *
   * @param tree its files
   * @param graph its revisions
   */
  record State(ProjectTree tree, RevisionGraph graph) {}

  /**
   * Databases that are not built yet, of two states with the same heads.
   *
   * @param original the state whose databases are right
   * @param squashed the state to judge
   * @param cut the revision that the squash is at; empty where that is a head, or is not known
   */
  Builds(Project project, Engine engine, State original, State squashed, Optional<String> cut) {
    this.project = project;
    this.engine = engine;
    this.original = original;
    this.squashed = squashed;
    this.cut = cut;
    this.missing = MissingFiles.of(original, squashed);
  }

  /** The state whose databases are right. */
  State original() {
    return original;
  }

  /** The state to judge. */
  State squashed() {
    return squashed;
  }

  /** The revision that the squash is at, where databases were built at it too. */
  Optional<String> cut() {
    return cut;
  }

  /** What such databases cannot show, each in a sentence. */
  List<String> notCompared() {
    return engine.notCompared();
  }

  /** Whether the originals' env.py is told the schema: tried in a database that was compared. */
  Optional<SchemaChoice> schemaChoice() {
    BuildProgress progress = project.progress("schemas", original.graph(), 0);
    return engine.schemaChoice(original.tree(), databases.get(AFTER_AGAIN), progress.watch());
  }

  /** A database, by its name. */
  ThrowawayDatabase database(String name) {
    return databases.get(name);
  }

  /** What was read of a database when it was built, by its name. */
  Snapshot snapshot(String name) {
    return snapshots.get(name);
  }

  /** The seconds that all revisions took together, by engines that can tell. */
  Optional<Duration> freshSeconds(String name) {
    Map<String, Double> seconds = databases.get(name).seconds();
    double sum = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    return seconds.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos((long) (sum * 1e9)));
  }

  /** The time from the first build until now. */
  BuildWindow window() {
    return BuildWindow.since(began);
  }

  /** Builds all of them. */
  void build() {
    began = Instant.now();
    Map<String, Callable<ThrowawayDatabase>> builds = new LinkedHashMap<>();
    builds.put(BEFORE, () -> atHead(BEFORE, original));
    builds.put(AGAIN, () -> atHead(AGAIN, original));
    builds.put(AFTER, () -> atHead(AFTER, squashed));
    builds.put(AFTER_AGAIN, () -> atHead(AFTER_AGAIN, squashed));
    cut.ifPresent(
        revision -> {
          builds.put(CUT, () -> at(revision, CUT, original));
          builds.put(CUT_AGAIN, () -> at(revision, CUT_AGAIN, original));
          builds.put(CUT_AFTER, () -> at(revision, CUT_AFTER, squashed));
        });
    builds.put(PREPARED, this::prepared);
    List<ThrowawayDatabase> built = SideBySide.run(List.copyOf(builds.values()));
    int i = 0;
    for (String name : builds.keySet()) {
      databases.put(name, built.get(i++));
    }
  }

  private ThrowawayDatabase atHead(String name, State state) {
    return built(name, state, Project.heads(state.graph()), state.graph().ids().size());
  }

  private ThrowawayDatabase at(String revision, String name, State state) {
    int expected = state.graph().ancestors(revision).size() + 1;
    return built(name, state, Target.revision(revision), expected);
  }

  private ThrowawayDatabase built(String name, State state, Target target, int expected) {
    Supplier<ThrowawayDatabase> build =
        () ->
            project.build(
                "build " + name.replace('-', ' '),
                project.progress(name, state.graph(), expected),
                watch -> engine.migrated(state.tree(), target, watch));
    return state.equals(squashed) ? missing.explaining(build) : build.get();
  }

  /** One more, just before its first migration. */
  ThrowawayDatabase prepared() {
    return project.build(
        "build an empty database",
        project.progress(PREPARED, squashed.graph(), 0),
        watch -> engine.prepared(squashed.tree(), watch));
  }

  /** Reads all that are migrated. */
  boolean read() {
    List<String> names =
        databases.keySet().stream().filter(name -> !name.equals(PREPARED)).toList();
    List<Snapshot> read =
        SideBySide.run(
            names.stream()
                .<Callable<Snapshot>>map(name -> () -> Snapshot.of(databases.get(name)))
                .toList());
    for (int i = 0; i < names.size(); i++) {
      snapshots.put(names.get(i), read.get(i));
    }
    return true;
  }

  /** Runs a command of Alembic's with the revisions of a state, in one of these databases. */
  AlembicRun alembic(State state, ThrowawayDatabase database, String log, List<String> command) {
    BuildProgress progress = project.progress(log + "-alembic", state.graph(), 0);
    return engine.alembic(state.tree(), database, progress.watch(), command);
  }
}
