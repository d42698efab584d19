package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import engine.LocalClusters;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import migrations.MigrationRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postgres.ConnectionParameters;
import postgres.Sql;

/** What is said where a migration fails. */
@Tag("slow")
class MigrationFailureTest {
  private static LocalClusters clusters;
  private static ConnectionParameters superuser;

  @TempDir Path folder;
  private SmallProject project;
  private ConnectionParameters database;
  private Path log;

  @BeforeAll
  static void a_cluster() throws Exception {
    clusters = new LocalClusters(Engines.assumeLocal());
    superuser = clusters.start().superuser().orElseThrow();
    // As the server stores passwords, which all drivers take: see ThrowawayServerSetup.
    try (Connection connection = superuser.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER ROLE %s PASSWORD %s"
              .formatted(Sql.identifier(superuser.user()), Sql.literal(superuser.password())));
    }
  }

  @AfterAll
  static void no_cluster() {
    clusters.close();
  }

  @BeforeEach
  void an_empty_database() throws Exception {
    try (Connection connection = superuser.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS own");
      statement.execute("CREATE DATABASE own");
    }
    database = superuser.withDatabase("own");
    project = new SmallProject(Files.createDirectory(folder.resolve("project")).toRealPath());
    log = folder.resolve("log");
  }

  @Test
  void a_failing_revision_is_named_with_its_file_and_the_reason() throws Exception {
    project
        .revision("a1", Optional.empty(), "op.execute('CREATE TABLE made (id int)')")
        .revision("a2", Optional.of("a1"), "op.execute('SELECT 1/0')");
    Failure failure = assertThrows(Failure.class, () -> upgrade(Drivers.NEW));
    assertEquals(
        "revision a2 (migrations/versions/a2_.py) failed: DataError:"
            + " (psycopg2.errors.DivisionByZero) division by zero",
        failure.getMessage());
    assertTrue(failure.hint().endsWith("All of its output is in " + log), failure.hint());
    assertTrue(Files.readString(log).contains("-packages" + File.separator), "a whole traceback");
  }

  @Test
  void frames_of_libraries_are_in_the_log_alone() {
    project.revision("a1", Optional.empty(), "op.execute('SELECT 1/0')");
    Failure failure = assertThrows(Failure.class, () -> upgrade(Drivers.NEW));
    List<String> files = failure.hint().lines().filter(line -> line.startsWith("  File ")).toList();
    assertEquals(2, files.size(), failure.hint());
    assertTrue(files.get(0).startsWith("  File \"migrations/env.py\", line "), failure.hint());
    assertTrue(
        files.get(1).startsWith("  File \"migrations/versions/a1_.py\", line "), failure.hint());
    assertTrue(failure.hint().contains("[SQL: SELECT 1/0]"), failure.hint());
  }

  @ParameterizedTest
  @CsvSource({"OLD, pg8000", "NEW, psycopg2", "NEW, pg8000", "NEW, psycopg", "NEW, asyncpg"})
  void a_table_that_nothing_made_calls_for_an_init_script(Drivers drivers, String driver) {
    project
        .env(EnvPy.of(driver))
        .revision("a1", Optional.empty(), "op.execute('ALTER TABLE absent ADD COLUMN x int')");
    Failure failure = assertThrows(Failure.class, () -> upgrade(drivers));
    assertTrue(failure.getMessage().contains("\"absent\" does not exist"), failure.getMessage());
    assertTrue(failure.hint().contains("does not start from an empty database. Pass --init-sql"));
  }

  @ParameterizedTest
  @CsvSource({"OLD, pg8000", "NEW, psycopg2", "NEW, pg8000", "NEW, psycopg", "NEW, asyncpg"})
  void the_error_that_a_transaction_failed_with_is_told_not_those_that_follow(
      Drivers drivers, String driver) {
    project
        .env(EnvPy.of(driver))
        .revision(
            "a1",
            Optional.empty(),
            "try:",
            "    op.execute('ALTER TABLE absent ADD COLUMN x int')",
            "except Exception:",
            "    pass",
            "op.execute('CREATE TABLE made (id int)')");
    Failure failure = assertThrows(Failure.class, () -> upgrade(drivers));
    assertTrue(failure.getMessage().contains("\"absent\" does not exist"), failure.getMessage());
    assertTrue(failure.hint().contains("does not start from an empty database. Pass --init-sql"));
  }

  @Test
  void a_table_that_is_looked_up_and_that_nothing_made_calls_for_one_too() {
    project.revision(
        "a1", Optional.empty(), "sa.Table('absent', sa.MetaData(), autoload_with=op.get_bind())");
    Failure failure = assertThrows(Failure.class, () -> upgrade(Drivers.NEW));
    assertTrue(failure.getMessage().endsWith("NoSuchTableError: absent"), failure.getMessage());
    assertTrue(failure.hint().contains("does not start from an empty database. Pass --init-sql"));
  }

  @Test
  void a_database_whose_name_is_spelled_out_is_named_with_how_to_have_it() {
    project.revision(
        "a1", Optional.empty(), "op.execute('GRANT CONNECT ON DATABASE shop TO PUBLIC')");
    Failure failure = assertThrows(Failure.class, () -> upgrade(Drivers.NEW));
    assertTrue(
        failure
            .hint()
            .startsWith(
                "The throwaway database is named after the project or its Dockerfile, own: pass"
                    + " --db-name shop to have it called as the migrations spell it."),
        failure.hint());
  }

  @Test
  void a_role_whose_name_is_spelled_out_may_be_the_one_that_migrates() {
    project.revision(
        "a1",
        Optional.empty(),
        "op.execute('CREATE TABLE made (id int)')",
        "op.execute('ALTER TABLE made OWNER TO shop_admin')");
    Failure failure = assertThrows(Failure.class, () -> upgrade(Drivers.NEW));
    assertTrue(
        failure.hint().contains("called postgres here, --db-user shop_admin."), failure.hint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GRANT SELECT ON made TO nobody_made_this | CREATE ROLE",
        "CREATE EXTENSION no_such_thing | install its package",
        "CREATE TABLE odd (x no_such_type) | CREATE EXTENSION",
        "SELECT no_such_function(1) | CREATE EXTENSION",
        "CREATE TABLE no_such_schema.x (id int) | CREATE SCHEMA"
      })
  void what_else_is_missing_is_told_apart(String statement, String advice) {
    project.revision(
        "a1",
        Optional.empty(),
        "op.execute('CREATE TABLE made (id int)')",
        "op.execute('" + statement + "')");
    Failure failure = assertThrows(Failure.class, () -> upgrade(Drivers.NEW));
    assertTrue(failure.hint().lines().findFirst().orElse("").contains(advice), failure.hint());
  }

  @Test
  void a_module_that_this_python_lacks_calls_for_another_python() {
    project.revision("a1", Optional.empty(), "import nobody_installed_this");
    Failure failure = assertThrows(Failure.class, () -> upgrade(Drivers.NEW));
    String advice = failure.hint().lines().findFirst().orElse("");
    assertTrue(advice.contains("name the project's Python with --python"), failure.hint());
  }

  @Test
  void code_that_ends_python_is_told() {
    project.revision("a1", Optional.empty(), "raise SystemExit(0)");
    Failure failure = assertThrows(Failure.class, () -> upgrade(Drivers.NEW));
    assertEquals(
        "revision a1 (migrations/versions/a1_.py) failed: the project's code ended Python with"
            + " exit code 0",
        failure.getMessage());
    project.revision("a1", Optional.empty(), "os._exit(0)");
    Failure gone = assertThrows(Failure.class, () -> upgrade(Drivers.NEW));
    assertTrue(gone.getMessage().startsWith("`alembic upgrade heads` failed"), gone.getMessage());
  }

  private void upgrade(Drivers drivers) {
    Map<String, String> variables = Map.of("DECOY_PORT", "1");
    try (MigrationRunner runner = new MigrationRunner(drivers.python(), variables)) {
      runner.run(project.tree(), database, log, revision -> {}, List.of("upgrade", "heads"));
    }
  }
}
