package pgdump;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows in the text format of {@code COPY} (PostgreSQL's manual, COPY, File Formats): a line for
 * each, tabs between values, {@code \N} for NULL, and a backslash before what would end a value or
 * a row. Several may be parts of one text, which is not copied.
 *
 * @param text has them
 * @param from where the first row starts
 * @param end behind the line end of the last
 */
public record CopyText(String text, int from, int end) {
  private static final String NULL = "\\N";

  /** All of a text. */
  public CopyText(String text) {
    this(text, 0, text.length());
  }

  /**
   * Where a value stands.
   *
   * @param from its first character
   * @param end behind its last one
   */
  public record Span(int from, int end) {}

  /** Is shown values. */
  public interface Visitor {
    /**
     * Is shown one.
     *
     * @param row from 0
     * @param column from 0
     */
    void value(int row, int column, Span value);
  }

  /** One row of values, empty for NULL. */
  public static CopyText row(List<Optional<String>> values) {
    return new CopyText(
        values.stream()
            .map(value -> value.map(CopyText::escaped).orElse(NULL))
            .collect(Collectors.joining("\t", "", "\n")));
  }

  /** Shows all values, row by row. */
  public void each(Visitor visitor) {
    int row = 0;
    for (int start = from; start < end; row++) {
      int line = text.indexOf('\n', start);
      for (int column = 0; start <= line; column++) {
        int stop = find('\t', start, line);
        visitor.value(row, column, new Span(start, stop));
        start = stop + 1;
      }
    }
  }

  /**
   * The same rows in parts.
   *
   * @param most rows in each
   * @param characters in each, but for what its last row has more
   */
  public List<CopyText> parts(int most, int characters) {
    List<CopyText> parts = new ArrayList<>();
    int count = 0;
    int start = from;
    for (int line = from; line < end; ) {
      line = text.indexOf('\n', line) + 1;
      count++;
      if (count == most || line - start > characters || line == end) {
        parts.add(new CopyText(text, start, line));
        start = line;
        count = 0;
      }
    }
    return parts;
  }

  /** Whether a value is NULL. */
  public boolean isNull(Span value) {
    return value.end() - value.from() == 2 && text.startsWith(NULL, value.from());
  }

  /** A value that is not NULL. */
  public String value(Span value) {
    if (find('\\', value.from(), value.end()) == value.end()) {
      return text.substring(value.from(), value.end());
    }
    StringBuilder plain = new StringBuilder();
    for (int i = value.from(); i < value.end(); i++) {
      char c = text.charAt(i);
      plain.append(c == '\\' ? unescaped(text.charAt(++i)) : c);
    }
    return plain.toString();
  }

  /** Where a sign stands, or the end: the whole text may be many times as long. */
  private int find(char sign, int start, int stop) {
    int at = start;
    while (at < stop && text.charAt(at) != sign) {
      at++;
    }
    return at;
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> '\u000b';
      default -> c;
    };
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
