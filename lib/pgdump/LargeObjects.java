package pgdump;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contents of large objects as statements that stand alone. pg_dump writes them through an open
 * descriptor, which needs one transaction around all of them.
 */
public final class LargeObjects {
  private static final Pattern OPEN =
      Pattern.compile("SELECT pg_catalog\\.lo_open\\('(\\d+)', \\d+\\);");
  private static final Pattern WRITE =
      Pattern.compile("SELECT pg_catalog\\.lowrite\\(0, '\\\\x([0-9a-f]*)'\\);");
  private static final int DIGITS_PER_BYTE = 2;

  private LargeObjects() {}

  /** The statement that drops a large object. */
  static String drop(DumpEntry entry) {
    String number = entry.name().replaceFirst("^\\D*", "").replaceFirst("\\D.*$", "");
    return "SELECT pg_catalog.lo_unlink(" + number + ");";
  }

  /** The same contents without descriptors and transaction commands. */
  public static List<String> standingAlone(List<String> statements) {
    List<String> alone = new ArrayList<>();
    Optional<String> object = Optional.empty();
    long offset = 0;
    for (String statement : statements) {
      Matcher open = OPEN.matcher(statement);
      Matcher write = WRITE.matcher(statement);
      if (open.matches()) {
        object = Optional.of(open.group(1));
        offset = 0;
      } else if (write.matches()) {
        String bytes = write.group(1);
        alone.add(
            "SELECT pg_catalog.lo_put(%s, %d, '\\x%s');"
                .formatted(object.orElseThrow(), offset, bytes));
        offset += bytes.length() / DIGITS_PER_BYTE;
      }
    }
    return alone;
  }
}
