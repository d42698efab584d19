package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engine.LocalClusters;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import process.Processes;

/** Databases that the original migrations built meet the squashed ones. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployedDatabaseTest {
  private static final String CUT = "cfc28759fbab";
  private static final String HEAD = "d57fa05eb436";

  private SampleRun original;
  private SampleRun squashed;
  private LocalClusters clusters;
  private LocalCluster cluster;

  @BeforeAll
  void squash_the_sample(@TempDir Path folder) {
    original = SampleRun.local(folder);
    original.plan("hearthd-24.11");
    original.dump();
    squashed = original.copy(folder);
    squashed.squash(false, true);
    clusters = new LocalClusters(Engines.assumeLocal());
    cluster = clusters.start();
  }

  @AfterAll
  void stop() {
    if (clusters != null) {
      clusters.close();
    }
  }

  /** A database that the original migrations built, up to a revision. */
  private ConnectionParameters deployed(String name, String revision) throws Exception {
    ConnectionParameters superuser = cluster.superuser().orElseThrow();
    execute(superuser, "CREATE DATABASE " + name);
    ConnectionParameters database = superuser.withDatabase(name);
    execute(database, "CREATE EXTENSION unaccent");
    assertEquals(0, upgrade(original, database, revision).exitCode());
    return database;
  }

  private static void execute(ConnectionParameters as, String sql) throws Exception {
    try (Connection connection = as.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String version(ConnectionParameters database) throws Exception {
    try (Connection connection = database.connect();
        Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("SELECT version_num FROM hearthd_alembic_version")) {
      row.next();
      return row.getString(1);
    }
  }

  private static Processes.Result upgrade(
      SampleRun sample, ConnectionParameters to, String revision) {
    String url =
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(to.user(), to.password(), to.host(), to.port(), to.database());
    return Engines.python()
        .command("-m", "alembic.config", "-c", "alembic.ini", "upgrade", revision)
        .in(sample.root())
        .with("ALEMBIC_DB_URI", url)
        .run();
  }

  private static List<String> schema(ConnectionParameters database) throws Exception {
    try (Connection connection = database.connect();
        Statement query = connection.createStatement();
        ResultSet rows =
            query.executeQuery(
                "SELECT oid, relname, relfilenode FROM pg_class WHERE relnamespace ="
                    + " 'public'::regnamespace ORDER BY oid")) {
      List<String> lines = new java.util.ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
      }
      return lines;
    }
  }

  @Test
  void one_at_head_has_nothing_to_do() throws Exception {
    ConnectionParameters database = deployed("at_head", "head");
    List<String> before = schema(database);
    Processes.Result result = upgrade(squashed, database, "head");
    assertEquals(0, result.exitCode(), result.errors());
    assertEquals(before, schema(database));
    assertEquals(HEAD, version(database));
  }

  @Test
  void one_at_the_cut_upgrades_to_head() throws Exception {
    ConnectionParameters database = deployed("at_cut", CUT);
    Processes.Result result = upgrade(squashed, database, "head");
    assertEquals(0, result.exitCode(), result.errors());
    assertEquals(HEAD, version(database));
  }

  @Test
  void one_above_the_cut_upgrades_to_head() throws Exception {
    ConnectionParameters database = deployed("above_cut", "d96fa195cbdc");
    assertEquals(0, upgrade(squashed, database, "head").exitCode());
    assertEquals(HEAD, version(database));
  }

  @Test
  void one_without_a_version_row_is_left_alone_and_told_how_to_find_out() throws Exception {
    ConnectionParameters database = deployed("without_row", CUT);
    execute(database, "DELETE FROM hearthd_alembic_version");
    List<String> before = schema(database);
    Processes.Result result = upgrade(squashed, database, "head");
    assertNotEquals(0, result.exitCode());
    assertTrue(
        result.errors().contains("This database holds tables (energy.consumption, "),
        result.errors());
    assertTrue(result.errors().contains("check-database --identify"), result.errors());
    assertEquals(before, schema(database));
  }

  @Test
  void one_below_the_cut_is_left_alone_and_the_commit_and_the_baseline_say_what_to_do()
      throws Exception {
    ConnectionParameters database = deployed("below_cut", "2933322b74f6");
    List<String> before = schema(database);
    Processes.Result result = upgrade(squashed, database, "head");
    assertNotEquals(0, result.exitCode());
    assertTrue(result.errors().contains("Can't locate revision identified by '2933322b74f6'"));
    assertEquals(before, schema(database));
    assertEquals("2933322b74f6", version(database));
    String message = squashed.git("log", "-1", "--format=%B").replaceAll("\\s+", " ");
    assertTrue(message.contains("One below it must first be upgraded with hearthd-24.11"), message);
    String baseline =
        squashed.text(SampleRun.VERSIONS + "cfc28759fbab_squashed_baseline_hearthd_24_11.py");
    assertTrue(baseline.contains("must first be upgraded with hearthd-24.11"), baseline);
    assertEquals(0, upgrade(original, database, CUT).exitCode());
    assertEquals(0, upgrade(squashed, database, "head").exitCode());
  }
}
