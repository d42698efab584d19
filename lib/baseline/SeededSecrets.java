package baseline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds columns of seeded rows that look like secrets, to be warned of before they are committed.
 */
public final class SeededSecrets {
  private static final Pattern COLUMNS =
      Pattern.compile("^INSERT INTO .*? \\((.*?)\\) (?:OVERRIDING|VALUES)");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(^|_)(password|passwd|secret|token|credentials?|(api|private)_?key|key|salt)($|_)");
  private static final String DATA = "TABLE DATA ";

  private SeededSecrets() {}

  /** A sentence for each table with such columns. */
  public static List<String> in(Baseline baseline) {
    Set<String> seen = new LinkedHashSet<>();
    for (BaselineStatement statement : baseline.statements()) {
      Matcher columns = COLUMNS.matcher(statement.sql());
      if (statement.title().startsWith(DATA) && columns.find()) {
        String table = statement.title().substring(DATA.length());
        secrets(columns.group(1)).forEach(column -> seen.add(table + "." + column));
      }
    }
    return seen.stream()
        .map(
            place -> "the baseline has literal values for " + place + ", which looks like a secret")
        .toList();
  }

  private static List<String> secrets(String columns) {
    List<String> secrets = new ArrayList<>();
    for (String column : columns.split(", ", -1)) {
      String name = column.replace("\"", "");
      if (SECRET.matcher(name).find()) {
        secrets.add(name);
      }
    }
    return secrets;
  }
}
