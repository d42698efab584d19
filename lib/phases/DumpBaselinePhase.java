package phases;

import baseline.Baseline;
import baseline.BaselineDump;
import baseline.BaselineFile;
import baseline.SeededSecrets;
import console.Console;
import console.Failure;
import console.SideBySide;
import database.DockerfileEngine;
import database.Engine;
import database.ProjectTree;
import database.Target;
import database.TemporaryFolder;
import database.ThrowawayDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Builds the database at the cut and writes the baseline that makes it again. */
public final class DumpBaselinePhase {
  private final Project project;
  private final Console console;

  public DumpBaselinePhase(Project project) {
    this.project = project;
    this.console = project.console();
  }

  /**
   * Builds the database at the cut and the one before the first migration, side by side, takes the
   * difference as the baseline, loads it once to see that it does, and writes it.
   *
   * @return the baseline's file
   */
  public Path run() {
    Squashplan plan = project.fittingPlan();
    console.heading("Baseline of " + plan.tag() + " at revision " + plan.cut());
    try (Engine engine = project.engine(Optional.of(plan));
        TemporaryFolder folder = new TemporaryFolder("cut")) {
      ProjectTree tree = project.export(plan.commit(), plan.ini(), folder.path().resolve("tree"));
      writeDockerfile(engine, tree, plan);
      List<ThrowawayDatabase> databases =
          SideBySide.run(
              List.of(
                  () -> built(engine, tree, plan),
                  () ->
                      console.step(
                          "build the database before the first migration",
                          () -> engine.prepared(tree, project.watch("prepared")))));
      ThrowawayDatabase cut = databases.get(0);
      ThrowawayDatabase prepared = databases.get(1);
      Baseline baseline =
          console.step("dump it", () -> BaselineDump.take(cut, Optional.of(prepared)));
      baseline.warnings().forEach(console::warn);
      SeededSecrets.in(baseline).forEach(console::warn);
      BaselineFile file = BaselineFile.of(baseline, heading(plan));
      console.step("load the baseline into an empty database", () -> loaded(file, prepared, plan));
      return written(file, plan);
    }
  }

  /** The name of the baseline's file of a plan. */
  static String fileName(Squashplan plan) {
    return BaselineFile.name(plan.tag());
  }

  /** The line of the file that says at which revision it was taken. */
  static String revisionLine(Squashplan plan) {
    return "The database just after revision " + plan.cut() + ",";
  }

  private ThrowawayDatabase built(Engine engine, ProjectTree tree, Squashplan plan) {
    return console.step(
        "build the database at " + plan.cut() + " with " + engine.describe(),
        () -> engine.migrated(tree, Target.revision(plan.cut()), project.watch("cut")));
  }

  private static List<String> heading(Squashplan plan) {
    return List.of(
        "Squashed baseline " + plan.tag() + ", made of " + revisions(plan) + ".",
        revisionLine(plan),
        "without what was there before the first migration.");
  }

  private static String revisions(Squashplan plan) {
    return Console.counted(plan.revs().size(), "revision");
  }

  private void writeDockerfile(Engine engine, ProjectTree tree, Squashplan plan) {
    if (engine instanceof DockerfileEngine docker) {
      String name = BaselineFile.name(plan.tag()).replaceFirst("\\.sql$", "");
      Path file = project.file("Dockerfile-db-" + name);
      write(file, docker.upgrading(tree, Target.revision(plan.cut())).text());
      console.say("  " + project.shown(file));
    }
  }

  private Boolean loaded(BaselineFile file, ThrowawayDatabase prepared, Squashplan plan) {
    BaselineDump.obstacle(file, prepared)
        .ifPresent(
            why -> {
              Path failed = project.file("failed-" + fileName(plan));
              write(failed, file.text());
              throw new Failure(
                  "the baseline does not load into an empty database",
                  why + "\nIt is in " + failed);
            });
    return true;
  }

  private Path written(BaselineFile file, Squashplan plan) {
    Path path = project.file(fileName(plan));
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
