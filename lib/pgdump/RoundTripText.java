package pgdump;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Source text for an expression that PostgreSQL prints in a way that it does not read back as the
 * same. A list over varchar, {@code status IN ('new', 'gone')}, is printed as {@code
 * (ARRAY['new'::character varying, ...])::text[]}; read again, the cast moves into the elements.
 * Without the cast the array is read as it was at first, and the cast that PostgreSQL adds itself
 * is the one that it printed.
 */
public final class RoundTripText {
  private static final String ARRAY = "ARRAY[";
  private static final Pattern CAST =
      Pattern.compile("::(?:[\\w.]+|\"[^\"]*\"|character varying|double precision)+(?:\\[\\])+");
  private static final Pattern TAG =
      Pattern.compile("\\$[A-Za-z_\\x80-\\uffff]?[\\w\\x80-\\uffff]*\\$");

  private final String sql;
  private final StringBuilder result = new StringBuilder();
  private int position;

  private RoundTripText(String sql) {
    this.sql = sql;
  }

  /** The statement with the casts of its array constructors taken off; strings are left alone. */
  public static String of(String sql) {
    RoundTripText text = new RoundTripText(sql);
    while (text.position < sql.length()) {
      text.step();
    }
    return text.result.toString();
  }

  private void step() {
    if (sql.startsWith(ARRAY, position) && !isWordBefore()) {
      array();
    } else {
      copy(next(position));
    }
  }

  /** Copies an array constructor, in parentheses or not, without the cast of the whole. */
  private void array() {
    int close = closing(position + ARRAY.length());
    boolean wrapped = position > 0 && sql.charAt(position - 1) == '(' && sql.startsWith(")", close);
    Matcher cast = CAST.matcher(sql).region(wrapped ? close + 1 : close, sql.length());
    String inner = of(sql.substring(position + ARRAY.length(), close - 1));
    String array = ARRAY + inner + "]";
    if (!cast.lookingAt()) {
      result.append(array);
      position = close;
    } else if (wrapped) {
      result.setLength(result.length() - 1);
      result.append(array);
      position = cast.end();
    } else {
      result.append(array);
      position = cast.end();
    }
  }

  /** The place behind the bracket that closes the one before {@code from}. */
  private int closing(int from) {
    int depth = 1;
    int at = from;
    while (at < sql.length() && depth > 0) {
      char c = sql.charAt(at);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      at = next(at);
    }
    return at;
  }

  /** The place behind the character, or behind the string or quoted name that starts here. */
  private int next(int at) {
    char c = sql.charAt(at);
    if (c == '\'') {
      boolean escapes = at > 0 && (sql.charAt(at - 1) == 'E' || sql.charAt(at - 1) == 'e');
      return string(at, escapes);
    }
    if (c == '"') {
      int end = sql.indexOf('"', at + 1);
      return end < 0 ? sql.length() : end + 1;
    }
    Matcher tag = TAG.matcher(sql).region(at, sql.length());
    if (c == '$' && tag.lookingAt()) {
      int end = sql.indexOf(tag.group(), tag.end());
      return end < 0 ? sql.length() : end + tag.group().length();
    }
    return at + 1;
  }

  private int string(int from, boolean escapes) {
    int at = from + 1;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (escapes && c == '\\') {
        at += 2;
      } else if (c == '\'') {
        return at + 1;
      } else {
        at++;
      }
    }
    return sql.length();
  }

  private void copy(int end) {
    result.append(sql, position, end);
    position = end;
  }

  private boolean isWordBefore() {
    return position > 0 && Character.isJavaIdentifierPart(sql.charAt(position - 1));
  }
}
