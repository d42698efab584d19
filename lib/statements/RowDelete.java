package statements;

import java.util.List;

/**
 * Deletes rows.
 *
 * @param table the table, on one line
 * @param sql the statement
 */
public record RowDelete(String table, String sql) implements RowStatement {
  /** Brings the table on one line. */
  public RowDelete {
    table = BaselineStatement.onOneLine(table);
  }

  @Override
  public List<WrittenRow> rows() {
    return List.of();
  }

  @Override
  public String head() {
    return "";
  }

  @Override
  public RowDelete with(Expressions expressions) {
    return this;
  }
}
