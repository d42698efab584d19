package generated;

import answers.Answers;
import answers.ColumnOrDefinition;
import answers.ValueAnswer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import rows.UuidText;

/** The generated values of a baseline that are one value wherever they stand. */
final class SharedValues {
  private final Generators generators;
  private final Map<String, SharedValue> values = new LinkedHashMap<>();

  SharedValues(Generators generators) {
    this.generators = generators;
  }

  /** Takes note of a place of a uuid. */
  void add(UuidText uuid, int version, ColumnOrDefinition place) {
    values.computeIfAbsent(uuid.value(), created -> new SharedValue(version)).add(place);
  }

  /** Takes note of a place of a text that no rule explains. */
  void add(String text, ColumnOrDefinition place) {
    values.computeIfAbsent(text, created -> new SharedValue(0)).add(place);
  }

  /** Finds those that rows have which are there before the baseline's. */
  void find(PreexistingValues preexisting) {
    Map<String, Set<ColumnOrDefinition>> made = new HashMap<>();
    values.forEach((text, value) -> made.put(text, value.places().keySet()));
    preexisting.selects(made).forEach((text, select) -> values.get(text).isThere(select));
  }

  /**
   * Finds what generates each value.
   *
   * @return where values are born for which nothing is known that does, and how many
   */
  Map<ColumnOrDefinition, Integer> explain() {
    Map<ColumnOrDefinition, Integer> unknown = new TreeMap<>();
    for (SharedValue value : values.values()) {
      value.generatedBy(value.known(generators));
      if (value.expression().isEmpty()) {
        unknown.merge(value.origin(generators), 1, Integer::sum);
      }
    }
    return unknown;
  }

  /**
   * Spreads answers from where values are born over the columns in which they stand. What an
   * expression gives anew each time is told apart in each of them, so that answer stays where it
   * is.
   */
  Answers everywhere(Answers answers) {
    Answers all = answers;
    Map<ValueAnswer, Boolean> apart = new HashMap<>();
    for (SharedValue value : values.values()) {
      Optional<ValueAnswer> answer =
          answers
              .of(value.origin(generators))
              .filter(known -> !apart.computeIfAbsent(known, this::isEachAnother));
      if (answer.isPresent()) {
        all = Answers.of(value.places().keySet(), answer.get()).plus(all);
      }
    }
    return all;
  }

  private boolean isEachAnother(ValueAnswer answer) {
    return answer.kind() == ValueAnswer.Kind.SQL && generators.isEachAnother(answer.expression());
  }

  /**
   * Takes the answers; of the other values it is known what generates them.
   *
   * @return the tables of those that stand in several places
   */
  ValueTables answer(Answers answers) {
    for (SharedValue value : values.values()) {
      answers
          .of(value.origin(generators))
          .ifPresentOrElse(value::answeredBy, () -> value.generatedBy(value.known(generators)));
    }
    List<SharedValue> twice =
        values.values().stream()
            .filter(value -> value.expression().isPresent() && value.isUsedTwice())
            .toList();
    return new ValueTables(twice, generators);
  }

  /** The value that a uuid stands for; empty if that text stays. */
  Optional<SharedValue> of(UuidText uuid) {
    return of(uuid.value());
  }

  /** The value that a text which no rule explains stands for; empty if that text stays. */
  Optional<SharedValue> of(String text) {
    return Optional.ofNullable(values.get(text)).filter(value -> value.expression().isPresent());
  }
}
