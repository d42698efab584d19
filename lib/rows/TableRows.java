package rows;

import console.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import process.StoredBytes;

/**
 * The rows of one table, each value as PostgreSQL prints it. Rows of partitions are those of the
 * table at the root of their tree: which partition a row stands in follows from its key, and a key
 * that each build generates puts it into another.
 *
 * @param table schema and name
 * @param columns their names, sorted
 * @param rows in the order in which the table stores them, which is that of insertion unless rows
 *     were updated; those of several partitions one partition after the other
 * @param isOrdered whether all rows are of one place, so that their order tells
 */
public record TableRows(String table, List<String> columns, Spool<Row> rows, boolean isOrdered) {
  private static final String TABLES =
      """
      SELECT n.nspname, c.relname, a.attname, m.nspname || '.' || r.relname
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_class r ON r.oid =
        CASE WHEN c.relispartition THEN pg_catalog.pg_partition_root(c.oid) ELSE c.oid END
      JOIN pg_catalog.pg_namespace m ON m.oid = r.relnamespace
      LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE (c.relkind = 'r' OR c.relkind = 'm' AND c.relispopulated)
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attname COLLATE "C"
      """;

  /**
   * A place where rows are stored.
   *
   * @param root the table whose rows they are, by schema and name
   */
  private record Stored(String schema, String name, String root, List<String> columns) {
    boolean isIn(Set<String> tables) {
      return tables.contains(schema + "." + name) || tables.contains(root);
    }
  }

  /** Of a table that is none of several partitions. */
  public TableRows(String table, List<String> columns, List<Row> rows) {
    this(table, columns, Spool.of(rows), true);
  }

  /**
   * Reads a database's tables but Alembic's own.
   *
   * @throws Failure if they cannot be read
   */
  public static Map<String, TableRows> of(ThrowawayDatabase database) {
    Set<String> ignored =
        database
            .versionTable()
            .map(table -> Set.of(table.schema() + "." + table.name()))
            .orElse(Set.of());
    try (Connection connection = database.mostPrivileged().connect()) {
      SnapshotTransaction.begin(connection);
      SnapshotTransaction.readAs(connection, database);
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
   * read one by one, and never by way of their root: a foreign table among them is not asked. A
   * partition whose detaching was begun and not ended is a table of its own.
   *
   * @param connection of a role that may read all, in a transaction, with settings that print
   *     values in one way
   * @param ignored tables to leave out, by schema and name; a root stands for all its partitions
   */
  public static Map<String, TableRows> readAll(Connection connection, Set<String> ignored)
      throws SQLException {
    Map<String, List<Stored>> places = places(connection);
    Map<String, TableRows> tables = new TreeMap<>();
    StoredBytes file = new StoredBytes();
    Savepoint withoutLocks = connection.setSavepoint();
    for (Map.Entry<String, List<Stored>> root : places.entrySet()) {
      Spool.Writer<Row> rows = Spool.Writer.in(file);
      List<Stored> read = root.getValue().stream().filter(place -> !place.isIn(ignored)).toList();
      for (Stored place : read) {
        read(connection, place, rows);
        // A server has room for the locks of some thousand tables and indexes
        connection.rollback(withoutLocks);
      }
      if (!read.isEmpty()) {
        List<String> columns = List.copyOf(read.get(0).columns());
        tables.put(
            root.getKey(), new TableRows(root.getKey(), columns, rows.finish(), read.size() == 1));
      }
    }
    file.finish();
    return tables;
  }

  /** Partitions have the columns of their root, whatever their order. */
  private static Map<String, List<Stored>> places(Connection connection) throws SQLException {
    Map<List<String>, Stored> places = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(TABLES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        String schema = rows.getString(1);
        String name = rows.getString(2);
        String root = rows.getString(4);
        Stored place =
            places.computeIfAbsent(
                List.of(schema, name), key -> new Stored(schema, name, root, new ArrayList<>()));
        if (rows.getString(3) != null) {
          place.columns().add(rows.getString(3));
        }
      }
    }
    return places.values().stream()
        .collect(Collectors.groupingBy(Stored::root, LinkedHashMap::new, Collectors.toList()));
  }

  private static void read(Connection connection, Stored place, Spool.Writer<Row> rows)
      throws SQLException {
    List<String> values = place.columns().stream().map(c -> Sql.identifier(c) + "::text").toList();
    String query =
        "SELECT "
            + (values.isEmpty() ? "NULL::text" : String.join(", ", values))
            + " FROM ONLY "
            + Sql.identifier(place.schema(), place.name())
            + " ORDER BY ctid";
    CopiedRows.of(connection, query, values.size()).writeTo(rows);
  }
}
