package phases;

import baseline.GeneratedBaseline;
import baseline.Place;
import baseline.ValueAnswer;
import console.Console;
import console.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import plan.Squashplan;

/** Asks about columns that each build fills anew, and no rule says how. */
final class ValueQuestions {
  private static final List<String> CHOICES = List.of("keep", "null", "sql:EXPRESSION");

  private final Project project;
  private final Squashplan plan;

  ValueQuestions(Project project, Squashplan plan) {
    this.project = project;
    this.plan = plan;
  }

  /**
   * Answers questions from the options, the plan, or the terminal, and keeps the answers in the
   * plan.
   *
   * @param generated whose questions they are
   * @return an answer for each question, and for the other columns whose values follow from them
   * @throws Failure where there is no answer and no terminal to ask on, naming the options
   */
  Map<Place, ValueAnswer> answers(GeneratedBaseline generated) {
    Map<Place, Integer> questions = generated.questions();
    Map<Place, Integer> open = new TreeMap<>(questions);
    Map<Place, ValueAnswer> answers = known(questions.keySet());
    open.keySet().removeAll(answers.keySet());
    if (!open.isEmpty() && !project.console().canAsk()) {
      throw unanswered(open);
    }
    open.forEach((place, count) -> answers.put(place, ask(place, count)));
    Map<Place, ValueAnswer> all = generated.everywhere(answers);
    project.keep(plan, settings(all));
    return all;
  }

  /**
   * What the options or the plan answer for columns that need no answer. It is kept in the plan.
   *
   * @return an answer for each column that has one
   */
  Map<Place, ValueAnswer> given(Set<Place> places) {
    Map<Place, ValueAnswer> answers = known(places);
    Squashplan now = project.plan();
    project.keep(now, settings(answers));
    return answers;
  }

  private Map<Place, ValueAnswer> known(Set<Place> places) {
    Map<String, String> known = project.answers(plan);
    Map<Place, ValueAnswer> answers = new HashMap<>();
    places.forEach(
        place -> {
          String answer = known.get(ProjectOptions.valueSetting(place));
          if (answer != null) {
            answers.put(place, ProjectOptions.answer(place.shown(), answer));
          }
        });
    return answers;
  }

  private static Map<String, String> settings(Map<Place, ValueAnswer> answers) {
    Map<String, String> settings = new TreeMap<>();
    answers.forEach(
        (place, answer) -> settings.put(ProjectOptions.valueSetting(place), answer.text()));
    return settings;
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
        console.choose(
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
            ? "sql:" + console.text("The expression for " + place.shown() + ":", option + "sql:...")
            : chosen;
    return ProjectOptions.answer(place.shown(), answer);
  }

  private static String option(Place place) {
    return "--value " + place.shown() + "=";
  }
}
