package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import process.Processes;

/** {@code dump_baseline} as a process, of a database that is there. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DumpBaselineScriptTest {
  private Script script;
  private Path folder;

  @BeforeAll
  void build() {
    script = Script.of("dump_baseline");
  }

  @BeforeEach
  void own(@TempDir Path temporary) {
    folder = temporary;
  }

  private Processes.Command dump(String... arguments) {
    return script.command(arguments).in(folder).without("PGPASSWORD", "PGUSER", "PGHOST");
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  private static void refused(int exitCode, Processes.Command command, String part) {
    Processes.Result result = command.run();
    assertEquals(exitCode, result.exitCode(), result.errors());
    assertEquals("", result.output());
    says(result.errors(), part);
    assertFalse(result.errors().contains("\tat "), result.errors());
  }

  @Test
  void help_has_examples_and_fits() {
    String help = dump("--help").check().output();
    says(help, "Example:\n  dump_baseline -f ");
    help.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    for (String option :
        List.of(
            "-f, --dockerfile",
            "-t, --timeout",
            "-u, --username",
            "-d, --database",
            "-a, --alembic-version-table",
            "--url",
            "[OUTPUT_FILE]")) {
      says(help, option);
    }
  }

  @Test
  void wrong_usage_is_told() {
    refused(2, dump(), "specify one of these): (-f=FILE | --url=URL)");
    refused(2, dump("-f", "a", "--url", "b"), "mutually exclusive");
    refused(2, dump("--url", "mysql://root@localhost/db"), "--url is not the URL");
    refused(2, dump("-f", "a", "out.sql", "more.sql"), "'more.sql' is one argument too many");
    refused(2, dump("-f", "a", "-t", "long"), "--timeout");
    refused(2, dump("-f", "a", "-t", "0"), "--timeout is 0");
    refused(2, dump("-f", "a", "nowhere/out.sql"), "nowhere/out.sql cannot be written");
    refused(2, dump("-f", "a", folder.toString()), "cannot be written");
  }

  @Test
  void a_dockerfile_that_is_missing_is_named() {
    refused(1, dump("-f", "Dockerfile-none"), "Dockerfile-none");
  }

  @Test
  void a_server_that_does_not_answer_is_named_without_its_password() {
    Processes.Result result = dump("--url", "postgresql://u:hush@127.0.0.1:1/db").run();
    assertEquals(1, result.exitCode());
    says(result.errors(), "no connection to postgresql://u@127.0.0.1:1/db");
    assertFalse(result.errors().contains("hush"), result.errors());
  }

  @Test
  void a_database_that_is_there_is_read_as_a_role_that_does_not_own_it() throws Exception {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      ConnectionParameters superuser = clusters.start().superuser().orElseThrow();
      execute(superuser, "CREATE DATABASE \"odd db\"");
      ConnectionParameters place = superuser.withDatabase("odd db");
      execute(
          place,
          """
          CREATE TABLE version (version_num varchar(32) NOT NULL PRIMARY KEY);
          CREATE TABLE größe (id int PRIMARY KEY, name text DEFAULT 'ä');
          INSERT INTO größe VALUES (1, '☃');
          CREATE ROLE reader LOGIN PASSWORD 'p@ss/word';
          GRANT pg_read_all_data TO reader;
          """);
      String url =
          "postgresql+psycopg2://reader:p%40ss%2Fword@127.0.0.1:" + place.port() + "/odd%20db";
      Processes.Result result = dump("--url", url).with("LC_ALL", "C").check();
      says(result.output(), "CREATE TABLE public.\"größe\"");
      says(result.output(), "'☃'");
      assertFalse(result.output().contains("version_num"), result.output());
      Path file = folder.resolve("out.sql");
      dump(
              "--url",
              "postgresql://nobody@127.0.0.1:" + place.port() + "/none",
              "-u",
              "reader",
              "-d",
              "odd db",
              "--db-password",
              "p@ss/word",
              "-a",
              "version",
              file.toString())
          .check();
      assertEquals(result.output(), Files.readString(file));
      dump("--url", "postgresql://reader@127.0.0.1:" + place.port() + "/odd%20db", "-q")
          .with("PGPASSWORD", "p@ss/word")
          .check();
      refused(1, dump("--url", url, "-a", "other"), "no table other");
    }
  }

  private static void execute(ConnectionParameters as, String sql) throws Exception {
    try (Connection connection = as.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
