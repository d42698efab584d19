package phases;

import answers.Answers;
import console.Failure;
import generated.GeneratedRows;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import postgres.ThrowawayDatabase;
import project.OrdinaryRole;
import proof.AnsweredValues;
import proof.Comparison;
import proof.DatabaseComparison;
import rows.BuildWindow;
import snapshot.Snapshot;

/** Whether a baseline that was tried made what the migrations make. */
final class TrialCheck {

  private final ThrowawayDatabase again;
  private final GeneratedRows rows;
  private final BuildWindow window;
  private final AnsweredValues answered;
  private final Set<String> left;

  /**
   * What to compare with.
   *
   * @param again the originals' database at the cut, as a superuser builds it
   * @param rows those of two such databases
   * @param window when these were built
   * @param answered the columns whose generated values somebody decided on
   * @param left tables and sequences that are left to an event trigger, by schema and name
   */
  TrialCheck(
      ThrowawayDatabase again,
      GeneratedRows rows,
      BuildWindow window,
      AnsweredValues answered,
      Set<String> left) {
    this.again = again;
    this.rows = rows;
    this.window = window;
    this.answered = answered;
    this.left = Set.copyOf(left);
  }

  /**
   * Compares the rows that it made; those of a role like production's, and all else, with what the
   * originals make as that role.
   *
   * @throws Failure naming what differs
   */
  void check(List<BaselineTrial.Made> made, OrdinaryRole ordinary, Answers answers) {
    for (BaselineTrial.Made each : made) {
      if (each.isOrdinary()) {
        ordinary.built().ifPresent(built -> compare(built.database(), each.database()));
      } else {
        rows.check(each.database(), answers, left);
      }
    }
  }

  private void compare(ThrowawayDatabase originals, ThrowawayDatabase made) {
    Comparison found =
        DatabaseComparison.of(
            Snapshot.of(originals),
            Snapshot.of(again),
            Snapshot.of(made),
            answered,
            BuildWindow.since(window.from()));
    List<Comparison.Difference> differences =
        found.differences().stream().filter(difference -> !isLeft(difference)).toList();
    if (differences.isEmpty()) {
      return;
    }
    Comparison.Difference first = differences.get(0);
    throw new Failure(
        "the baseline does not make the same "
            + OrdinaryRole.NAME
            + " as the migrations do: "
            + Comparison.Difference.named(differences),
        "Nothing in the repository was changed. The migrations make: "
            + shown(first.before())
            + "\nThe baseline makes: "
            + shown(first.after()));
  }

  /** Nobody can make those rows the same; it was said when the baseline was taken. */
  private boolean isLeft(Comparison.Difference difference) {
    return left.stream()
        .anyMatch(name -> difference.subject().matches(".*\\b" + Pattern.quote(name) + "\\b.*"));
  }

  private static String shown(String text) {
    return text.isEmpty() ? "nothing" : text;
  }
}
