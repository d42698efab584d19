package conditions;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL with its comments blanked out and dollar quotes opened, as long as it was: what they quote is
 * looked at like other code.
 *
 * @param code with its strings
 * @param words with blanks in place of what strings hold
 */
record SqlText(String code, String words) {
  private static final Pattern QUOTED =
      Pattern.compile("(?s)--[^\n]*|/\\*.*?(?:\\*/|$)|\\$(?:[a-zA-Z_]\\w*)?\\$|'([^']*)(?:'|$)");
  private static final Pattern END = Pattern.compile("(?i);|\\b(?:THEN|LOOP)\\b");

  static SqlText of(String sql) {
    return new SqlText(
        QUOTED.matcher(sql).replaceAll(seen -> seen.group(1) == null ? blank(seen) : "$0"),
        QUOTED.matcher(sql).replaceAll(SqlText::blank));
  }

  private static String blank(MatchResult seen) {
    String blank = seen.group().replaceAll("[^\n]", " ");
    return seen.group(1) == null ? blank : "'" + blank.substring(2) + "'";
  }

  /** The code around a place: what stands in the same parentheses, or the statement of PL/pgSQL. */
  String around(int place) {
    int start = place;
    for (int depth = 0; start > 0 && words.charAt(start - 1) != ';'; start--) {
      depth += depth(words.charAt(start - 1));
      if (depth > 0) {
        break;
      }
    }
    int end = place;
    for (int depth = 0; end < words.length(); end++) {
      depth += depth(words.charAt(end));
      if (depth < 0) {
        break;
      }
    }
    Matcher ending = END.matcher(words).region(place, end);
    return code.substring(start, ending.find() ? ending.start() : end);
  }

  private static int depth(char c) {
    return c == '(' ? 1 : c == ')' ? -1 : 0;
  }

  /** A name as the catalog has it: without its schema and quotes. */
  static String bare(String name) {
    String last = name.strip().replaceFirst("(?s)^.*\\.", "").replaceFirst("(?s)\\(.*", "").strip();
    return last.replace("\"", "").toLowerCase(Locale.ROOT);
  }
}
