package postgres;

import console.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database with subscriptions cannot be dropped; those of throwaway ones never connect. */
final class Subscriptions {
  private static final String NAMES =
      """
      SELECT subname FROM pg_catalog.pg_subscription
      WHERE subdbid = (
        SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
      """;

  private Subscriptions() {}

  /** Drops all of a throwaway database. */
  static void drop(Coordinates database) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String name : names(statement)) {
        statement.execute("ALTER SUBSCRIPTION " + name + " DISABLE");
        statement.execute("ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)");
        statement.execute("DROP SUBSCRIPTION " + name);
      }
    } catch (SQLException refused) {
      throw new Failure(
          "the subscriptions of " + database + " cannot be dropped: " + refused.getMessage(),
          "This ran in a throwaway database.",
          refused);
    }
  }

  private static List<String> names(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(NAMES)) {
      while (rows.next()) {
        names.add(Sql.identifier(rows.getString(1)));
      }
    }
    return names;
  }
}
