package pgdump;

import pgdump.QuotedTexts.Quoted;

/**
 * Writes SQL without carriage returns: git, editors and Python change line ends of texts, so those
 * that belong to a value have to be spelled out (PostgreSQL's manual, 4.1.2.2 and 4.1.2.3).
 */
public final class LineEnds {
  private static final String RETURN = "\r";

  private LineEnds() {}

  /** The same statement. */
  public static String plain(String sql) {
    if (!sql.contains(RETURN)) {
      return sql;
    }
    StringBuilder plain = new StringBuilder();
    int from = 0;
    for (Quoted quoted : SqlScanner.quoted(sql)) {
      plain.append(between(sql.substring(from, quoted.start())));
      String text = sql.substring(quoted.start(), quoted.end());
      plain.append(text.contains(RETURN) ? spelled(text, plain) : text);
      from = quoted.end();
    }
    return plain.append(between(sql.substring(from))).toString();
  }

  /** Between strings line ends are blanks. */
  private static String between(String sql) {
    return sql.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static String spelled(String quoted, StringBuilder before) {
    String blank = before.length() > 0 && isWordPart(before.charAt(before.length() - 1)) ? " " : "";
    return switch (quoted.charAt(0)) {
      case '\'' -> blank + "E" + escaped(quoted);
      case '"' -> blank + "U&" + quoted.replace("\\", "\\\\").replace(RETURN, "\\000D");
      case '$' -> blank + "E'" + escaped(body(quoted).replace("'", "''")) + "'";
      case 'u', 'U' -> quoted.replace(RETURN, "\\000D");
      default -> withinEscapes(quoted);
    };
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(RETURN, "\\r");
  }

  private static String body(String dollarQuoted) {
    int tag = dollarQuoted.indexOf('$', 1) + 1;
    return dollarQuoted.substring(tag, dollarQuoted.length() - tag);
  }

  /** A backslash in front of one stands for nothing: it is itself again. */
  private static String withinEscapes(String quoted) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      boolean escapes = c == '\\' && i + 1 < quoted.length();
      char meant = escapes ? quoted.charAt(++i) : c;
      if (meant == '\r') {
        text.append("\\r");
      } else {
        text.append(escapes ? "\\" : "").append(meant);
      }
    }
    return text.toString();
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
