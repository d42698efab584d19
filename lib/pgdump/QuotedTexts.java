package pgdump;

import java.util.ArrayList;
import java.util.List;

/** The quoted strings and identifiers of a text of SQL, as they are found. */
final class QuotedTexts {
  private final List<Quoted> all = new ArrayList<>();

  /**
   * A string or an identifier, with all that belongs to it: {@code E'...'}, {@code $tag$...$tag$}.
   *
   * @param start where it starts
   * @param end where it has ended
   */
  record Quoted(int start, int end) {}

  /** What was found, in order. */
  List<Quoted> all() {
    return List.copyOf(all);
  }

  /** Notes one; a quote within is doubled, so the next part belongs to the same. */
  void add(String sql, int start, int end) {
    char quote = sql.charAt(start);
    Quoted last = all.isEmpty() ? new Quoted(-1, -1) : all.get(all.size() - 1);
    if (last.end() == start && (quote == '\'' || quote == '"') && sql.charAt(start - 1) == quote) {
      all.set(all.size() - 1, new Quoted(last.start(), end));
    } else {
      all.add(new Quoted(hasUnicodeEscapes(sql, start) ? start - 2 : start, end));
    }
  }

  private static boolean hasUnicodeEscapes(String sql, int start) {
    return start >= 2
        && sql.charAt(start - 1) == '&'
        && Character.toLowerCase(sql.charAt(start - 2)) == 'u';
  }
}
