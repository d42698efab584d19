package squash;

import console.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import plan.Squashplan;
import process.StoredBytes;
import project.Project;
import statements.BaselineFile;
import statements.HeaderLine;

/** The files that {@code dump-baseline} wrote for a plan, as they are at present. */
final class PlannedBaseline {
  private static final String DUMP_AGAIN = "Run `dump-baseline` again.";

  private final Project project;
  private final Squashplan plan;
  private final SquashOptions options;

  PlannedBaseline(Project project, Squashplan plan, SquashOptions options) {
    this.project = project;
    this.plan = plan;
    this.options = options;
  }

  /**
   * Reads them.
   *
   * @throws Failure if one is not there, is no whole file, is another plan's, or was edited and
   *     nobody says that this was meant
   */
  SquashChange.Sql sql() {
    BaselineFile upgrade = file(BaselineFile.name(plan.name()));
    if (options.downgrade() == Downgrade.REFUSE) {
      return new SquashChange.Sql(upgrade, Optional.empty(), options.inline());
    }
    String name = BaselineDowngrade.fileName(plan);
    if (!Files.exists(project.file(name))) {
      throw new Failure(
          "there is no way back from the baseline yet: " + project.shown(project.file(name)),
          "Run `dump-baseline --downgrade=drop` first.");
    }
    BaselineFile downgrade = file(name);
    downgrade
        .fact(HeaderLine.OBSTACLE)
        .ifPresent(
            why -> {
              throw new Failure(
                  "--downgrade=drop is not possible: " + why,
                  "Leave it out: downgrading below the baseline is then refused with a sentence.");
            });
    if (!upgrade.marker().equals(downgrade.marker())) {
      throw new Failure("the baseline and its way back were not written together", DUMP_AGAIN);
    }
    return new SquashChange.Sql(upgrade, Optional.of(downgrade), options.inline());
  }

  private BaselineFile file(String name) {
    Path path = project.file(name);
    try {
      BaselineFile file = BaselineFile.read(stored(path));
      if (file.fact(HeaderLine.CUT).filter(plan.cut()::equals).isEmpty()) {
        throw new Failure(
            project.shown(path) + " was not taken at revision " + plan.cut(), DUMP_AGAIN);
      }
      checkWhole(path, file);
      checkEdits(path, file);
      return file;
    } catch (NoSuchFileException none) {
      throw new Failure(
          "there is no baseline yet: " + project.shown(path), "Run `dump-baseline` first.", none);
    } catch (IOException unreadable) {
      throw new Failure("the baseline " + path + " cannot be read", DUMP_AGAIN, unreadable);
    }
  }

  private static StoredBytes stored(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return StoredBytes.of(in);
    }
  }

  private void checkWhole(Path path, BaselineFile file) {
    if (!file.isWhole()) {
      throw new Failure(
          project.shown(path) + " is truncated: it lacks the line '" + file.end() + "' at its end",
          DUMP_AGAIN + " If only that line was removed by hand, put it back.");
    }
  }

  /** What a hand changed is welcome, once somebody says that it was one. */
  private void checkEdits(Path path, BaselineFile file) {
    String name = path.getFileName().toString();
    boolean isSame = plan.sum(name).filter(sum -> !sum.equals(file.content().sum())).isEmpty();
    String what = project.shown(path) + " was edited: it is not what dump-baseline wrote";
    if (isSame) {
      return;
    }
    if (options.edited() || project.console().questions().decide(what + ". Squash it so?")) {
      project.console().say("  " + project.shown(path) + " was edited, and is squashed as it is");
    } else {
      throw new Failure(
          what,
          "If that was meant, pass --edited; `verify` compares what it makes. Else run"
              + " `dump-baseline` again.");
    }
  }
}
