package rows;

import console.Failure;
import database.Sql;
import database.ThrowawayDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rows of one table, each value as PostgreSQL prints it.
 *
 * @param table schema and name
 * @param columns their names, sorted
 * @param rows in the order in which the table stores them, which is that of insertion unless rows
 *     were updated
 */
public record TableRows(String table, List<String> columns, List<Row> rows) {
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

  /**
   * One row.
   *
   * @param values as text; a null element is SQL's NULL
   */
  public record Row(List<String> values) {
    /** The row as a person reads it. */
    public String shown(List<String> columns) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        String value = values.get(i);
        cells.add(columns.get(i) + "=" + (value == null ? "NULL" : "'" + value + "'"));
      }
      return String.join(", ", cells);
    }
  }

  /**
   * Reads a database's tables but Alembic's own.
   *
   * @throws Failure where they cannot be read
   */
  public static Map<String, TableRows> of(ThrowawayDatabase database) {
    Set<String> ignored =
        database
            .versionTable()
            .map(table -> Set.of(table.schema() + "." + table.name()))
            .orElse(Set.of());
    try (Connection connection = database.widest().connect()) {
      OneState.begin(connection);
      return readAll(connection, ignored);
    } catch (SQLException refused) {
      throw new Failure(
          "the rows of " + database.owner() + " cannot be read: " + refused.getMessage(),
          "Run again with -v for the trace.",
          refused);
    }
  }

  /**
   * Reads all tables and populated materialised views of a database, by their names. Partitions are
   * read one by one; rows of a parent of partitions are theirs.
   *
   * @param connection of a role that may read all, in a transaction, with settings that print
   *     values in one way
   * @param ignored tables to leave out, by schema and name
   */
  public static Map<String, TableRows> readAll(Connection connection, Set<String> ignored)
      throws SQLException {
    Map<String, TableRows> tables = new TreeMap<>();
    Map<List<String>, List<String>> columns = columns(connection);
    Savepoint withoutLocks = connection.setSavepoint();
    for (Map.Entry<List<String>, List<String>> table : columns.entrySet()) {
      String schema = table.getKey().get(0);
      String name = table.getKey().get(1);
      if (!ignored.contains(schema + "." + name)) {
        tables.put(schema + "." + name, read(connection, schema, name, table.getValue()));
        // A server has room for the locks of some thousand tables and indexes
        connection.rollback(withoutLocks);
      }
    }
    return tables;
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
