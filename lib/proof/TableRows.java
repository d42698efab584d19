package proof;

import database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of one table, each value as PostgreSQL prints it.
 *
 * @param table schema and name
 * @param columns their names, sorted
 * @param rows in the order in which the table stores them, which is that of insertion unless rows
 *     were updated
 */
record TableRows(String table, List<String> columns, List<Row> rows) {
  private static final String TABLES =
      """
      SELECT n.nspname, c.relname, a.attname
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE (c.relkind = 'r' OR c.relkind = 'm' AND c.relispopulated)
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attname COLLATE "C"
      """;

  private static final String SEQUENCES =
      """
      SELECT n.nspname, c.relname
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'S' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      ORDER BY 1, 2
      """;

  /**
   * One row.
   *
   * @param values as text; a null element is SQL's NULL
   */
  record Row(List<String> values) {
    /** The row as a person reads it. */
    String shown(List<String> columns) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        String value = values.get(i);
        cells.add(columns.get(i) + "=" + (value == null ? "NULL" : "'" + value + "'"));
      }
      return String.join(", ", cells);
    }
  }

  /**
   * Reads all tables and populated materialised views of a database, by their names. Partitions are
   * read one by one; rows of a parent of partitions are theirs.
   *
   * @param connection of a role that may read all; its session settings are changed
   */
  static Map<String, TableRows> readAll(Connection connection) throws SQLException {
    Map<String, TableRows> tables = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = pg_catalog");
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET row_security = off");
    }
    for (Map.Entry<List<String>, List<String>> table : columns(connection).entrySet()) {
      String schema = table.getKey().get(0);
      String name = table.getKey().get(1);
      tables.put(schema + "." + name, read(connection, schema, name, table.getValue()));
    }
    return tables;
  }

  /** Each sequence's position, by its name. */
  static Map<String, String> sequences(Connection connection) throws SQLException {
    List<String[]> names = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(SEQUENCES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        names.add(new String[] {rows.getString(1), rows.getString(2)});
      }
    }
    Map<String, String> positions = new TreeMap<>();
    for (String[] name : names) {
      String query = "SELECT last_value, is_called FROM " + Sql.identifier(name[0], name[1]);
      try (PreparedStatement position = connection.prepareStatement(query);
          ResultSet row = position.executeQuery()) {
        row.next();
        positions.put(
            name[0] + "." + name[1],
            "last_value=" + row.getLong(1) + ", is_called=" + row.getBoolean(2));
      }
    }
    return positions;
  }

  private static Map<List<String>, List<String>> columns(Connection connection)
      throws SQLException {
    Map<List<String>, List<String>> columns = new java.util.LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(TABLES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        List<String> names =
            columns.computeIfAbsent(
                List.of(rows.getString(1), rows.getString(2)), table -> new ArrayList<>());
        if (rows.getString(3) != null) {
          names.add(rows.getString(3));
        }
      }
    }
    return columns;
  }

  private static TableRows read(
      Connection connection, String schema, String name, List<String> columns) throws SQLException {
    List<String> values = columns.stream().map(c -> Sql.identifier(c) + "::text").toList();
    String query =
        "SELECT "
            + (values.isEmpty() ? "NULL::text" : String.join(", ", values))
            + " FROM ONLY "
            + Sql.identifier(schema, name)
            + " ORDER BY ctid";
    List<Row> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String[] row = new String[columns.size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = rows.getString(i + 1);
        }
        found.add(new Row(Arrays.asList(row)));
      }
    }
    return new TableRows(schema + "." + name, List.copyOf(columns), found);
  }
}
