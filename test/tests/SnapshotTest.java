package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.Server;
import postgres.ThrowawayDatabase;
import process.Processes;
import proof.Comparison;
import proof.DatabaseComparison;
import snapshot.Snapshot;

/** A database is read in one state, whatever others do to it meanwhile. */
@Tag("slow")
class SnapshotTest extends WithClusters {
  private static final String TABLE = "CREATE TABLE t (id int); INSERT INTO t VALUES (1);";
  private static final String MEANWHILE = "INSERT INTO t VALUES (2); CREATE TABLE later (id int);";

  @Test
  void definitions_and_rows_are_of_one_state() {
    LocalCluster cluster = clusters().start();
    ThrowawayDatabase quiet = database(cluster, "quiet");
    ThrowawayDatabase busy = database(new Busy(cluster, MEANWHILE), "busy");
    Snapshot expected = Snapshot.of(quiet);
    Comparison found = DatabaseComparison.of(expected, Snapshot.of(busy));
    assertEquals(List.of(), found.differences());

    Comparison afterwards = DatabaseComparison.of(expected, Snapshot.of(busy));
    assertFalse(afterwards.differences().isEmpty(), "nothing was done meanwhile");
  }

  /** An index, a check and a view that find what they call by the search path of the database. */
  private static final String BY_THE_PATH =
      """
      CREATE SCHEMA app;
      ALTER DATABASE pathed SET search_path = app;
      SET search_path = app;
      CREATE TABLE kind (code text PRIMARY KEY);
      INSERT INTO kind VALUES ('a');
      CREATE FUNCTION known(c text) RETURNS boolean STABLE LANGUAGE plpgsql AS
        $$ BEGIN RETURN EXISTS (SELECT FROM kind WHERE code = c); END $$;
      CREATE FUNCTION shout(c text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT upper(c)';
      CREATE FUNCTION plain(c text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT shout(c)';
      CREATE TABLE item (code text CHECK (known(code)), relation regclass,
        title text GENERATED ALWAYS AS (plain(code)) STORED);
      INSERT INTO item VALUES ('a', 'kind');
      CREATE INDEX item_plain ON item (plain(code));
      """;

  @Test
  void rows_are_read_as_the_application_reads_them() {
    LocalCluster cluster = clusters().start();
    ThrowawayDatabase pathed = database(cluster, "pathed");
    assertEquals(Optional.empty(), pathed.load(pathed.owner(), BY_THE_PATH));
    assertEquals("\"app\"", pathed.searchPath());
    Comparison found = DatabaseComparison.of(Snapshot.of(pathed), Snapshot.of(pathed));
    assertEquals(List.of(), found.differences());
    assertTrue(
        found.tables().contains(new Comparison.TableCount("app.item", 1, 1)),
        found.tables()::toString);
  }

  private static ThrowawayDatabase database(Server server, String name) {
    ThrowawayDatabase made =
        new ThrowawayDatabase(
                server, server.superuser().orElseThrow(), Optional.empty(), Map.of(), Duration.ZERO)
            .scratch(name);
    assertEquals(Optional.empty(), made.load(made.owner(), TABLE));
    return made;
  }

  /** A server on which somebody changes a database when its reading has begun. */
  private static final class Busy implements Server {
    private final Server server;
    private final String change;
    private boolean changed;

    Busy(Server server, String change) {
      this.server = server;
      this.change = change;
    }

    @Override
    public Processes.Command client(
        String program, ConnectionParameters database, List<String> arguments) {
      if (program.equals("pg_dump") && !changed) {
        changed = true;
        server.client("psql", database, List.of("--no-psqlrc", "--command=" + change)).check();
      }
      return server.client(program, database, arguments);
    }

    @Override
    public Optional<ConnectionParameters> superuser() {
      return server.superuser();
    }

    @Override
    public String describe() {
      return server.describe();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
