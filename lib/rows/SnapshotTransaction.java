package rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import postgres.ThrowawayDatabase;

/** One state of a database for all queries, with values and names printed in one way. */
public final class SnapshotTransaction {
  private static final List<String> SETTINGS =
      List.of(
          "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
          "SET LOCAL search_path = pg_catalog",
          "SET LOCAL TimeZone = 'UTC'",
          "SET LOCAL DateStyle = 'ISO'",
          "SET LOCAL IntervalStyle = 'postgres'",
          "SET LOCAL bytea_output = 'hex'",
          "SET LOCAL extra_float_digits = 1",
          "SET LOCAL row_security = off",
          // A busy server's limits are not for one who reads it whole
          "SET LOCAL statement_timeout = 0",
          "SET LOCAL idle_in_transaction_session_timeout = 0",
          // Compiling a query over all catalogs takes seconds, running it a quarter of one
          "SET LOCAL jit = off");

  private SnapshotTransaction() {}

  /** Begins a transaction that sees one state, and changes nothing. */
  public static void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
    }
  }

  /**
   * Has names without a schema mean what they mean to the role that owns the database: a check, an
   * index or a view may call a function that finds its tables only so. To be called when all that
   * is printed with whole names is read.
   */
  public static void readAs(Connection connection, ThrowawayDatabase database) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL search_path = " + database.searchPath());
    }
  }

  /**
   * The state's name, by which other connections to the same database see it too, while the
   * transaction is open.
   */
  public static String name(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
      row.next();
      return row.getString(1);
    }
  }
}
