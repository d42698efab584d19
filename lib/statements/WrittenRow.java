package statements;

import java.util.List;
import java.util.Optional;

/**
 * The cells that a statement writes into one row.
 *
 * @param columns their names, not quoted
 * @param cells one for each column
 */
public record WrittenRow(List<String> columns, List<Cell> cells) {
  /** The value that is written into a column; empty for NULL, for an expression, for none. */
  public Optional<String> text(String column) {
    int at = columns.indexOf(column);
    return at < 0 ? Optional.empty() : text(at);
  }

  /** The same by the column's position, from 0. */
  Optional<String> text(int column) {
    return text(cells.get(column));
  }

  private static Optional<String> text(Cell cell) {
    return cell instanceof Cell.Literal literal ? literal.text() : Optional.empty();
  }

  /** Takes a look at a value. */
  public interface Look {
    /**
     * Looks at one that is not NULL.
     *
     * @param column its column
     * @param text the value
     */
    void at(String column, String text);
  }

  /** Shows all values that are not NULL, in order. */
  public void values(Look look) {
    for (int i = 0; i < cells.size(); i++) {
      String column = columns.get(i);
      text(i).ifPresent(text -> look.at(column, text));
    }
  }
}
