package conditions;

import java.util.Locale;

/**
 * SQL with its comments blanked out and dollar quotes opened, as long as it was: what they quote is
 * looked at like other code.
 *
 * @param code with its strings
 * @param words with blanks in place of what strings hold
 */
record SqlText(String code, String words) {

  static SqlText of(String sql) {
    char[] code = sql.toCharArray();
    char[] words = sql.toCharArray();
    int at = 0;
    while (at < code.length) {
      char c = code[at];
      if (sql.startsWith("--", at)) {
        at = blank(code, words, at, end(sql, "\n", at));
      } else if (sql.startsWith("/*", at)) {
        at = blank(code, words, at, end(sql, "*/", at));
      } else if (c == '\'') {
        int end = sql.indexOf('\'', at + 1);
        end = end < 0 ? code.length : end;
        java.util.Arrays.fill(words, at + 1, end, ' ');
        at = end + 1;
      } else if (c == '$') {
        at = dollar(sql, code, words, at);
      } else {
        at++;
      }
    }
    return new SqlText(new String(code), new String(words));
  }

  private static int dollar(String sql, char[] code, char[] words, int at) {
    int end = at + 1;
    while (end < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
      end++;
    }
    boolean isTag =
        end < sql.length() && sql.charAt(end) == '$' && !Character.isDigit(sql.charAt(at + 1));
    return isTag ? blank(code, words, at, end + 1) : at + 1;
  }

  private static int end(String sql, String closing, int from) {
    int end = sql.indexOf(closing, from);
    return end < 0 ? sql.length() : end + closing.length();
  }

  private static int blank(char[] code, char[] words, int from, int to) {
    for (int i = from; i < to; i++) {
      if (code[i] != '\n') {
        code[i] = ' ';
        words[i] = ' ';
      }
    }
    return to;
  }

  /**
   * The code around a place: what stands in the same parentheses, or the statement of PL/pgSQL.
   *
   * @return with its strings
   */
  String around(int place) {
    int start = place;
    for (int depth = 0; start > 0; start--) {
      char c = words.charAt(start - 1);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (depth < 0 || c == ';') {
        break;
      }
    }
    int end = place;
    for (int depth = 0; end < words.length(); end++) {
      char c = words.charAt(end);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0 || c == ';' || isWord(end, "THEN") || isWord(end, "LOOP")) {
        break;
      }
    }
    return code.substring(start, end);
  }

  private boolean isWord(int at, String word) {
    return words.regionMatches(true, at, word, 0, word.length())
        && (at == 0 || !Character.isLetterOrDigit(words.charAt(at - 1)))
        && (at + word.length() == words.length()
            || !Character.isLetterOrDigit(words.charAt(at + word.length())));
  }

  /** A name as the catalog has it: without its schema and quotes. */
  static String bare(String name) {
    String last = name.strip().replaceFirst("(?s)^.*\\.", "").replaceFirst("(?s)\\(.*", "").strip();
    return last.replace("\"", "").toLowerCase(Locale.ROOT);
  }
}
