package dump;

import answers.Answers;
import baseline.SeededSecrets;
import console.Console;
import generated.GeneratedBaseline;
import generated.GeneratedRows;
import generated.GeneratedValue;
import java.util.List;
import java.util.Optional;
import postgres.ObservedRun;
import postgres.ThrowawayDatabase;
import project.Project;
import project.SessionLeftovers;
import project.Setting;
import statements.Baseline;

/**
 * A baseline with expressions in place of what each build generates.
 *
 * @param baseline what is written
 * @param values what each installation generates
 * @param answers what was answered about it
 * @param known the same, with answers about other columns at the cut
 */
record AnsweredBaseline(
    Baseline baseline, List<GeneratedValue> values, Answers answers, Answers known) {

  /**
   * Asks what cannot be known, and warns of what stays.
   *
   * @param frozen with one build's values
   * @param rows those at the cut
   * @throws console.Failure if there is no answer and nobody to ask, or one fits nothing
   */
  static AnsweredBaseline of(
      PlannedBuild build,
      ThrowawayDatabase cut,
      Baseline frozen,
      GeneratedRows rows,
      ValueQuestions questions) {
    Console console = build.project().console();
    GeneratedBaseline generated = rows.in(frozen);
    questions.check(rows.columns(), generated.answerable(), frozen.secrets());
    Answers ofValues = questions.answers(generated);
    rows.warningsOfTheTwin(ofValues).forEach(console::warn);
    GeneratedBaseline.Result result = generated.answered(ofValues);
    Baseline baseline = carrying(result.baseline(), build, cut);
    baseline.warnings().forEach(console::warn);
    cut.seen().outside().stream().map(ObservedRun.Attempt::sentence).forEach(console::warn);
    Answers answers = ofValues.plus(questions.secrets(frozen.secrets()));
    SeededSecrets.in(baseline).forEach(console::warn);
    return new AnsweredBaseline(
        baseline, result.values(), answers, questions.known(rows.columns(), answers));
  }

  /** With what the squashed revisions leave in the session, where that was wanted. */
  private static Baseline carrying(Baseline baseline, PlannedBuild build, ThrowawayDatabase cut) {
    SessionLeftovers left = SessionLeftovers.of(cut, build.graph(), build.plan().cut());
    if (left.settings().isEmpty()) {
      return baseline;
    }
    Project project = build.project();
    Optional<String> said = project.settings().sessionSettings(build.plan());
    String word = left.decided(project.console(), said);
    if (said.isPresent() || project.console().questions().canAsk()) {
      project.plan().keep(Setting.SESSION_SETTINGS, word);
    }
    return SessionLeftovers.isCarried(word) ? left.carriedBy(baseline) : baseline;
  }

  /** Says what each installation generates. */
  void show(Console console) {
    if (!values.isEmpty()) {
      console.say("  each installation generates:");
      values.forEach(value -> console.say("    " + value.shown()));
    }
  }
}
