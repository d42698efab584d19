package dump;

import config.AlembicConfig;
import console.Console;
import console.ExitCode;
import git.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import plan.Squashplan;
import project.Project;
import proof.TextDiff;

/** Whether the baselines that are there are what would be written today. */
final class BaselineCheck {
  private final Project project;
  private final Console console;
  private int same;
  private int other;

  BaselineCheck(Project project) {
    this.project = project;
    this.console = project.console();
  }

  /**
   * Compares the file under {@code .alembic_squash}, and the one beside the squashed revision, with
   * what would be written; prints the difference, and writes nothing.
   *
   * @param name the file's name
   * @param today what would be written
   * @return {@link ExitCode#DIFFERENT} if one is not that, or there is none
   */
  ExitCode of(Squashplan plan, String name, String today) {
    Path ours = project.file(name);
    if (Files.isRegularFile(ours)) {
      compare(project.shown(ours), text(ours), today);
    }
    SourceTree work = project.repository().workTree();
    for (String folder : AlembicConfig.read(work, plan.config()).versionLocations()) {
      String path = folder.isEmpty() ? name : folder + "/" + name;
      work.stored(path).ifPresent(stored -> compare(path, stored.text(), today));
    }
    if (same + other == 0) {
      console.text("there is no baseline " + name + " to check");
    }
    return other == 0 && same > 0 ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  private void compare(String path, String there, String today) {
    List<String> diff = TextDiff.unified(path, there, today);
    if (there.equals(today)) {
      same++;
      console.text(path + " is what would be written today");
    } else {
      other++;
      console.text(path + " is not what would be written today:");
      diff.forEach(console::text);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
