package squash;

import alembic.RevisionGraph;
import archive.HistoryMode;
import console.Console;
import console.PrintableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import plan.Squashplan;
import plan.UncleanCut;
import project.Project;

/** The message of the squash's commit, in a file that {@code git commit --file} takes. */
public final class CommitMessage {
  /** Its name in the folder of our files. */
  public static final String FILE = "commit-message";

  private CommitMessage() {}

  /** Writes that of a plan. */
  static void write(Project project, Squashplan plan) {
    project.write(FILE, PrintableText.text(message(project, plan)));
  }

  /** The one that was written last; empty if there is none. */
  public static Optional<String> read(Project project) {
    Path file = project.file(FILE);
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String message(Project project, Squashplan plan) {
    RevisionGraph before =
        RevisionGraph.read(project.repository().tree(plan.commit()), plan.config());
    List<String> wrong = UncleanCut.statesAfter(before, plan.cut(), plan.from());
    return wrong.isEmpty()
        ? released(plan)
        : released(plan)
            + "\nOnly databases of releases upgrade:\n"
            + wrong.stream().map(state -> "- " + state + "\n").collect(Collectors.joining());
  }

  private static String released(Squashplan plan) {
    String below =
        HistoryChoice.planned(plan).filter(HistoryMode.ARCHIVE::equals).isPresent()
            ? "is upgraded by the originals, which are archived as those of "
                + plan.upgradedWith()
                + "."
            : "must first be upgraded with " + plan.upgradedWith() + ".";
    return """
    alembic: squashed baseline %1$s

    Squashes %2$s, up to %3$s, into one.
    A database at %3$s or later has nothing to do. One %5$s
    %4$s
    """
        .formatted(
            plan.name(),
            Console.counted(plan.revs().size(), "revision"),
            plan.cut(),
            below,
            plan.from().map(base -> "between " + base + " and that").orElse("below it"));
  }
}
