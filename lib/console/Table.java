package console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Columns of text, each as wide as its widest cell. */
public final class Table {
  private static final String GAP = "  ";
  private static final String INDENT = "    ";
  private static final String NOTHING = "-";

  /** Fewer characters of a shortened cell say nothing. */
  private static final int SHORTEST = 12;

  private final List<List<String>> rows = new ArrayList<>();
  private final Set<String> shortened;

  /**
   * @param headers the column names, in order
   */
  public Table(String... headers) {
    this(Set.of(), headers);
  }

  /**
   * @param shortened the columns whose cells may lose their ends if a line would be too long
   * @param headers the column names, in order
   */
  public Table(Set<String> shortened, String... headers) {
    this.shortened = Set.copyOf(shortened);
    rows.add(List.of(headers));
  }

  /** Adds a row; it has as many cells as there are headers. */
  public Table row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + rows.get(0).size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The lines of the table, headers first and faint, without trailing blanks. */
  public List<String> lines(Style style) {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      String line = padded(row, widths, 0, widths.length);
      lines.add(lines.isEmpty() ? style.faint(line) : line);
    }
    return lines;
  }

  /**
   * The same in no more than so many columns of a screen. Columns that say nothing are left out;
   * cells that may be are shortened, the longest first; what does not fit even then stands on lines
   * of its own below its row, and is never cut.
   */
  public List<String> lines(Style style, int columns) {
    Table told = withoutEmptyColumns();
    int[] widths = told.widths();
    told.shorten(widths, columns);
    int fitting = fitting(widths, columns);
    List<String> lines = new ArrayList<>();
    for (List<String> row : told.rows) {
      List<String> shown = new ArrayList<>();
      shown.add(padded(row, widths, 0, fitting));
      folded(row, fitting, columns).forEach(line -> shown.add((INDENT + line).stripTrailing()));
      boolean isHeader = lines.isEmpty();
      shown.forEach(line -> lines.add(isHeader ? style.faint(line) : line));
    }
    return lines;
  }

  private int[] widths() {
    return IntStream.range(0, rows.get(0).size())
        .map(column -> rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0))
        .toArray();
  }

  private Table withoutEmptyColumns() {
    List<Integer> told =
        IntStream.range(0, rows.get(0).size())
            .filter(column -> rows.size() == 1 || rows.stream().skip(1).anyMatch(says(column)))
            .boxed()
            .toList();
    Table table = new Table(shortened, cells(rows.get(0), told));
    rows.stream().skip(1).forEach(row -> table.row(cells(row, told)));
    return table;
  }

  private static java.util.function.Predicate<List<String>> says(int column) {
    return row -> !row.get(column).isEmpty() && !row.get(column).equals(NOTHING);
  }

  private static String[] cells(List<String> row, List<Integer> columns) {
    return columns.stream().map(row::get).toArray(String[]::new);
  }

  /** Makes the widest of those that may be narrower by one, again and again. */
  private void shorten(int[] widths, int columns) {
    int[] may =
        IntStream.range(0, widths.length)
            .filter(column -> shortened.contains(rows.get(0).get(column)))
            .toArray();
    while (whole(widths, widths.length) > columns) {
      int widest = -1;
      for (int column : may) {
        if (widths[column] > SHORTEST && (widest < 0 || widths[column] > widths[widest])) {
          widest = column;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  /** How many columns stand beside each other, the first at least. */
  private static int fitting(int[] widths, int columns) {
    int fitting = widths.length;
    while (fitting > 1 && whole(widths, fitting) > columns) {
      fitting--;
    }
    return fitting;
  }

  private static int whole(int[] widths, int count) {
    return Arrays.stream(widths, 0, count).sum() + GAP.length() * (count - 1);
  }

  /** The cells from some column on, in lines that break between words. */
  private static List<String> folded(List<String> row, int from, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String cell : row.subList(from, row.size())) {
      String gap = GAP;
      for (String word : cell.split(" ", -1)) {
        boolean fits = length(line + gap + word) <= columns - INDENT.length();
        if (!line.isEmpty() && !fits) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : gap).append(word);
        gap = " ";
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static String padded(List<String> row, int[] widths, int from, int to) {
    StringBuilder line = new StringBuilder();
    for (int column = from; column < to; column++) {
      String cell = shortened(row.get(column), widths[column], to == 1);
      line.append(cell).append(" ".repeat(Math.max(0, widths[column] - length(cell)))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  /** The start of a text that is longer than its column, unless that stands alone. */
  private static String shortened(String cell, int width, boolean isAlone) {
    return isAlone || length(cell) <= width
        ? cell
        : cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
