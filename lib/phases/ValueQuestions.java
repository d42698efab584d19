package phases;

import alembic.RevisionGraph;
import answers.ColumnOrDefinition;
import answers.Secret;
import answers.ValueAnswer;
import answers.ValueAnswers;
import console.Console;
import console.Failure;
import generated.GeneratedBaseline;
import git.SourceTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import plan.Squashplan;
import project.BaselineAnswers;
import project.KnownAnswers;
import project.Project;

/** Asks about columns that each build fills anew, and no rule says how. */
final class ValueQuestions {
  private static final List<String> CHOICES = List.of("keep", "null", "sql:EXPRESSION");
  private static final List<String> OF_SECRETS = List.of("none", "env:VARIABLE");

  private final Project project;
  private final KnownAnswers known;

  ValueQuestions(Project project, Squashplan plan) {
    this.project = project;
    this.known = project.settings().answers(Optional.of(plan), ofBaselines(project, plan));
  }

  /** What baselines among the squashed revisions have. */
  private static BaselineAnswers ofBaselines(Project project, Squashplan plan) {
    SourceTree tree = project.repository().tree(plan.commit());
    return BaselineAnswers.of(
        tree,
        RevisionGraph.read(tree, plan.config()).newestFirst().stream()
            .filter(script -> plan.revs().contains(script.revision()))
            .toList());
  }

  /**
   * Answers questions with what is known or said on the terminal.
   *
   * @param generated whose questions they are
   * @return an answer for each question, for other columns with generated values where there is
   *     one, and for those whose values follow from these
   * @throws Failure where there is no answer and no terminal to ask on, naming the options
   */
  Map<ColumnOrDefinition, ValueAnswer> answers(GeneratedBaseline generated) {
    Map<ColumnOrDefinition, Integer> questions = generated.questions();
    Map<ColumnOrDefinition, Integer> open = new TreeMap<>(questions);
    Map<ColumnOrDefinition, ValueAnswer> answers = given(generated.columns());
    open.keySet().removeAll(answers.keySet());
    if (!open.isEmpty() && !project.console().questions().canAsk()) {
      throw unanswered(open.keySet(), generated);
    }
    open.forEach((place, count) -> answers.put(place, ask(place, count, generated.example(place))));
    return generated.everywhere(answers);
  }

  /**
   * What is known about columns, and needs no question. Says where it was found.
   *
   * @return an answer for each column that has one
   */
  Map<ColumnOrDefinition, ValueAnswer> given(Set<ColumnOrDefinition> places) {
    known.origins(places).forEach(project.console()::say);
    return known.about(places);
  }

  /**
   * Answers what becomes of secrets that migrations gave, with what is known or said on the
   * terminal. Without either, it warns: nothing sets them then.
   */
  Map<ColumnOrDefinition, ValueAnswer> secrets(List<Secret> secrets) {
    Set<ColumnOrDefinition> places =
        secrets.stream().map(Secret::place).collect(Collectors.toSet());
    Map<ColumnOrDefinition, ValueAnswer> answers = given(places);
    for (Secret secret : secrets) {
      ColumnOrDefinition place = secret.place();
      if (!answers.containsKey(place) && project.console().questions().canAsk()) {
        answers.put(place, askFor(secret));
      } else if (!answers.containsKey(place)) {
        project.console().warn(unset(secret, option(place)));
      }
    }
    return answers;
  }

  private static String unset(Secret secret, String option) {
    return "a migration gave "
        + secret.gift()
        + ", which the baseline does not, and `verify` will call that a difference."
        + " Pass "
        + option
        + "env:VARIABLE for its upgrade() to set what that environment variable holds, or "
        + option
        + "none";
  }

  private ValueAnswer askFor(Secret secret) {
    ColumnOrDefinition place = secret.place();
    String chosen =
        project
            .console()
            .questions()
            .choose(
                "A migration gave "
                    + secret.gift()
                    + ", which no file will hold. What shall the baseline set: none, or"
                    + " what an environment variable holds when it runs?",
                OF_SECRETS,
                option(place));
    String answer =
        chosen.equals(OF_SECRETS.get(1))
            ? "env:"
                + project
                    .console()
                    .questions()
                    .text("The variable for " + secret.title() + ":", option(place) + chosen)
            : chosen;
    return ValueAnswers.parse(place.shown(), answer);
  }

  /**
   * What was answered, and what is known about columns that nobody asked about this time.
   *
   * @param columns all that there are: answers about others are let go
   */
  Map<ColumnOrDefinition, ValueAnswer> known(
      Set<ColumnOrDefinition> columns, Map<ColumnOrDefinition, ValueAnswer> answers) {
    Map<ColumnOrDefinition, ValueAnswer> all = known.about(columns);
    all.putAll(answers);
    return all;
  }

  /** Keeps answers in the plan, once it is known that a baseline with them loads. */
  void keep(Map<ColumnOrDefinition, ValueAnswer> answers) {
    project.plan().keep(ValueAnswers.settings(answers));
  }

  private static Failure unanswered(Set<ColumnOrDefinition> open, GeneratedBaseline generated) {
    String options =
        open.stream().map(place -> option(place) + "ANSWER").collect(Collectors.joining(" "));
    String examples =
        open.stream()
            .filter(place -> !generated.example(place).isEmpty())
            .map(place -> place.shown() + ": " + generated.example(place) + "\n")
            .collect(Collectors.joining());
    return Failure.usage(
        "each build puts another value or a moment of today into "
            + open.stream().map(ColumnOrDefinition::shown).collect(Collectors.joining(", "))
            + ", and no rule says how",
        examples
            + "Pass "
            + options
            + ", where ANSWER is one of: "
            + String.join(", ", CHOICES)
            + ".");
  }

  private ValueAnswer ask(ColumnOrDefinition place, int count, String example) {
    Console console = project.console();
    String option = option(place);
    String chosen =
        console
            .questions()
            .choose(
                "Each build puts another value or a moment of today into "
                    + place.shown()
                    + " ("
                    + Console.counted(count, "row")
                    + (example.isEmpty() ? "" : "; " + example)
                    + "). What shall be there: one build's value, nothing, or what an expression"
                    + " gives?",
                CHOICES,
                option);
    String answer =
        chosen.equals(CHOICES.get(2))
            ? "sql:"
                + console
                    .questions()
                    .text("The expression for " + place.shown() + ":", option + "sql:...")
            : chosen;
    return ValueAnswers.parse(place.shown(), answer);
  }

  private static String option(ColumnOrDefinition place) {
    return "--value " + place.shown() + "=";
  }
}
