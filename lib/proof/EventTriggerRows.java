package proof;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import postgres.Session;
import postgres.ThrowawayDatabase;
import snapshot.SequencesAndLargeObjects;

/**
 * Rows that event triggers write at statements that define objects. Two ways to the same database
 * have different such statements, so these rows differ with no fault of either.
 */
final class EventTriggerRows {
  private static final String ENABLED =
      "SELECT evtname FROM pg_catalog.pg_event_trigger WHERE evtenabled IN ('O', 'A') ORDER BY 1";

  private static final String WRITTEN =
      """
      SELECT schemaname || '.' || relname FROM pg_catalog.pg_stat_xact_user_tables
      WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
      """;

  /** Sequences that are columns of these tables. */
  private static final String SEQUENCES =
      """
      SELECT s.relname, n.nspname || '.' || t.relname, m.nspname
      FROM pg_catalog.pg_depend d
      JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
      JOIN pg_catalog.pg_namespace m ON m.oid = s.relnamespace
      JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
      JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
      WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
      """;

  /** One statement of each common kind, since an event trigger may look at some kinds only. */
  private static final List<String> DEFINING =
      List.of(
          "CREATE SCHEMA alembic_squash_probe",
          "CREATE TABLE alembic_squash_probe.probe (a int)",
          "ALTER TABLE alembic_squash_probe.probe ADD b int",
          "CREATE INDEX probe_a ON alembic_squash_probe.probe (a)",
          "CREATE VIEW alembic_squash_probe.seen AS SELECT 1 AS one",
          "CREATE TYPE alembic_squash_probe.kind AS ENUM ('a')",
          "CREATE SEQUENCE alembic_squash_probe.counter",
          "CREATE FUNCTION alembic_squash_probe.one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
          "COMMENT ON TABLE alembic_squash_probe.probe IS 'probe'",
          "GRANT SELECT ON alembic_squash_probe.probe TO PUBLIC",
          "DROP TABLE alembic_squash_probe.probe",
          "DROP SCHEMA alembic_squash_probe CASCADE");

  private final List<String> triggers;
  private final Set<String> subjects;

  private EventTriggerRows(List<String> triggers, Set<String> subjects) {
    this.triggers = triggers;
    this.subjects = subjects;
  }

  /**
   * Finds them by trying: each statement is taken back.
   *
   * @param database ours to try in; of any other, nothing is known
   */
  static EventTriggerRows of(ThrowawayDatabase database) {
    if (database.server().superuser().isEmpty()) {
      return new EventTriggerRows(List.of(), Set.of());
    }
    try (Session session = database.session()) {
      List<String> triggers = session.texts(ENABLED);
      return new EventTriggerRows(triggers, triggers.isEmpty() ? Set.of() : subjects(session));
    }
  }

  /** Some event triggers refuse some statements. */
  private static Set<String> subjects(Session session) {
    session.begin();
    DEFINING.forEach(session::attempt);
    Set<String> subjects = new TreeSet<>();
    Set<String> tables = new TreeSet<>(session.texts(WRITTEN));
    tables.forEach(table -> subjects.add(DataComparison.rowsOf(table)));
    session.forEach(
        SEQUENCES,
        row -> {
          if (tables.contains(row.getString(2))) {
            subjects.add(SequencesAndLargeObjects.positionOf(row.getString(3), row.getString(1)));
          }
        });
    return subjects;
  }

  /** The difference with its reason, where an event trigger is that. */
  Comparison.Difference explained(Comparison.Difference difference) {
    return subjects.contains(difference.subject())
        ? new Comparison.Difference(
            "%s, where event trigger %s writes at each statement that defines an object"
                .formatted(difference.subject(), String.join(" or ", triggers)),
            difference.before(),
            difference.after())
        : difference;
  }
}
