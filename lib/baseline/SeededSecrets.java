package baseline;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds columns of seeded rows that look like secrets, by their names or by what is in them, to be
 * warned of before they are committed.
 */
public final class SeededSecrets {
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i)(^|[_ ])(password|passwd|passphrase|secret|token|credentials?|salt"
              + "|(api|secret|private|access|encryption|signing|master|auth)[_ ]?key)($|[_ ])");
  private static final Pattern SECRET_VALUE =
      Pattern.compile(
          "\\$(?:2[abxy]|argon2\\w*|scrypt|pbkdf2[\\w-]*|[156])\\$.{16,}"
              + "|(?:pbkdf2|bcrypt|argon2|scrypt)\\w*[$:].{16,}"
              + "|SCRAM-SHA-256\\$.*"
              + "|-----BEGIN [A-Z ]*PRIVATE KEY-----.*"
              + "|eyJ[\\w-]{10,}\\.eyJ[\\w-]{5,}\\.[\\w-]{10,}"
              + "|AKIA[0-9A-Z]{16}|gh[pousr]_\\w{30,}|xox[baprs]-[\\w-]{10,}|sk_live_\\w{16,}"
              + "|\\w+(?:\\+\\w+)?://[^\\s:@/]+:[^\\s:@/]+@.*",
          Pattern.DOTALL);

  /** What options of foreign data wrappers, and libpq, call their secrets besides. */
  private static final Pattern SECRET_OPTION =
      Pattern.compile(
          "(?i).*(password|passwd|passphrase|pwd|secret|token)"
              + "|key|jwt|(scram_client|scram_server|account)_key");

  private static final Pattern CONNECTION_WITH_SECRET =
      Pattern.compile(
          "(?i)(.*[\\s;?&])?(password|passwd|sslpassword|pwd|secret|token)\\s*=\\s*[^\\s;&].*",
          Pattern.DOTALL);

  private static final Pattern SWITCH = Pattern.compile("(?i)|true|false|on|off|yes|no");

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

  /** Whether a column, or a text in it, looks like a secret. */
  static boolean looksSecret(String column, String text) {
    return SECRET_NAME.matcher(column).find() || SECRET_VALUE.matcher(text).matches();
  }

  /** Whether an option of a definition, or what it is set to, looks like a secret. */
  static boolean isSecretOption(String name, String value) {
    return !SWITCH.matcher(value).matches()
        && (looksSecret(name, value)
            || SECRET_OPTION.matcher(name).matches()
            || CONNECTION_WITH_SECRET.matcher(value).matches());
  }

  /** An expression, which each installation evaluates for itself, is none. */
  private static boolean isSecret(String sql, SeededCells.Cell cell) {
    boolean named = SECRET_NAME.matcher(cell.column()).find();
    Optional<String> text = SeededCells.text(sql, cell);
    if (text.isPresent()) {
      return !text.get().isEmpty() && (named || SECRET_VALUE.matcher(text.get()).matches());
    }
    return named && NUMBER.matcher(sql).region(cell.from(), cell.end()).matches();
  }
}
