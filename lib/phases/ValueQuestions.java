package phases;

import baseline.GeneratedBaseline;
import baseline.Place;
import baseline.ValueAnswer;
import console.Console;
import console.Failure;
import git.SourceTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import plan.Squashplan;

/** Asks about columns that each build fills anew, and no rule says how. */
final class ValueQuestions {
  private static final List<String> CHOICES = List.of("keep", "null", "sql:EXPRESSION");

  private final Project project;
  private final KnownAnswers known;

  ValueQuestions(Project project, Squashplan plan) {
    this.project = project;
    this.known = project.answers(Optional.of(plan), ofBaselines(project, plan));
  }

  /** What baselines among the squashed revisions have. */
  private static BaselineAnswers ofBaselines(Project project, Squashplan plan) {
    SourceTree tree = project.repository().tree(plan.commit());
    return BaselineAnswers.of(
        tree,
        Project.graph(tree, plan.config()).newestFirst().stream()
            .filter(script -> plan.revs().contains(script.revision()))
            .toList());
  }

  /**
   * Answers questions with what is known or said on the terminal, and keeps the answers in the
   * plan.
   *
   * @param generated whose questions they are
   * @return an answer for each question, for other columns with generated values where there is
   *     one, and for those whose values follow from these
   * @throws Failure where there is no answer and no terminal to ask on, naming the options
   */
  Map<Place, ValueAnswer> answers(GeneratedBaseline generated) {
    Map<Place, Integer> questions = generated.questions();
    Map<Place, Integer> open = new TreeMap<>(questions);
    Map<Place, ValueAnswer> answers = given(generated.columns());
    open.keySet().removeAll(answers.keySet());
    if (!open.isEmpty() && !project.console().questions().canAsk()) {
      throw unanswered(open);
    }
    open.forEach((place, count) -> answers.put(place, ask(place, count)));
    Map<Place, ValueAnswer> all = generated.everywhere(answers);
    keep(all);
    return all;
  }

  /**
   * What is known about columns, and needs no question. Says where it was found.
   *
   * @return an answer for each column that has one
   */
  Map<Place, ValueAnswer> given(Set<Place> places) {
    known.origins(places).forEach(project.console()::say);
    return known.about(places);
  }

  /**
   * Keeps in the plan what was answered, and what is known about columns that nobody asked about
   * this time.
   *
   * @param columns all that there are: answers about others are let go
   * @return all that is kept
   */
  Map<Place, ValueAnswer> kept(Set<Place> columns, Map<Place, ValueAnswer> answers) {
    Map<Place, ValueAnswer> all = known.about(columns);
    all.putAll(answers);
    keep(all);
    return all;
  }

  private void keep(Map<Place, ValueAnswer> answers) {
    project.keep(project.plan(), ValueAnswers.settings(answers));
  }

  private static Failure unanswered(Map<Place, Integer> open) {
    String options =
        open.keySet().stream()
            .map(place -> option(place) + "ANSWER")
            .collect(Collectors.joining(" "));
    return Failure.usage(
        "each build puts another value or a moment of today into "
            + open.keySet().stream().map(Place::shown).collect(Collectors.joining(", "))
            + ", and no rule says how",
        "Pass " + options + ", where ANSWER is one of: " + String.join(", ", CHOICES) + ".");
  }

  private ValueAnswer ask(Place place, int count) {
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

  private static String option(Place place) {
    return "--value " + place.shown() + "=";
  }
}
