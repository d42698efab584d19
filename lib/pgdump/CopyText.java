package pgdump;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows in the text format of {@code COPY} (PostgreSQL's manual, COPY, File Formats): a line for
 * each, tabs between values, {@code \N} for NULL, and a backslash before what would end a value or
 * a row.
 *
 * @param text has them
 */
public record CopyText(String text) implements CopyPart {
  private static final String NULL = "\\N";

  @Override
  public CopyText read() {
    return this;
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
    for (int start = 0; start < text.length(); row++) {
      int line = text.indexOf('\n', start);
      for (int column = 0; start <= line; column++) {
        int stop = find('\t', start, line);
        visitor.value(row, column, new Span(start, stop));
        start = stop + 1;
      }
    }
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

  /** Where a sign stands, or the end: the text may be many times as long. */
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
