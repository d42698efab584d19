package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import console.ExitCode;
import console.Failure;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phases.ComparePhase;
import postgres.ConnectionParameters;
import postgres.PostgresInstallation;
import process.Processes;

/** Where no database can be built or read: one sentence, exit code 1, no verdict, nothing left. */
@Tag("slow")
class BadGroundTest {
  @TempDir Path folder;

  @Test
  void a_pg_dump_older_than_the_server_is_told() throws Exception {
    PostgresInstallation own = Engines.assumeLocal();
    PostgresInstallation newer = PostgresInstallation.fromWheel(Engines.environment());
    assumeTrue(own.major() < newer.major(), "the wheel's PostgreSQL is not newer than the own");
    try (LocalClusters clusters = new LocalClusters(newer)) {
      ConnectionParameters superuser = clusters.start().superuser().orElseThrow();
      String url =
          "postgresql://%s:%s@127.0.0.1:%d/postgres"
              .formatted(superuser.user(), superuser.password(), superuser.port());
      BuiltHistory.Talk talk = BuiltHistory.Talk.sayingYes(true);
      ComparePhase compare =
          new ComparePhase(talk.console(), new ComparePhase.Options(false, Set.of(), false, false));
      assertTold(assertThrows(Failure.class, () -> compare.run(url, url)), own, newer);
      assertEquals("", talk.data());
      SampleRun project =
          CommittedProject.create(
              folder,
              "op.execute('SELECT 1')",
              "--server-url=" + url,
              "--python=" + Engines.python().executable());
      assertTold(assertThrows(Failure.class, () -> project.schemaInfo("now")), own, newer);
    }
  }

  private static void assertTold(
      Failure failure, PostgresInstallation own, PostgresInstallation newer) {
    assertTrue(
        failure.getMessage().startsWith("pg_dump of this machine is version " + own.version()),
        failure.getMessage());
    assertTrue(
        failure.getMessage().endsWith("which is version " + newer.major()), failure.getMessage());
    assertEquals(ExitCode.FAILED, failure.exitCode());
  }

  /** A domain that arrays have is checked before the rows are there that its check reads. */
  @Test
  void a_database_whose_dump_does_not_load_is_told() throws Exception {
    Engines.assumeLocal();
    SampleRun project =
        CommittedProject.create(
            folder,
            """
            op.execute('CREATE TABLE z (id int)')
            op.execute('INSERT INTO z VALUES (1)')
            op.execute("CREATE FUNCTION known(int) RETURNS bool LANGUAGE sql AS 'SELECT EXISTS (SELECT FROM public.z WHERE id = $1)'")
            op.execute('CREATE DOMAIN number AS int CHECK (known(VALUE))')
            op.execute('CREATE TABLE a (numbers number[])')
            op.execute("INSERT INTO a VALUES ('{1}')")
            """,
            "--engine=local",
            "--python=" + Engines.python().executable());
    project.plan("main");
    Failure failure = assertThrows(Failure.class, project::dump);
    assertTrue(
        failure.getMessage().startsWith("the baseline does not run online, and the migrations do:"),
        failure.getMessage());
    assertTrue(failure.getMessage().contains("violates check constraint"), failure.getMessage());
    assertFalse(Files.exists(project.path(".alembic_squash/baseline-main.sql")));
  }

  @ParameterizedTest
  @CsvSource({"4, false", "16, false", "90, false", "220, true"})
  void a_disk_that_fills_up_is_told(int megabytes, boolean fills) throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can make a small disk");
    Engines.assumeLocal();
    SampleRun project =
        CommittedProject.create(
            folder,
            fills
                ? "op.execute(\"CREATE TABLE large AS SELECT repeat('x', 2000) FROM"
                    + " generate_series(1, 200000)\")"
                : "op.execute('SELECT 1')");
    // PostgreSQL runs as another user than root.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Processes.command(
            "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "none", disk.toString())
        .check();
    try {
      Processes.Result result =
          Script.of("alembic_squash")
              .keptIn(disk)
              .command(
                  "verify",
                  "--before=main",
                  "--after=worktree",
                  "--engine=local",
                  "--python=" + Engines.python().executable())
              .in(project.root())
              .with("TMPDIR", disk.toString())
              .run();
      assertEquals(1, result.exitCode(), result.errors());
      assertEquals("", result.output());
      List<String> failures = result.errors().lines().filter(line -> line.startsWith("✗")).toList();
      assertEquals(1, failures.size(), result.errors());
      assertFalse(result.errors().contains("unexpected"), result.errors());
      assertFalse(result.errors().contains("\tat "), result.errors());
      assertTrue(
          result.errors().matches("(?s).*(No space left on device|Check free disk space).*"),
          result.errors());
      assertFalse(Files.exists(project.path(".alembic_squash/report.html")));
      try (Stream<Path> left = Files.list(disk)) {
        assertEquals(
            List.of(),
            left.map(Path::getFileName)
                .map(Path::toString)
                .filter(name -> !name.startsWith("hsperfdata"))
                .toList());
      }
    } finally {
      Processes.command("umount", "--lazy", disk.toString()).check();
    }
  }
}
