package dump;

import console.Console;
import console.ExitCode;
import engine.DockerfileEngine;
import generated.GeneratedRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import migrations.Target;
import plan.Squashplan;
import process.TemporaryFolder;
import project.HookRows;
import project.OtherSchemas;
import project.Project;
import project.SharedBuilds;
import squash.Downgrade;
import statements.BaselineFile;

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
    AtomicReference<Path> written = new AtomicReference<>();
    work(true, tried -> written.set(tried.write(project)));
    return written.get();
  }

  /**
   * Does the same and writes nothing: says whether the baselines that are there are what would be
   * written, with the difference if not.
   *
   * @return {@link ExitCode#DIFFERENT} if they are not
   */
  public ExitCode check() {
    AtomicReference<ExitCode> exit = new AtomicReference<>();
    work(false, tried -> exit.set(tried.check(project)));
    return exit.get();
  }

  private void work(boolean isKept, Consumer<BaselineFiles> result) {
    Squashplan plan = project.plan().fitting();
    ValueQuestions questions = new ValueQuestions(project, plan);
    console.heading("Baseline of " + plan.name() + " at revision " + plan.cut());
    try (SharedBuilds.Opened opened = project.engine(Optional.of(plan));
        TemporaryFolder folder = new TemporaryFolder("cut")) {
      PlannedBuild build = PlannedBuild.of(project, plan, opened.engine(), folder.path());
      Originals originals = originals(build, isKept);
      HookRows hooks = withoutHookRows(originals);
      new ConditionWarnings(project, plan).tell(originals.prepared());
      FrozenBaseline frozen = FrozenBaseline.of(originals, downgrade, console);
      GeneratedRows rows = generated(originals);
      AnsweredBaseline answered =
          AnsweredBaseline.of(build, originals.cut(), frozen.baseline(), rows, questions);
      BaselineFiles files = BaselineFiles.of(plan, answered, frozen.back());
      tryOut(answered, build, originals, hooks, rows);
      if (isKept) {
        project.plan().keep(answered.known());
      }
      BaselineFiles tried = backAgain(files, frozen, originals);
      warnOfOtherSchemas(build, originals);
      if (hooks.hooks().isEmpty()) {
        project.shared().keep(originals.kept(build));
      }
      answered.show(console);
      result.accept(tried);
    }
  }

  private Originals originals(PlannedBuild build, boolean isKept) {
    console.say("  with " + build.engine().describe());
    if (isKept) {
      writeDockerfile(build);
    }
    Originals originals = Originals.of(build);
    if (isKept) {
      project.plan().keepOptions();
    }
    return originals;
  }

  private void writeDockerfile(PlannedBuild build) {
    if (build.engine() instanceof DockerfileEngine docker) {
      String name = BaselineFile.name(build.plan().name()).replaceFirst("\\.sql$", "");
      String text = docker.upgrading(build.tree(), Target.revision(build.plan().cut())).text();
      console.say("  " + project.shown(project.write("Dockerfile-db-" + name, text)));
    }
  }

  private HookRows withoutHookRows(Originals originals) {
    HookRows hooks = originals.withoutHookRows();
    hooks.sentences().forEach(console::warn);
    return hooks;
  }

  private GeneratedRows generated(Originals originals) {
    GeneratedRows rows =
        console.step(
            "look for values that each build generates",
            () ->
                GeneratedRows.between(
                    originals.cut(),
                    originals.again(),
                    originals.twin().built(),
                    originals.window()));
    rows.warnings().forEach(console::warn);
    return rows;
  }

  private void tryOut(
      AnsweredBaseline answered,
      PlannedBuild build,
      Originals originals,
      HookRows hooks,
      GeneratedRows rows) {
    BaselineTrial trial =
        new BaselineTrial(build, BaselineFiles.withoutSecrets(build.plan(), answered));
    List<BaselineTrial.Made> made =
        console.step(
            "run the baseline with the project's Alembic",
            () -> trial.run(originals.ordinary(), hooks));
    console.step(
        "compare what it made", () -> new TrialCheck(originals, rows, answered).check(made));
  }

  private BaselineFiles backAgain(BaselineFiles files, FrozenBaseline frozen, Originals originals) {
    return frozen
        .back()
        .map(way -> console.step("go the way back", () -> files.tried(way, originals.prepared())))
        .orElse(files);
  }

  private void warnOfOtherSchemas(PlannedBuild build, Originals originals) {
    OtherSchemas.of(
            build.commit(),
            build.plan().config(),
            () ->
                build
                    .engine()
                    .schemaChoice(build.tree(), originals.prepared(), build.watch("schemas")))
        .ifPresent(others -> console.warn(others.ofTheBaseline()));
  }
}
