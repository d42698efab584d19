package preexisting;

import catalog.CopyToInsert;
import catalog.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import postgres.Sql;

/**
 * Reads and writes the rows of a table of the environment. Values are compared and written as
 * texts, which every type reads. New rows of a partition go to the root of its tree, as those of
 * {@link CopyToInsert} do.
 *
 * @param table its quoted name
 * @param cut the table as the migrations left it
 */
record RowStatements(String table, Relation cut) {
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

  static RowStatements of(Relation.Name name, Relation cut) {
    return new RowStatements(Sql.identifier(name.schema(), name.name()), cut);
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
  String deletion(Row found) {
    return "DELETE FROM " + table + " WHERE " + condition(found) + ";";
  }

  /** Of one row, whichever else reads the same. */
  String deletionOfOne(Row found) {
    return "DELETE FROM %1$s WHERE ctid = (SELECT ctid FROM %1$s WHERE %2$s LIMIT 1);"
        .formatted(table, condition(found));
  }

  /**
   * Changes what differs between two rows.
   *
   * @param same columns that are as they should be
   * @return empty where nothing differs
   */
  Optional<String> update(Row key, Row then, Row now, Set<Integer> same) {
    String changed =
        now.values().entrySet().stream()
            .filter(cell -> !same.contains(cell.getKey()))
            .filter(cell -> !Objects.equals(then.values().get(cell.getKey()), cell.getValue()))
            .map(cell -> column(cell.getKey()) + " = " + literal(cell.getValue()))
            .collect(Collectors.joining(", "));
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of("UPDATE " + table + " SET " + changed + " WHERE " + condition(key) + ";");
  }

  /** Adds a row. */
  String insert(Row row) {
    String columns =
        row.values().keySet().stream().map(this::column).collect(Collectors.joining(", "));
    String values =
        row.values().values().stream()
            .map(RowStatements::literal)
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s);"
        .formatted(cut.root().map(Relation.Root::sql).orElse(table), columns, values);
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

  private static String literal(Optional<String> value) {
    return value.map(Sql::literal).orElse("NULL");
  }
}
