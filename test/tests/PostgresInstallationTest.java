package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.PostgresInstallation;
import process.Processes;

@Tag("slow")
class PostgresInstallationTest {
  private static final List<String> PROGRAMS =
      List.of("initdb", "postgres", "pg_ctl", "pg_dump", "psql");
  private Path folder;

  @BeforeEach
  void real(@TempDir Path temporary) throws Exception {
    folder = temporary.toRealPath();
  }

  @Test
  void the_newest_version_wins() throws Exception {
    Path nine = installation("a", "initdb (PostgreSQL) 9.6.24");
    Path newest = installation("b", "initdb (PostgreSQL) 16.10 (Debian 16.10-1)");
    Path older = installation("c", "initdb (PostgreSQL) 16.9");
    assertEquals(
        Optional.of(new PostgresInstallation(newest, 16, 10)),
        PostgresInstallation.newest(Stream.of(nine, newest, older)));
  }

  @Test
  void a_version_that_is_not_released_is_understood() throws Exception {
    Path beta = installation("beta", "initdb (PostgreSQL) 19beta1");
    assertEquals(Optional.of(new PostgresInstallation(beta, 19, 0)), PostgresInstallation.in(beta));
  }

  @Test
  void a_folder_without_all_the_programs_is_none() throws Exception {
    Path client = installation("client", "initdb (PostgreSQL) 16.4");
    Files.delete(client.resolve("postgres"));
    assertEquals(Optional.empty(), PostgresInstallation.newest(Stream.of(client, folder)));
  }

  @Test
  void a_stray_link_leads_to_the_folder_with_the_programs() throws Exception {
    Path real = installation("real", "initdb (PostgreSQL) 15.4");
    Path stray = Files.createDirectory(folder.resolve("stray"));
    Files.createSymbolicLink(stray.resolve("initdb"), real.resolve("initdb"));
    assertEquals(
        Optional.of(new PostgresInstallation(real, 15, 4)),
        PostgresInstallation.newest(Stream.of(stray)));
  }

  @Test
  void one_that_does_not_run_here_is_none() throws Exception {
    Path broken = installation("broken", "initdb (PostgreSQL) 15.4");
    Files.writeString(broken.resolve("initdb"), "#!/bin/sh\nexit 127\n");
    assertEquals(Optional.empty(), PostgresInstallation.in(broken));
  }

  @Test
  void the_one_of_this_machine_dumps_with_the_version_that_it_serves() {
    PostgresInstallation found = Engines.assumeLocal();
    for (String program : PROGRAMS) {
      String answer = Processes.command(found.program(program).toString(), "-V").check().output();
      assertTrue(answer.contains(" " + found.version()), program + ": " + answer);
    }
  }

  @Test
  void the_one_out_of_a_wheel_serves_extensions_and_dumps_them() throws Exception {
    PostgresInstallation wheel = PostgresInstallation.fromWheel(Engines.environment());
    assertTrue(wheel.major() >= 17, wheel.version());
    try (LocalClusters clusters = new LocalClusters(wheel);
        LocalCluster cluster = clusters.start()) {
      ConnectionParameters database = cluster.superuser().orElseThrow();
      try (Connection connection = database.open();
          Statement statement = connection.createStatement()) {
        for (String extension : List.of("citext", "hstore", "pg_trgm", "unaccent", "btree_gist")) {
          statement.execute("CREATE EXTENSION " + extension);
        }
        statement.execute("CREATE TABLE account (email citext NOT NULL)");
      }
      String dump = cluster.client("pg_dump", database, List.of()).check().output();
      assertTrue(dump.contains("CREATE EXTENSION IF NOT EXISTS citext"), dump);
      assertTrue(dump.contains("email public.citext NOT NULL"), dump);
    }
  }

  @Test
  void each_major_in_a_wheel_is_the_one_that_it_says() {
    for (int major : PostgresInstallation.majorsInWheels()) {
      assertEquals(major, PostgresInstallation.fromWheel(Engines.environment(), major).major());
    }
  }

  @Test
  void a_major_in_no_wheel_is_refused_with_those_that_are() {
    Failure refused =
        assertThrows(Failure.class, () -> PostgresInstallation.fromWheel(Engines.environment(), 9));
    assertTrue(refused.getMessage().contains("PostgreSQL 9"), refused.getMessage());
  }

  private Path installation(String name, String version) throws Exception {
    Path binaries = Files.createDirectories(folder.resolve(name));
    for (String program : PROGRAMS) {
      Path file = binaries.resolve(program);
      Files.writeString(file, "#!/bin/sh\necho '" + version + "'\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return binaries;
  }
}
