package generated;

import answers.ColumnOrDefinition;
import answers.ValueAnswer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A generated value and where it stands: a uuid, or a text that no rule explains. */
final class SharedValue {
  private final int version;
  private final Map<ColumnOrDefinition, Integer> places = new LinkedHashMap<>();
  private Optional<ColumnOrDefinition> origin = Optional.empty();
  private Optional<String> expression = Optional.empty();
  private Optional<String> preexisting = Optional.empty();
  private String selected = "";

  /**
   * @param version the uuid's; 0 for a text
   */
  SharedValue(int version) {
    this.version = version;
  }

  /** Whether it is no uuid. */
  boolean isText() {
    return version == 0;
  }

  /** Takes note of a place. */
  void add(ColumnOrDefinition place) {
    origin = Optional.empty();
    places.merge(place, 1, Integer::sum);
  }

  /** Where it stands, each with in how many rows; in the order of the baseline. */
  Map<ColumnOrDefinition, Integer> places() {
    return places;
  }

  /** Whether it stands in several places. */
  boolean isUsedTwice() {
    return places.values().stream().mapToInt(Integer::intValue).sum() > 1;
  }

  /** Where it is born: where a default generates it; else where it is a key; else the first. */
  ColumnOrDefinition origin(Generators generators) {
    if (origin.isEmpty()) {
      origin = Optional.of(findOrigin(generators));
    }
    return origin.get();
  }

  private ColumnOrDefinition findOrigin(Generators generators) {
    return places.keySet().stream()
        .filter(place -> own(place, generators).isPresent())
        .findFirst()
        .or(() -> places.keySet().stream().filter(generators::isKey).findFirst())
        .or(() -> places.keySet().stream().filter(ColumnOrDefinition::isColumn).findFirst())
        .orElseGet(() -> places.keySet().iterator().next());
  }

  /** Takes the query that reads it from a row which was there before the baseline's first. */
  void isThere(String select) {
    preexisting = Optional.of(select);
  }

  /** What reads it from a row that is there; else what the server knows to generate it with. */
  Optional<String> known(Generators generators) {
    return preexisting.isPresent() ? preexisting : generated(generators);
  }

  private Optional<String> generated(Generators generators) {
    return own(origin(generators), generators)
        .or(() -> version == 0 ? Optional.empty() : generators.uuid(version));
  }

  private Optional<String> own(ColumnOrDefinition place, Generators generators) {
    return version == 0 ? generators.random(place) : generators.uuid(place, version);
  }

  /** Takes what generates it; empty if one build's value stays. */
  void generatedBy(Optional<String> known) {
    this.expression = known;
    this.selected = "";
  }

  /** Takes a maintainer's answer. */
  void answeredBy(ValueAnswer answer) {
    generatedBy(
        answer.sql().map(expression -> isText() ? expression : "(" + expression + ")::uuid"));
  }

  /** What generates it; empty if one build's value stays. */
  Optional<String> expression() {
    return expression;
  }

  /** Takes how it is read from where it was generated into. */
  void readBy(String select) {
    this.selected = select;
  }

  /** How it is read from where it was generated into; empty if it is generated in its place. */
  Optional<String> selected() {
    return Optional.of(selected).filter(select -> !select.isEmpty());
  }
}
