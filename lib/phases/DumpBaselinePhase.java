package phases;

import alembic.RevisionGraph;
import baseline.Baseline;
import baseline.BaselineDump;
import baseline.BaselineFile;
import baseline.GeneratedBaseline;
import baseline.GeneratedRows;
import baseline.GeneratedValue;
import baseline.Place;
import baseline.SeededSecrets;
import baseline.ValueAnswer;
import console.Console;
import console.Failure;
import console.SideBySide;
import database.DockerfileEngine;
import database.Engine;
import database.ProjectTree;
import database.Seen;
import database.Target;
import database.TemporaryFolder;
import database.ThrowawayDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import plan.Squashplan;
import rows.BuildWindow;

/** Builds the database at the cut and writes the baseline that makes it again. */
public final class DumpBaselinePhase {
  private final Project project;
  private final Console console;
  private final Downgrade downgrade;

  /**
   * The phase.
   *
   * @param downgrade whether the way back is worked out too
   */
  public DumpBaselinePhase(Project project, Downgrade downgrade) {
    this.project = project;
    this.console = project.console();
    this.downgrade = downgrade;
  }

  /**
   * Builds the database at the cut twice and the one before the first migration, side by side,
   * takes the difference as the baseline, puts expressions in place of values that each build
   * generates, loads it once to see that it makes the same rows, and writes it. Where it was asked
   * for, so is the way back, which is run to see whether the database is as it was.
   *
   * @return the baseline's file
   */
  public Path run() {
    Squashplan plan = project.fittingPlan();
    RevisionGraph graph = Project.graph(project.head(), plan.config());
    ValueQuestions asking = new ValueQuestions(project, plan);
    console.heading("Baseline of " + plan.name() + " at revision " + plan.cut());
    try (Engine engine = project.engine(Optional.of(plan));
        TemporaryFolder folder = new TemporaryFolder("cut")) {
      ProjectTree tree =
          project.export(plan.commit(), plan.config(), folder.path().resolve("tree"));
      console.say("  with " + engine.describe());
      writeDockerfile(engine, tree, plan);
      Instant from = Instant.now();
      List<ThrowawayDatabase> databases =
          SideBySide.run(
              List.of(
                  () -> built(engine, tree, plan, graph, "cut"),
                  () -> built(engine, tree, plan, graph, "cut-again"),
                  () ->
                      project.build(
                          "build the database before the first migration",
                          project.progress("prepared", graph, 0),
                          watch -> engine.prepared(tree, watch))));
      project.keepOptions();
      ThrowawayDatabase cut = guarded(engine, databases.get(0), graph, plan);
      ThrowawayDatabase prepared = BaselineDump.versioned(databases.get(2), cut);
      BuildWindow window = new BuildWindow(from, Instant.now());
      Baseline frozen =
          console.step(
              "dump it",
              () -> BaselineDump.take(cut, Optional.of(prepared), Optional.of(databases.get(1))));
      Optional<WayBack> back =
          downgrade == Downgrade.REFUSE
              ? Optional.empty()
              : Optional.of(
                  console.step(
                      "work out the way back",
                      () -> WayBack.of(cut, databases.get(1), prepared, frozen)));
      GeneratedRows rows =
          console.step(
              "look for values that each build generates",
              () -> GeneratedRows.between(cut, databases.get(1), window));
      rows.warnings().forEach(console::warn);
      ComputedDates dates = new ComputedDates(project, plan, window, rows::type);
      GeneratedBaseline generated = rows.in(frozen);
      Map<Place, ValueAnswer> answers = new HashMap<>(asking.answers(generated));
      GeneratedBaseline.Result result =
          dates.answered(generated.answered(answers), asking, answers);
      dates.warnOfDefinitions(result.baseline());
      result.baseline().warnings().forEach(console::warn);
      answers.putAll(asking.passwords(frozen.passwords()));
      SeededSecrets.in(result.baseline()).forEach(console::warn);
      Map<Place, ValueAnswer> known = asking.known(rows.columns(), answers);
      List<String> heading = BaselineHeading.of(plan, result.values(), known);
      Optional<BaselineFile.Pair> pair =
          back.map(
              way ->
                  BaselineFile.pair(
                      result.baseline(), heading, way.statements(), WayBack.heading(plan)));
      BaselineFile upgrade =
          pair.map(BaselineFile.Pair::upgrade)
              .orElseGet(() -> BaselineFile.of(result.baseline(), heading));
      console.step(
          "load the baseline into an empty database",
          () -> loaded(upgrade, prepared, rows, answers, plan, frozen.left()));
      asking.keep(known);
      Optional<BaselineFile> tried =
          back.map(
              way ->
                  console.step(
                      "go the way back",
                      () -> way.tried(pair.orElseThrow().downgrade(), prepared)));
      OtherSchemas.of(
              project.repository().tree(plan.commit()),
              plan.config(),
              () -> engine.schemaChoice(tree, databases.get(1), watch(graph)))
          .ifPresent(others -> console.warn(others.ofTheBaseline()));
      show(result.values());
      Path file = written(upgrade, fileName(plan));
      write(tried, plan);
      return file;
    }
  }

  /** One of an earlier run does not belong to the baseline any more. */
  private void write(Optional<BaselineFile> back, Squashplan plan) {
    String name = WayBack.fileName(plan);
    back.ifPresentOrElse(
        file -> {
          written(file, name);
          WayBack.obstacle(file)
              .ifPresent(why -> console.warn("--downgrade=drop is not possible: " + why));
        },
        () -> delete(project.file(name)));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException kept) {
      throw new UncheckedIOException(kept);
    }
  }

  /** The name of the baseline's file of a plan. */
  static String fileName(Squashplan plan) {
    return BaselineFile.name(plan.name());
  }

  private ThrowawayDatabase built(
      Engine engine, ProjectTree tree, Squashplan plan, RevisionGraph graph, String name) {
    return project.build(
        "build the database at " + plan.cut() + (name.endsWith("again") ? " again" : ""),
        project.progress(name, graph, plan.revs().size()),
        watch -> engine.migrated(tree, Target.revision(plan.cut()), watch));
  }

  /** Where no run was seen, the text of the revisions tells what they make only where it is not. */
  private static ThrowawayDatabase guarded(
      Engine engine, ThrowawayDatabase cut, RevisionGraph graph, Squashplan plan) {
    if (!(engine instanceof DockerfileEngine)) {
      return cut;
    }
    List<Seen.Guarded> texts =
        plan.revs().stream()
            .flatMap(id -> graph.find(id).stream())
            .map(
                script ->
                    new Seen.Guarded(
                        new String(script.source(), StandardCharsets.UTF_8), script.path(), 0))
            .toList();
    return cut.versionTable()
        .map(table -> cut.with(table, new Seen(cut.seen().role(), texts)))
        .orElse(cut);
  }

  private Engine.Watch watch(RevisionGraph graph) {
    return project.progress("schemas", graph, 0).watch();
  }

  private void show(List<GeneratedValue> values) {
    if (!values.isEmpty()) {
      console.say("  each installation generates:");
      values.forEach(value -> console.say("    " + value.shown()));
    }
  }

  private void writeDockerfile(Engine engine, ProjectTree tree, Squashplan plan) {
    if (engine instanceof DockerfileEngine docker) {
      String name = BaselineFile.name(plan.name()).replaceFirst("\\.sql$", "");
      Path file = project.file("Dockerfile-db-" + name);
      write(file, docker.upgrading(tree, Target.revision(plan.cut())).text());
      console.say("  " + project.shown(file));
    }
  }

  /** Loads it as its revision will, and compares the rows with those of the migrations. */
  private Boolean loaded(
      BaselineFile file,
      ThrowawayDatabase prepared,
      GeneratedRows rows,
      Map<Place, ValueAnswer> answers,
      Squashplan plan,
      Set<String> left) {
    BaselineDump.obstacle(file, prepared)
        .ifPresent(
            why -> {
              Path failed = project.file("failed-" + fileName(plan));
              write(failed, file.text());
              throw new Failure(
                  "the baseline does not load into an empty database",
                  why + "\nIt is in " + failed);
            });
    rows.check(prepared, answers, left);
    return true;
  }

  private Path written(BaselineFile file, String name) {
    Path path = project.file(name);
    write(path, file.text());
    console.good(
        "wrote "
            + project.shown(path)
            + ": "
            + Console.counted((int) file.text().lines().count(), "line"));
    return path;
  }

  private static void write(Path path, String text) {
    try {
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
