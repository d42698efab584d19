package console;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, each as wide as its widest cell. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param headers the column names, in order
   */
  public Table(String... headers) {
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
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        String cell = row.get(column);
        widths[column] = Math.max(widths[column], cell.codePointCount(0, cell.length()));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      String line = padded(row, widths).stripTrailing();
      lines.add(lines.isEmpty() ? style.faint(line) : line);
    }
    return lines;
  }

  private static String padded(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(cell)
          .append(" ".repeat(widths[column] - cell.codePointCount(0, cell.length())))
          .append(GAP);
    }
    return line.toString();
  }
}
