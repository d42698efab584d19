package report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import proof.Comparison;
import report.WordMarks.Piece;

/**
 * A difference as the lines of a unified diff, with the changed words marked.
 *
 * @param lines in their order, without the two that name the files
 * @param left how many lines of either text were left out, for they are too many to read
 */
record DiffLines(List<Line> lines, int left) {
  private static final int MOST_LINES = 1_000;
  private static final int CONTEXT = 3;
  private static final int HEADER_LINES = 2;

  /** What a line of a unified diff says. */
  enum Kind {
    PLACE,
    REMOVED,
    ADDED,
    SAME
  }

  /**
   * A line.
   *
   * @param kind what it says
   * @param pieces its text without the sign
   */
  record Line(Kind kind, List<Piece> pieces) {
    String sign() {
      return switch (kind) {
        case PLACE -> "";
        case REMOVED -> "-";
        case ADDED -> "+";
        case SAME -> " ";
      };
    }

    String style() {
      return kind.name().toLowerCase(Locale.ROOT);
    }
  }

  /** The lines that show a difference. */
  static DiffLines of(Comparison.Difference difference) {
    boolean ended = isEnded(difference.before()) && isEnded(difference.after());
    List<String> before = lines(difference.before(), ended);
    List<String> after = lines(difference.after(), ended);
    int left = left(before) + left(after);
    before = before.subList(0, before.size() - left(before));
    after = after.subList(0, after.size() - left(after));
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff(
            "", "", before, DiffUtils.diff(before, after), CONTEXT);
    List<Line> lines = new ArrayList<>();
    int at = HEADER_LINES;
    while (at < diff.size()) {
      int removed = end(diff, at, '-');
      int added = end(diff, removed, '+');
      if (added > at) {
        addMarked(lines, diff.subList(at, removed), diff.subList(removed, added));
        at = added;
      } else {
        lines.add(plain(diff.get(at++)));
      }
    }
    return new DiffLines(lines, left);
  }

  private static int end(List<String> diff, int from, char sign) {
    int end = from;
    while (end < diff.size() && diff.get(end).startsWith(String.valueOf(sign))) {
      end++;
    }
    return end;
  }

  private static Line plain(String line) {
    return line.startsWith("@@")
        ? new Line(Kind.PLACE, List.of(new Piece(line, false)))
        : new Line(Kind.SAME, List.of(new Piece(line.isEmpty() ? "" : line.substring(1), false)));
  }

  /** Where one side has no line there is nothing to mark. */
  private static void addMarked(List<Line> lines, List<String> removed, List<String> added) {
    WordMarks marks = WordMarks.between(text(removed), text(added));
    boolean both = !removed.isEmpty() && !added.isEmpty();
    addLines(lines, Kind.REMOVED, both ? marks.before() : unmarked(removed), removed.size());
    addLines(lines, Kind.ADDED, both ? marks.after() : unmarked(added), added.size());
  }

  private static void addLines(List<Line> lines, Kind kind, List<Piece> pieces, int count) {
    List<List<Piece>> split = new ArrayList<>(List.of(new ArrayList<>()));
    for (Piece piece : pieces) {
      String[] parts = piece.text().split("\n", -1);
      for (int i = 0; i < parts.length; i++) {
        if (i > 0) {
          split.add(new ArrayList<>());
        }
        if (!parts[i].isEmpty()) {
          split.get(split.size() - 1).add(new Piece(parts[i], piece.changed()));
        }
      }
    }
    split.stream().limit(count).forEach(line -> lines.add(new Line(kind, line)));
  }

  private static List<Piece> unmarked(List<String> signed) {
    return List.of(new Piece(text(signed), false));
  }

  private static String text(List<String> signed) {
    return signed.stream().map(line -> line.substring(1)).collect(Collectors.joining("\n"));
  }

  /** Only line feeds end a line: a carriage return may be what differs. */
  private static List<String> lines(String text, boolean ended) {
    if (text.isEmpty()) {
      return List.of();
    }
    String lines = ended ? text.substring(0, text.length() - 1) : text;
    return List.of(lines.split("\n", -1));
  }

  /** Where only one side ends its last line, that is shown as a line more. */
  private static boolean isEnded(String text) {
    return text.isEmpty() || text.endsWith("\n");
  }

  private static int left(List<String> lines) {
    return Math.max(0, lines.size() - MOST_LINES);
  }
}
