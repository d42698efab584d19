package proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import postgres.Sql;

/**
 * The triggers of a database, at rest while it is changed by us: event triggers of the project's
 * would answer to what we do, and refuse it or do more of it.
 *
 * <p>A session with the role of a replica fires none but those that are enabled for replicas
 * (manual, {@code session_replication_role}); event triggers among these are disabled meanwhile.
 */
final class DisabledEventTriggers implements AutoCloseable {
  private static final String FIRING =
      """
      SELECT evtname, CASE evtenabled WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END
      FROM pg_catalog.pg_event_trigger
      WHERE evtenabled IN ('A', 'R') AND current_setting('is_superuser') = 'on'
      ORDER BY 1
      """;

  private static final String REPLICA =
      """
      SELECT set_config('session_replication_role', 'replica', false)
      WHERE current_setting('is_superuser') = 'on'
      """;

  private final Statement statement;
  private final Map<String, String> enabled = new LinkedHashMap<>();

  private DisabledEventTriggers(Statement statement) {
    this.statement = statement;
  }

  /**
   * Those that statements of a session would fire.
   *
   * @param connection the session
   */
  static DisabledEventTriggers of(Connection connection) throws SQLException {
    return new DisabledEventTriggers(connection.createStatement());
  }

  /** Has them rest until this is closed. Only a superuser may: others' statements fire them. */
  void begin() throws SQLException {
    statement.execute(REPLICA);
    try (ResultSet row = statement.executeQuery(FIRING)) {
      while (row.next()) {
        enabled.put(row.getString(1), row.getString(2));
      }
    }
    for (String name : enabled.keySet()) {
      statement.execute("ALTER EVENT TRIGGER " + Sql.identifier(name) + " DISABLE");
    }
  }

  @Override
  public void close() throws SQLException {
    for (Map.Entry<String, String> trigger : enabled.entrySet()) {
      statement.execute(
          "ALTER EVENT TRIGGER " + Sql.identifier(trigger.getKey()) + " " + trigger.getValue());
    }
    statement.close();
  }
}
