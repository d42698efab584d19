package preexisting;

import catalog.CopyToInsert;
import catalog.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pgdump.CopyText;
import postgres.Sql;
import statements.Cell;
import statements.RowDelete;
import statements.RowInsert;
import statements.RowUpdate;

/**
 * Reads and writes the rows of a table of the environment. Values are compared and written as
 * texts, which every type reads. New rows of a partition go to the root of its tree, as those of
 * {@link CopyToInsert} do.
 *
 * @param name its name
 * @param table the same as SQL writes it
 * @param cut the table as the migrations left it
 */
record PreexistingTable(Relation.Name name, String table, Relation cut) {
  /** Types without an equality of their own. */
  private static final Pattern INCOMPARABLE =
      Pattern.compile("^(json|xml|point|line|lseg|box|path|polygon|circle|jsonpath)($|\\[)");

  /** A row: the text of each column's value by the column's number, NULL as empty. */
  record Row(Map<Integer, Optional<String>> values) {
    Row only(Collection<Integer> numbers) {
      Map<Integer, Optional<String>> kept = new TreeMap<>(values);
      kept.keySet().retainAll(numbers);
      return new Row(kept);
    }

    /** A cell; empty for NULL. */
    Optional<String> at(int number) {
      return values.getOrDefault(number, Optional.empty());
    }
  }

  static PreexistingTable of(Relation.Name name, Relation cut) {
    return new PreexistingTable(name, Sql.identifier(name.schema(), name.name()), cut);
  }

  /** The rows in the order in which they are stored. */
  List<Row> read(Connection connection, Relation relation) throws SQLException {
    List<Relation.Column> columns =
        relation.all().stream().filter(column -> !column.isGenerated()).toList();
    String list =
        columns.stream().map(column -> column.name() + "::text").collect(Collectors.joining(", "));
    List<Row> rows = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery(
                "SELECT "
                    + (list.isEmpty() ? "NULL" : list)
                    + " FROM ONLY "
                    + table
                    + " ORDER BY ctid")) {
      while (row.next()) {
        Map<Integer, Optional<String>> values = new TreeMap<>();
        for (int i = 0; i < columns.size(); i++) {
          values.put(columns.get(i).number(), Optional.ofNullable(row.getString(i + 1)));
        }
        rows.add(new Row(values));
      }
      return rows;
    }
  }

  /** Deletes the row that has these values. */
  RowDelete deletion(Row found) {
    return new RowDelete(holder(), "DELETE FROM " + table + " WHERE " + condition(found) + ";");
  }

  /** Of one row, whichever else reads the same. */
  RowDelete deletionOfOne(Row found) {
    return new RowDelete(
        holder(),
        "DELETE FROM %1$s WHERE ctid = (SELECT ctid FROM %1$s WHERE %2$s LIMIT 1);"
            .formatted(table, condition(found)));
  }

  private String holder() {
    return cut.root().map(Relation.Root::name).orElse(name).shown();
  }

  /**
   * Changes what differs between two rows.
   *
   * @param same columns that are as they should be
   * @return empty if nothing differs
   */
  Optional<RowUpdate> update(Row key, Row then, Row now, Set<Integer> same) {
    Map<String, Cell> changed = new LinkedHashMap<>();
    now.values()
        .forEach(
            (number, value) -> {
              if (!same.contains(number) && !value.equals(then.values().get(number))) {
                changed.put(column(number), new Cell.Literal(value));
              }
            });
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(new RowUpdate(holder(), table, changed, condition(key)));
  }

  /** Adds a row. */
  RowInsert insert(Row row) {
    List<RowInsert.Column> columns =
        row.values().keySet().stream()
            .map(number -> new RowInsert.Column(column(number), RowInsert.Form.TEXT))
            .toList();
    return new RowInsert(
        new RowInsert.Target(
            holder(), cut.root().map(Relation.Root::sql).orElse(table), columns, true),
        CopyText.row(List.copyOf(row.values().values())));
  }

  /** A row of which nothing is known is none that anybody may touch. */
  private String condition(Row row) {
    return row.values().isEmpty() ? "false" : conditions(row);
  }

  private String conditions(Row row) {
    return row.values().entrySet().stream()
        .map(cell -> condition(cut.columns().get(cell.getKey()), cell.getValue()))
        .collect(Collectors.joining(" AND "));
  }

  private static String condition(Relation.Column column, Optional<String> value) {
    String left = column.name() + (INCOMPARABLE.matcher(column.type()).find() ? "::text" : "");
    return left + value.map(text -> " = " + Sql.literal(text)).orElse(" IS NULL");
  }

  private String column(int number) {
    return cut.columns().get(number).name();
  }
}
