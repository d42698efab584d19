package proof;

import java.util.LinkedHashMap;
import java.util.Map;
import postgres.Session;
import postgres.Sql;

/**
 * The triggers of a database, at rest while it is changed by us: event triggers of the project's
 * would answer to what we do, and refuse it or do more of it.
 *
 * <p>A session with the role of a replica fires none but those that are enabled for replicas
 * (manual, {@code session_replication_role}); event triggers among these are disabled meanwhile.
 */
final class SilencedTriggers implements AutoCloseable {
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

  private final Session session;
  private final Map<String, String> enabled = new LinkedHashMap<>();

  /** Those that statements of a session would fire. */
  SilencedTriggers(Session session) {
    this.session = session;
  }

  /** Has them rest until this is closed. Only a superuser may: others' statements fire them. */
  void begin() {
    session.execute(REPLICA);
    session.forEach(FIRING, row -> enabled.put(row.getString(1), row.getString(2)));
    enabled.keySet().forEach(name -> alter(name, "DISABLE"));
  }

  @Override
  public void close() {
    enabled.forEach(this::alter);
  }

  private void alter(String name, String how) {
    session.execute("ALTER EVENT TRIGGER " + Sql.identifier(name) + " " + how);
  }
}
