package dump;

import answers.Answers;
import answers.ColumnOrDefinition;
import answers.Secret;
import answers.ValueAnswer;
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

  private final Originals originals;
  private final GeneratedRows rows;
  private final AnsweredBaseline baseline;

  /**
   * What to compare with.
   *
   * @param rows those of the originals
   * @param baseline what was tried
   */
  TrialCheck(Originals originals, GeneratedRows rows, AnsweredBaseline baseline) {
    this.originals = originals;
    this.rows = rows;
    this.baseline = baseline;
  }

  /**
   * Compares the rows that it made; those of a role like production's, and all else, with what the
   * originals make as that role.
   *
   * @throws Failure naming what differs
   */
  void check(List<BaselineTrial.Made> made) {
    for (BaselineTrial.Made each : made) {
      if (each.isOrdinary()) {
        originals.ordinary().built().ifPresent(built -> compare(built.database(), each.database()));
      } else {
        rows.check(each.database(), baseline.answers(), left());
      }
    }
  }

  private void compare(ThrowawayDatabase migrated, ThrowawayDatabase made) {
    Comparison found =
        DatabaseComparison.of(
            Snapshot.of(migrated),
            Snapshot.of(originals.again()),
            Snapshot.of(made),
            new AnsweredValues(withoutSecrets()),
            BuildWindow.since(originals.window().from()));
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

  /** A trial sets none. */
  private Answers withoutSecrets() {
    List<ColumnOrDefinition> secrets =
        baseline.baseline().secrets().stream().map(Secret::place).toList();
    return baseline.answers().plus(Answers.of(secrets, ValueAnswer.NOTHING));
  }

  /** Tables and sequences that are left to an event trigger, by schema and name. */
  private Set<String> left() {
    return baseline.baseline().left();
  }

  /** Nobody can make those rows the same; it was said when the baseline was taken. */
  private boolean isLeft(Comparison.Difference difference) {
    return left().stream()
        .anyMatch(name -> difference.subject().matches(".*\\b" + Pattern.quote(name) + "\\b.*"));
  }

  private static String shown(String text) {
    return text.isEmpty() ? "nothing" : text;
  }
}
