package dump;

import alembic.RevisionGraph;
import answers.AnswerLine;
import answers.Answers;
import answers.ColumnOrDefinition;
import answers.Secret;
import console.Console;
import console.Failure;
import generated.GeneratedBaseline;
import git.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import plan.Squashplan;
import project.BaselineAnswers;
import project.KnownAnswers;
import project.Project;

/**
 * Where it is asked what columns get that each build fills anew and no rule explains, and what
 * becomes of secrets that migrations give.
 */
final class ValueQuestions {
  private static final List<String> CHOICES = List.of("keep", "null", "sql:EXPRESSION");
  private static final List<String> OF_SECRETS = List.of("none", "env:VARIABLE");

  private static final String NOWHERE =
      "the database at the cut has no such column, and no migration gave such a secret";

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
   * Checks that each answer is about something.
   *
   * @param columns those of the database at the cut
   * @param generated what each build fills anew
   * @param secrets what migrations give
   * @throws Failure if the command line answers for something else; a plan may be an older one, so
   *     of that it warns
   */
  void check(
      Set<ColumnOrDefinition> columns, Set<ColumnOrDefinition> generated, List<Secret> secrets) {
    Set<ColumnOrDefinition> answerable = new TreeSet<>(generated);
    secrets.forEach(secret -> answerable.add(secret.place()));
    Set<ColumnOrDefinition> there = new TreeSet<>(columns);
    there.addAll(answerable);
    Answers stray = known.told().besides(there);
    if (!stray.isEmpty()) {
      throw Failure.usage(
          stray.lines().stream().map(line -> "--value " + line).collect(Collectors.joining(" "))
              + ": "
              + NOWHERE,
          answerable.isEmpty()
              ? "There is nothing to answer: leave it out."
              : "There is to answer: " + shown(answerable) + ".");
    }
    known
        .planned()
        .besides(there)
        .lines()
        .forEach(
            line -> project.console().warn("the squashplan has value:" + line + ": " + NOWHERE));
  }

  /**
   * Answers questions with what is known or said on the terminal.
   *
   * @param generated whose questions they are
   * @return an answer for each question, for other columns with generated values where there is
   *     one, and for those whose values follow from these
   * @throws Failure if there is no answer and no terminal to ask on, naming the options
   */
  Answers answers(GeneratedBaseline generated) {
    Answers given = given(generated.answerable());
    Map<ColumnOrDefinition, Integer> open = new TreeMap<>(generated.questions());
    open.keySet().removeIf(given::has);
    if (!open.isEmpty() && !project.console().questions().canAsk()) {
      throw unanswered(open.keySet(), generated);
    }
    List<AnswerLine> told = new ArrayList<>();
    open.forEach((place, count) -> told.add(ask(place, count, generated.example(place))));
    return generated.everywhere(given.plus(Answers.of(told)));
  }

  /** What is known about some things, and needs no question. Says where it was found. */
  private Answers given(Set<ColumnOrDefinition> places) {
    Answers given = known.all().about(places);
    known.origins(given).forEach(project.console()::say);
    return given;
  }

  /**
   * Answers what becomes of secrets that migrations gave, with what is known or said on the
   * terminal. Without either, it warns: nothing sets them then.
   */
  Answers secrets(List<Secret> secrets) {
    Answers given = given(secrets.stream().map(Secret::place).collect(Collectors.toSet()));
    List<AnswerLine> told = new ArrayList<>();
    secrets.stream()
        .filter(secret -> !given.has(secret.place()))
        .forEach(
            secret -> {
              if (project.console().questions().canAsk()) {
                told.add(askFor(secret));
              } else {
                project.console().warn(unset(secret, secret.place().option()));
              }
            });
    return given.plus(Answers.of(told));
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

  private AnswerLine askFor(Secret secret) {
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
                place.option());
    String answer =
        chosen.equals(OF_SECRETS.get(1))
            ? "env:"
                + project
                    .console()
                    .questions()
                    .text("The variable for " + secret.title() + ":", place.option() + chosen)
            : chosen;
    return AnswerLine.told(place.shown(), answer);
  }

  /**
   * What was answered, and what is known about columns that nobody asked about this time.
   *
   * @param columns all that there are: answers about others are let go
   */
  Answers known(Set<ColumnOrDefinition> columns, Answers answers) {
    return known.all().about(columns).plus(answers);
  }

  private static Failure unanswered(Set<ColumnOrDefinition> open, GeneratedBaseline generated) {
    String options =
        open.stream().map(place -> place.option() + "ANSWER").collect(Collectors.joining(" "));
    String examples =
        open.stream()
            .filter(place -> !generated.example(place).isEmpty())
            .map(place -> place.shown() + ": " + generated.example(place) + "\n")
            .collect(Collectors.joining());
    return Failure.usage(
        "each build puts another value or a moment of today into "
            + shown(open)
            + ", and no rule says how",
        examples
            + "Pass "
            + options
            + ", where ANSWER is one of: "
            + String.join(", ", CHOICES)
            + ".");
  }

  private AnswerLine ask(ColumnOrDefinition place, int count, String example) {
    Console console = project.console();
    String option = place.option();
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
    return AnswerLine.told(place.shown(), answer);
  }

  private static String shown(Set<ColumnOrDefinition> places) {
    return places.stream().map(ColumnOrDefinition::shown).collect(Collectors.joining(", "));
  }
}
