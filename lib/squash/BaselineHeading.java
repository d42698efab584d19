package squash;

import answers.ColumnOrDefinition;
import answers.ValueAnswer;
import console.Console;
import generated.GeneratedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import plan.Squashplan;
import statements.AnswerLines;

/** The lines at the top of a baseline's file: what it is, what it generates, what was answered. */
public final class BaselineHeading {
  private BaselineHeading() {}

  /**
   * The lines.
   *
   * @param values what each installation generates
   * @param answers about columns at the cut
   */
  public static List<String> of(
      Squashplan plan, List<GeneratedValue> values, Map<ColumnOrDefinition, ValueAnswer> answers) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Squashed baseline "
            + plan.name()
            + ", made of "
            + Console.counted(plan.revs().size(), "revision")
            + ".");
    lines.add(revisionLine(plan));
    lines.add("without what was there before the first migration.");
    if (!values.isEmpty()) {
      lines.add("Each installation generates:");
      values.forEach(value -> lines.add("  " + value.shown()));
    }
    lines.addAll(AnswerLines.of(answers));
    return lines;
  }

  /** The line that says at which revision it was taken. */
  static String revisionLine(Squashplan plan) {
    return "The database just after revision " + plan.cut() + ",";
  }
}
