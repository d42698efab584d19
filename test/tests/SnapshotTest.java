package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import database.Coordinates;
import database.LocalCluster;
import database.Processes;
import database.Server;
import database.ThrowawayDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import proof.Comparison;
import proof.DatabaseComparison;
import proof.Snapshot;

/** A database is read in one state, whatever others do to it meanwhile. */
class SnapshotTest extends WithClusters {
  private static final String TABLE = "CREATE TABLE t (id int); INSERT INTO t VALUES (1);";
  private static final String MEANWHILE = "INSERT INTO t VALUES (2); CREATE TABLE later (id int);";

  @Test
  void definitions_and_rows_are_of_one_state() {
    LocalCluster cluster = clusters.start();
    ThrowawayDatabase quiet = database(cluster, "quiet");
    ThrowawayDatabase busy = database(new Busy(cluster, MEANWHILE), "busy");
    Snapshot expected = Snapshot.of(quiet);
    Comparison found = DatabaseComparison.of(expected, Snapshot.of(busy));
    assertEquals(List.of(), found.differences());

    Comparison afterwards = DatabaseComparison.of(expected, Snapshot.of(busy));
    assertFalse(afterwards.differences().isEmpty(), "nothing was done meanwhile");
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
    public Processes.Command client(String program, Coordinates database, List<String> arguments) {
      if (program.equals("pg_dump") && !changed) {
        changed = true;
        server.client("psql", database, List.of("--no-psqlrc", "--command=" + change)).check();
      }
      return server.client(program, database, arguments);
    }

    @Override
    public Optional<Coordinates> superuser() {
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
