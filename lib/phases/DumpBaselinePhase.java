package phases;

import alembic.RevisionGraph;
import answers.Answers;
import answers.ColumnOrDefinition;
import answers.Secret;
import answers.ValueAnswer;
import baseline.BaselineDump;
import console.Console;
import console.Failure;
import engine.DockerfileEngine;
import engine.Engine;
import generated.GeneratedBaseline;
import generated.GeneratedRows;
import generated.GeneratedValue;
import generated.SeededSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import migrations.ProjectTree;
import migrations.Target;
import plan.Squashplan;
import postgres.ThrowawayDatabase;
import process.TemporaryFolder;
import project.HookRows;
import project.OtherSchemas;
import project.Project;
import project.SessionLeftovers;
import project.Setting;
import proof.AnsweredValues;
import rows.BuildWindow;
import squash.BaselineDowngrade;
import squash.BaselineHeading;
import squash.Downgrade;
import statements.Baseline;
import statements.BaselineFile;
import statements.HeadFact;

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
   * generates, runs it with the project's Alembic to see that it makes the same, and writes it.
   * Where it was asked for, so is the way back, which is run to see whether the database is as it
   * was.
   *
   * @return the baseline's file
   */
  public Path run() {
    Squashplan plan = project.plan().fitting();
    RevisionGraph graph = RevisionGraph.read(project.head(), plan.config());
    ValueQuestions asking = new ValueQuestions(project, plan);
    console.heading("Baseline of " + plan.name() + " at revision " + plan.cut());
    try (Engine engine = project.engine(Optional.of(plan));
        TemporaryFolder folder = new TemporaryFolder("cut")) {
      ProjectTree tree =
          project.checkouts().export(plan.commit(), plan.config(), folder.path().resolve("tree"));
      console.say("  with " + engine.describe());
      writeDockerfile(engine, tree, plan);
      Instant from = Instant.now();
      Originals originals = Originals.of(project, engine, tree, plan, graph);
      project.plan().keepOptions();
      ThrowawayDatabase cut = originals.cut();
      HookRows hooks = originals.withoutHookRows();
      hooks.sentences().forEach(console::warn);
      ThrowawayDatabase prepared = originals.prepared();
      new ConditionWarnings(project, plan).tell(prepared);
      BuildWindow window = new BuildWindow(from, Instant.now());
      Baseline frozen =
          console.step(
              "dump it",
              () -> BaselineDump.take(cut, Optional.of(prepared), Optional.of(originals.again())));
      Optional<BaselineDowngrade> back =
          downgrade == Downgrade.REFUSE
              ? Optional.empty()
              : Optional.of(
                  console.step(
                      "work out the way back",
                      () -> BaselineDowngrade.of(cut, originals.again(), prepared, frozen)));
      GeneratedRows rows =
          console.step(
              "look for values that each build generates",
              () ->
                  GeneratedRows.between(cut, originals.again(), originals.twin().built(), window));
      rows.warnings().forEach(console::warn);
      GeneratedBaseline generated = rows.in(frozen);
      List<ColumnOrDefinition> secrets = frozen.secrets().stream().map(Secret::place).toList();
      Set<ColumnOrDefinition> answerable = generated.answerable();
      answerable.addAll(secrets);
      asking.check(rows.columns(), answerable);
      Answers ofValues = asking.answers(generated);
      rows.warningsOfTheTwin(ofValues).forEach(console::warn);
      GeneratedBaseline.Result result = generated.answered(ofValues);
      Baseline baseline = carrying(result.baseline(), cut, plan, graph);
      baseline.warnings().forEach(console::warn);
      Answers answers = ofValues.plus(asking.secrets(frozen.secrets()));
      SeededSecrets.in(baseline).forEach(console::warn);
      Answers known = asking.known(rows.columns(), answers);
      List<String> heading = BaselineHeading.of(plan, result.values(), known);
      Optional<BaselineFile.Pair> pair =
          back.map(
              way ->
                  BaselineFile.pair(
                      baseline, heading, way.statements(), BaselineDowngrade.heading(plan)));
      BaselineFile upgrade =
          pair.map(BaselineFile.Pair::upgrade).orElseGet(() -> BaselineFile.of(baseline, heading));
      BaselineTrial trial =
          new BaselineTrial(
              project,
              engine,
              plan,
              tree,
              BaselineFile.of(
                  baseline, BaselineHeading.of(plan, result.values(), known.withoutSecrets())),
              folder.path().resolve("squashed"),
              project.file("failed-" + BaselineFile.name(plan.name())));
      List<BaselineTrial.Made> made =
          console.step(
              "run the baseline with the project's Alembic",
              () -> trial.run(originals.ordinary(), hooks));
      console.step(
          "compare what it made",
          () ->
              new TrialCheck(
                      originals.again(),
                      rows,
                      window,
                      new AnsweredValues(answers.plus(Answers.of(secrets, ValueAnswer.NOTHING))),
                      frozen.left())
                  .check(made, originals.ordinary(), answers));
      project.plan().keep(known);
      Optional<BaselineFile> tried =
          back.map(
              way ->
                  console.step(
                      "go the way back",
                      () -> way.tried(pair.orElseThrow().downgrade(), loaded(upgrade, prepared))));
      OtherSchemas.of(
              project.repository().tree(plan.commit()),
              plan.config(),
              () -> engine.schemaChoice(tree, originals.again(), watch(graph)))
          .ifPresent(others -> console.warn(others.ofTheBaseline()));
      show(result.values());
      Path file = written(upgrade, BaselineFile.name(plan.name()));
      write(tried, plan);
      return file;
    }
  }

  /** One of an earlier run does not belong to the baseline any more. */
  private void write(Optional<BaselineFile> back, Squashplan plan) {
    String name = BaselineDowngrade.fileName(plan);
    back.ifPresentOrElse(
        file -> {
          written(file, name);
          file.fact(HeadFact.OBSTACLE)
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

  /** Where the way back starts. */
  private static ThrowawayDatabase loaded(BaselineFile file, ThrowawayDatabase prepared) {
    file.loadInto(prepared)
        .ifPresent(
            why -> {
              throw new Failure("the baseline does not load by psql", why);
            });
    return prepared;
  }

  /** With what the squashed revisions leave in the session, where that was wanted. */
  private Baseline carrying(
      Baseline baseline, ThrowawayDatabase cut, Squashplan plan, RevisionGraph graph) {
    SessionLeftovers left = SessionLeftovers.of(cut, graph, plan.cut());
    if (left.settings().isEmpty()) {
      return baseline;
    }
    Optional<String> said = project.settings().sessionSettings(plan);
    String word = left.decided(console, said);
    if (said.isPresent() || console.questions().canAsk()) {
      project.plan().keep(Setting.SESSION_SETTINGS, word);
    }
    return SessionLeftovers.isCarried(word) ? left.carriedBy(baseline) : baseline;
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
