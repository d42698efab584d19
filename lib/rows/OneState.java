package rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** One state of a database for all queries, with values and names printed in one way. */
public final class OneState {
  private static final List<String> SETTINGS =
      List.of(
          "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
          "SET LOCAL search_path = pg_catalog",
          "SET LOCAL TimeZone = 'UTC'",
          "SET LOCAL DateStyle = 'ISO'",
          "SET LOCAL IntervalStyle = 'postgres'",
          "SET LOCAL bytea_output = 'hex'",
          "SET LOCAL extra_float_digits = 1",
          "SET LOCAL row_security = off");

  private OneState() {}

  /** Begins a transaction that sees one state, and changes nothing. */
  public static void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
    }
  }
}
