package squash;

import answers.Answers;
import console.Console;
import generated.GeneratedValue;
import java.util.ArrayList;
import java.util.List;
import plan.Squashplan;
import statements.HeaderLine;

/** The lines at the top of a baseline's file: what it is, what it generates, what was answered. */
public final class BaselineHeading {
  private static final String ANSWERED = "What a maintainer answered, for a later squash to go by:";

  private BaselineHeading() {}

  /**
   * The lines.
   *
   * @param values what each installation generates
   * @param answers about columns at the cut
   */
  public static List<String> of(Squashplan plan, List<GeneratedValue> values, Answers answers) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Squashed baseline "
            + plan.name()
            + ", made of "
            + Console.counted(plan.revs().size(), "revision")
            + ".");
    lines.add(HeaderLine.CUT.line(plan.cut()));
    lines.add("The database just after that revision,");
    lines.add(
        plan.from()
            .map(base -> "without what was there at " + base + ".")
            .orElse("without what was there before the first migration."));
    if (!values.isEmpty()) {
      lines.add("Each installation generates:");
      values.forEach(value -> lines.add("  " + value.shown()));
    }
    if (!answers.isEmpty()) {
      lines.add(ANSWERED);
      answers.lines().forEach(line -> lines.add(HeaderLine.VALUE.line(line)));
    }
    return lines;
  }
}
