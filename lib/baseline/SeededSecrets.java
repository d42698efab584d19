package baseline;

import answers.SecretPatterns;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import statements.Baseline;
import statements.BaselineStatement;
import statements.RowStatement;

/**
 * Finds columns of seeded rows that look like secrets, by their names or by what is in them, to be
 * warned of before they are committed.
 */
public final class SeededSecrets {
  /** What boolean columns hold. */
  private static final Set<String> SWITCHES = Set.of("true", "false");

  private SeededSecrets() {}

  /** A sentence for each column with such values. */
  public static List<String> in(Baseline baseline) {
    Set<String> seen = new LinkedHashSet<>();
    for (BaselineStatement statement : baseline.statements()) {
      if (statement instanceof RowStatement rows) {
        rows.rows()
            .forEach(
                row ->
                    row.values(
                        (column, text) -> {
                          if (isSecret(column, text)) {
                            seen.add(rows.table() + "." + column);
                          }
                        }));
      }
    }
    return seen.stream()
        .map(
            place -> "the baseline has literal values for " + place + ", which looks like a secret")
        .toList();
  }

  private static boolean isSecret(String column, String text) {
    return !text.isEmpty() && !SWITCHES.contains(text) && SecretPatterns.isIn(column, text);
  }
}
