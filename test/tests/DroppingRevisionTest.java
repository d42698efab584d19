package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import engine.LocalClusters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.ThrowawayDatabase;
import process.Processes;
import squash.Downgrade;
import squash.SquashOptions;

/** The sample, squashed with a baseline whose downgrade removes what it made. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DroppingRevisionTest {
  private static final String CUT = "cfc28759fbab";
  private static final String VERSIONS = "hearthd_alembic_version";
  private static final String DOWNGRADE = "baseline-hearthd-24.11-downgrade.sql";

  private Path folder;
  private SampleRun dumped;

  @BeforeAll
  void plan_and_dump_once(@TempDir Path shared) {
    folder = shared;
    dumped = SampleRun.local(folder);
    dumped.plan("hearthd-24.11");
    dumped.dump(Downgrade.DROP);
  }

  private SampleRun squashed(boolean inline) {
    SampleRun sample = dumped.copy(folder);
    sample.squash(new SquashOptions(inline, false, Downgrade.DROP));
    return sample;
  }

  @Test
  void it_goes_up_down_and_up_again() {
    SampleRun beside = squashed(false);
    SampleRun inline = squashed(true);
    assertTrue(beside.path(SampleRun.VERSIONS + DOWNGRADE).toFile().isFile());
    assertTrue(beside.git("diff", "--staged", "--name-only").contains(DOWNGRADE));
    assertTrue(!inline.path(SampleRun.VERSIONS + DOWNGRADE).toFile().exists());
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      ThrowawayDatabase database = prepared(clusters.start());
      String environment = dump(database);
      alembic(beside, database, "upgrade", CUT).check();
      String cut = schema(database);
      for (SampleRun sample : List.of(beside, inline)) {
        alembic(sample, database, "downgrade", "base").check();
        assertGone(environment, database);
        alembic(sample, database, "upgrade", CUT).check();
        assertEquals(cut, schema(database));
      }
      String sql = alembic(beside, database, "downgrade", CUT + ":base", "--sql").check().output();
      assertEquals("", database.load(database.owner(), sql).orElse(""));
      // Offline, Alembic itself drops its table in the end.
      assertEquals(environment, dump(database));
    }
  }

  @Test
  void it_is_refused_where_the_way_back_is_not_exact() {
    SampleRun sample = dumped.copy(folder);
    String file = ".alembic_squash/" + DOWNGRADE;
    sample.write(file, "-- obstacle:TYPE public.mood has labels.\n" + sample.text(file));
    Failure refused =
        assertThrows(
            Failure.class,
            () -> sample.squash(new SquashOptions(false, false, Downgrade.DROP).takingEdited()));
    assertEquals(
        "--downgrade=drop is not possible: TYPE public.mood has labels.", refused.getMessage());
    assertEquals("", sample.git("status", "--porcelain"));
  }

  @Test
  void it_needs_a_way_back_that_was_dumped() {
    SampleRun sample = dumped.copy(folder);
    assertTrue(sample.path(".alembic_squash/" + DOWNGRADE).toFile().delete());
    Failure refused =
        assertThrows(
            Failure.class, () -> sample.squash(new SquashOptions(false, false, Downgrade.DROP)));
    assertEquals("Run `dump-baseline --downgrade=drop` first.", refused.hint());
  }

  private static void assertGone(String environment, ThrowawayDatabase database) {
    assertEquals(environment, dump(database));
    assertEquals(List.of("0"), Migrated.query(database, "SELECT count(*) FROM " + VERSIONS));
  }

  private static ThrowawayDatabase prepared(LocalCluster cluster) {
    ConnectionParameters superuser = cluster.superuser().orElseThrow();
    ThrowawayDatabase database =
        new ThrowawayDatabase(
            cluster, superuser.withDatabase("sample"), Optional.empty(), Map.of(), Duration.ZERO);
    assertEquals("", database.load(superuser, "CREATE DATABASE sample;").orElse(""));
    assertEquals("", database.load(database.owner(), "CREATE EXTENSION unaccent;").orElse(""));
    return database;
  }

  private static String dump(ThrowawayDatabase database) {
    return text(database.dump("--create", "--exclude-table=" + VERSIONS));
  }

  /** Without the rows, in which each installation has values of its own. */
  private static String schema(ThrowawayDatabase database) {
    return text(database.dump("--create", "--schema-only"));
  }

  private static String text(String dump) {
    return dump.replaceAll("\\\\(un)?restrict .*", "");
  }

  private static Processes.Command alembic(
      SampleRun sample, ThrowawayDatabase database, String... words) {
    ConnectionParameters to = database.owner();
    List<String> command = new ArrayList<>(List.of("-m", "alembic.config", "-c", "alembic.ini"));
    command.addAll(List.of(words));
    return Engines.python()
        .command(command.toArray(String[]::new))
        .in(sample.root())
        .with(
            "ALEMBIC_DB_URI",
            "postgresql://%s:%s@%s:%d/%s"
                .formatted(to.user(), to.password(), to.host(), to.port(), to.database()));
  }
}
