package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import engine.LocalClusters;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.LocalCluster;
import postgres.ThrowawayDatabase;
import proof.Controls;
import proof.ExpectedDifference;
import proof.Verdict;
import snapshot.Snapshot;

/** Every control of the comparison can fail, and does not pass for what another one did. */
@Tag("slow")
class ControlsTest {
  private static final String SCHEMA =
      """
      CREATE SEQUENCE s;
      CREATE TABLE t (id int, d int DEFAULT 7, CONSTRAINT c CHECK (d > 0));
      CREATE INDEX i ON t (d);
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
      CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
      INSERT INTO t VALUES (1, 2);
      """;

  /** How a damage is repaired, and how it is done again. */
  private static final Map<String, List<String>> REPAIRS =
      Map.of(
          "a changed comment",
          List.of("COMMENT ON TABLE t IS NULL", "COMMENT ON TABLE t IS 'alembic_squash control'"),
          "a lost default",
          List.of("ALTER TABLE t ALTER d SET DEFAULT 7", "ALTER TABLE t ALTER d DROP DEFAULT"),
          "a lost check",
          List.of(
              "ALTER TABLE t ADD CONSTRAINT c CHECK (d > 0)", "ALTER TABLE t DROP CONSTRAINT c"),
          "a lost index",
          List.of("CREATE INDEX i ON t (d)", "DROP INDEX i"),
          "a function's changed cost",
          List.of("ALTER FUNCTION f() COST 100", "ALTER FUNCTION f() COST 7777"),
          "a disabled trigger",
          List.of("ALTER TABLE t ENABLE TRIGGER g", "ALTER TABLE t DISABLE TRIGGER g"),
          "a moved sequence",
          List.of("SELECT setval('s', 1, false)", "SELECT nextval('s'), nextval('s')"),
          "a lost row",
          List.of("INSERT INTO t VALUES (1, 2)", "DELETE FROM t"));

  /** Both forbid what the controls do; one of them fires in sessions of replicas as well. */
  private static final String GUARDS =
      """
      CREATE FUNCTION forbid() RETURNS event_trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'no % here', tg_tag; END $$;
      CREATE EVENT TRIGGER guard ON ddl_command_start EXECUTE FUNCTION forbid();
      CREATE EVENT TRIGGER strict ON ddl_command_end EXECUTE FUNCTION forbid();
      ALTER EVENT TRIGGER strict ENABLE ALWAYS;
      """;

  private static ThrowawayDatabase database(LocalCluster cluster) {
    return new ThrowawayDatabase(
        cluster, cluster.superuser().orElseThrow(), Optional.empty(), Map.of(), Duration.ZERO);
  }

  @Test
  void event_triggers_of_the_project_answer_to_none_of_it() throws Exception {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      ThrowawayDatabase database = database(clusters.start());
      load(database, SCHEMA + GUARDS);
      Snapshot built = Snapshot.of(database);
      Controls controls = new Controls(built, built, built);
      List<ExpectedDifference> signs = controls.damage();
      assertEquals(REPAIRS.size(), signs.size(), signs::toString);
      assertEquals(List.of(), failed(controls, signs));
      try (Connection connection = database.connect();
          Statement query = connection.createStatement();
          ResultSet row =
              query.executeQuery(
                  "SELECT string_agg(evtenabled::text, ' ' ORDER BY evtname) FROM"
                      + " pg_event_trigger")) {
        row.next();
        assertEquals("O A", row.getString(1), "enabled as before");
      }
    }
  }

  @Test
  void each_fails_where_only_its_own_damage_is_missing() {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      ThrowawayDatabase database = database(clusters.start());
      load(database, SCHEMA);
      Snapshot built = Snapshot.of(database);
      Controls controls = new Controls(built, built, built);
      List<ExpectedDifference> signs = controls.damage();
      assertEquals(REPAIRS.size(), signs.size(), signs::toString);
      assertEquals(List.of(), failed(controls, signs));
      for (ExpectedDifference sign : signs) {
        List<String> repair = REPAIRS.get(sign.damage());
        load(database, repair.get(0));
        assertEquals(
            List.of("finds " + sign.damage() + ": " + sign.subject()), failed(controls, signs));
        load(database, repair.get(1));
      }
    }
  }

  private static List<String> failed(Controls controls, List<ExpectedDifference> signs) {
    return controls.seen(signs).stream()
        .filter(control -> !control.passed())
        .map(Verdict.Control::name)
        .toList();
  }

  private static void load(ThrowawayDatabase database, String sql) {
    assertEquals(Optional.empty(), database.load(database.owner(), sql));
  }
}
