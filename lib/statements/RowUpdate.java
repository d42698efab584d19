package statements;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import postgres.Sql;

/**
 * Changes cells of a row.
 *
 * @param table the table, on one line
 * @param name the same as SQL writes it
 * @param cells by column, as SQL writes it, in order
 * @param condition what the row is found by, as SQL
 */
public record RowUpdate(String table, String name, Map<String, Cell> cells, String condition)
    implements RowStatement {
  /** Brings the table on one line, and keeps the order. */
  public RowUpdate {
    table = BaselineStatement.onOneLine(table);
    cells = new LinkedHashMap<>(cells);
  }

  @Override
  public List<WrittenRow> rows() {
    return List.of(
        new WrittenRow(
            cells.keySet().stream().map(Sql::unquoted).toList(), new ArrayList<>(cells.values())));
  }

  @Override
  public String head() {
    return "UPDATE " + name + " SET ";
  }

  @Override
  public String sql() {
    return cells.entrySet().stream()
        .map(cell -> cell.getKey() + " = " + cell.getValue().sql())
        .collect(Collectors.joining(", ", head(), " WHERE " + condition + ";"));
  }

  @Override
  public RowUpdate with(Expressions expressions) {
    WrittenRow row = rows().get(0);
    Map<String, Cell> changed = new LinkedHashMap<>(cells);
    cells
        .keySet()
        .forEach(
            name -> {
              String column = Sql.unquoted(name);
              row.text(column)
                  .flatMap(text -> expressions.of(row, column, text))
                  .ifPresent(sql -> changed.put(name, new Cell.Expression(sql)));
            });
    return changed.equals(cells) ? this : new RowUpdate(table, name, changed, condition);
  }
}
