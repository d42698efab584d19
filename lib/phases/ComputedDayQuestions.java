package phases;

import answers.ColumnOrDefinition;
import answers.ValueAnswer;
import console.Console;
import generated.DefinedDates;
import generated.GeneratedBaseline;
import generated.SeededDates;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import plan.Squashplan;
import project.Project;
import rows.BuildWindow;
import statements.Baseline;

/** Days that migrations may have computed from that of the build. */
final class ComputedDayQuestions {
  private final Console console;
  private final BuildWindow window;
  private final LiteralDates spelled;
  private final Function<ColumnOrDefinition, String> types;

  /**
   * @param window when the databases were built
   * @param types the types of columns
   */
  ComputedDayQuestions(
      Project project,
      Squashplan plan,
      BuildWindow window,
      Function<ColumnOrDefinition, String> types) {
    this.console = project.console();
    this.window = window;
    this.spelled = new LiteralDates(project, plan);
    this.types = types;
  }

  /** Warns of such days in definitions and names; no answer changes those. */
  void warnOfDefinitions(Baseline baseline) {
    DefinedDates.warnings(baseline, window, spelled).forEach(console::warn);
  }

  /**
   * Warns of such days in rows, or puts in their place what was answered.
   *
   * @param answers to the questions; those about such days are added
   */
  GeneratedBaseline.Result answered(
      GeneratedBaseline.Result result,
      ValueQuestions asking,
      Map<ColumnOrDefinition, ValueAnswer> answers) {
    SeededDates dates = SeededDates.in(result.baseline(), window, spelled::hasDay, types);
    Set<ColumnOrDefinition> open = new HashSet<>(dates.columns());
    open.removeAll(answers.keySet());
    Map<ColumnOrDefinition, ValueAnswer> given = asking.given(open);
    dates.warnings(answers, given).forEach(console::warn);
    answers.putAll(given);
    return dates.answered(result, given);
  }
}
