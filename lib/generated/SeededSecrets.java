package generated;

import answers.SecretPatterns;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import statements.Baseline;
import statements.BaselineStatement;

/**
 * Finds columns of seeded rows that look like secrets, by their names or by what is in them, to be
 * warned of before they are committed.
 */
public final class SeededSecrets {
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d[\\d.eE+-]*");

  private SeededSecrets() {}

  /** A sentence for each column with such values. */
  public static List<String> in(Baseline baseline) {
    Set<String> seen = new LinkedHashSet<>();
    for (BaselineStatement statement : baseline.statements()) {
      for (SeededCells.Cell cell : SeededCells.of(statement)) {
        if (isSecret(statement.sql(), cell)) {
          seen.add(SeededCells.table(statement) + "." + cell.column());
        }
      }
    }
    return seen.stream()
        .map(
            place -> "the baseline has literal values for " + place + ", which looks like a secret")
        .toList();
  }

  /** An expression, which each installation evaluates for itself, is none. */
  private static boolean isSecret(String sql, SeededCells.Cell cell) {
    boolean named = SecretPatterns.isName(cell.column());
    Optional<String> text = SeededCells.text(sql, cell);
    if (text.isPresent()) {
      return !text.get().isEmpty() && (named || SecretPatterns.isValue(text.get()));
    }
    return named && NUMBER.matcher(sql).region(cell.from(), cell.end()).matches();
  }
}
