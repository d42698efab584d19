package generated;

import answers.ColumnOrDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What each installation generates for itself.
 *
 * @param name what it is called where it is used in several places
 * @param count how many values have that name
 * @param expression the SQL that generates it
 * @param places where it goes, each with in how many rows, or how often in a definition
 */
public record GeneratedValue(
    Optional<String> name, int count, String expression, Map<ColumnOrDefinition, Integer> places) {
  private static final int MOST_PLACES = 20;

  /** On one line: its name, its expression and its places. */
  public String shown() {
    String where =
        places.entrySet().stream()
            .limit(places.size() > MOST_PLACES + 1 ? MOST_PLACES : places.size())
            .map(place -> place.getKey().shown() + often(place.getKey(), place.getValue()))
            .collect(Collectors.joining(", "));
    String values = count == 1 ? "" : " (" + count + " values)";
    return name.map(known -> known + values + " = ").orElse("")
        + expression.replaceAll("\\s+", " ")
        + (name.isPresent() || count == 1 ? "" : " and " + (count - 1) + " more expressions")
        + " in "
        + where
        + (places.size() > MOST_PLACES + 1
            ? " and " + (places.size() - MOST_PLACES) + " more places"
            : "");
  }

  private static String often(ColumnOrDefinition place, int count) {
    return count == 1 ? "" : " (" + count + (place.isColumn() ? " rows)" : " times)");
  }
}
