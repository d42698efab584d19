package project;

import answers.ColumnOrDefinition;
import answers.Secret;
import answers.ValueAnswer;
import answers.ValueAnswers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import proof.AnsweredColumns;
import proof.SecretAnswers;

/**
 * What is answered about generated values, wherever that was said.
 *
 * @param byColumn by column, as {@link ColumnOrDefinition#shown} has it
 */
public record KnownAnswers(Map<String, Answer> byColumn) {
  private static final String PLAN = "the squashplan";

  /**
   * An answer.
   *
   * @param value what was answered
   * @param found where it was found; empty where that is the command line
   */
  record Answer(ValueAnswer value, Optional<String> found) {}

  /**
   * Gathers them.
   *
   * @param options what the command line says; it comes first
   * @param planned what the squashplan says; it comes before the baselines
   */
  public static KnownAnswers of(
      Map<String, String> options, Map<String, String> planned, BaselineAnswers baselines) {
    Map<String, Answer> answers = new HashMap<>();
    baselines
        .byColumn()
        .forEach(
            (column, answer) ->
                answers.put(
                    Secret.canonical(column),
                    new Answer(answer.value(), Optional.of(answer.file()))));
    ValueAnswers.byColumn(planned)
        .forEach((column, value) -> answers.put(column, new Answer(value, Optional.of(PLAN))));
    ValueAnswers.byColumn(options)
        .forEach((column, value) -> answers.put(column, new Answer(value, Optional.empty())));
    return new KnownAnswers(answers);
  }

  /** Those of this command. */
  public static KnownAnswers of(Map<ColumnOrDefinition, ValueAnswer> given) {
    Map<String, Answer> answers = new HashMap<>();
    given.forEach(
        (place, value) -> answers.put(place.shown(), new Answer(value, Optional.empty())));
    return new KnownAnswers(answers);
  }

  /** The answers about these columns. */
  public Map<ColumnOrDefinition, ValueAnswer> about(Set<ColumnOrDefinition> places) {
    Map<ColumnOrDefinition, ValueAnswer> answers = new HashMap<>();
    places.forEach(
        place ->
            Optional.ofNullable(byColumn.get(place.shown()))
                .ifPresent(answer -> answers.put(place, answer.value())));
    return answers;
  }

  /** Where answers about these columns were found, each in a sentence, sorted by column. */
  public List<String> origins(Set<ColumnOrDefinition> places) {
    return places.stream().sorted().flatMap(place -> origin(place.shown()).stream()).toList();
  }

  /** Where answers that nobody gave here were found: those that baselines alone have. */
  public List<String> origins() {
    return new TreeMap<>(byColumn)
        .entrySet().stream()
            .filter(answer -> answer.getValue().found().filter(PLAN::equals).isEmpty())
            .flatMap(answer -> origin(answer.getKey()).stream())
            .toList();
  }

  private Optional<String> origin(String column) {
    return Optional.ofNullable(byColumn.get(column))
        .flatMap(
            answer ->
                answer
                    .found()
                    .map(
                        found ->
                            "  answer for "
                                + column
                                + " from "
                                + found
                                + ": "
                                + answer.value().text()));
  }

  /**
   * The columns, by what happens with their values, and the secrets.
   *
   * @param environment what is known of variables that secrets come from
   */
  public AnsweredColumns answered(Map<String, String> environment) {
    Set<String> kept = new HashSet<>();
    Set<String> replaced = new HashSet<>();
    Map<String, ValueAnswer> secrets = new HashMap<>();
    byColumn.forEach(
        (place, answer) -> {
          if (answer.value().kind().isOfSecrets()) {
            secrets.put(place, answer.value());
          } else {
            (answer.value().kind() == ValueAnswer.Kind.KEEP ? kept : replaced).add(place);
          }
        });
    return new AnsweredColumns(kept, replaced, new SecretAnswers(secrets, environment));
  }
}
