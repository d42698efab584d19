package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import migrations.MigrationRunner;
import migrations.ProjectTree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.Sql;

/**
 * Alembic reaches one database, whatever env.py does. The others here are real: a second cluster
 * that would let everybody in who was led astray.
 */
@Tag("slow")
class MigrationRunnerTest {
  private static final String INI = "[alembic]\nscript_location = migrations\n";

  private static final String PASSWORD = "p@ss/w%rd:1";

  private static LocalClusters clusters;
  private static LocalCluster own;
  private static LocalCluster decoy;

  @TempDir Path folder;
  private SmallProject project;
  private ConnectionParameters database;
  private Path log;

  @BeforeAll
  static void two_clusters() throws Exception {
    clusters = new LocalClusters(Engines.assumeLocal());
    own = clusters.start();
    decoy = clusters.start();
    execute(
        own.superuser().orElseThrow(),
        "CREATE ROLE owner LOGIN SUPERUSER PASSWORD " + Sql.literal(PASSWORD));
    execute(decoy.superuser().orElseThrow(), "CREATE ROLE app LOGIN SUPERUSER PASSWORD 'app'");
    execute(decoy.superuser().orElseThrow(), "CREATE DATABASE app OWNER app");
  }

  @AfterAll
  static void no_clusters() {
    clusters.close();
  }

  @BeforeEach
  void an_empty_database() throws Exception {
    ConnectionParameters superuser = own.superuser().orElseThrow();
    execute(superuser, "DROP DATABASE IF EXISTS own");
    execute(superuser, "CREATE DATABASE own OWNER owner");
    database =
        new ConnectionParameters(superuser.host(), superuser.port(), "owner", PASSWORD, "own");
    project = new SmallProject(Files.createDirectory(folder.resolve("project")).toRealPath());
    log = folder.resolve("log");
  }

  @ParameterizedTest
  @CsvSource({
    "OLD, psycopg2", "OLD, psycopg", "OLD, asyncpg", "OLD, pg8000",
    "NEW, psycopg2", "NEW, psycopg", "NEW, asyncpg", "NEW, pg8000"
  })
  void whatever_env_py_connects_to_it_reaches_the_one_database(Drivers drivers, String driver)
      throws Exception {
    long before = visitsOfDecoy();
    project
        .env(EnvPy.of(driver))
        .revision("a1", Optional.empty(), "op.execute('CREATE TABLE made (id int)')");
    MigrationRunner.Report report = upgrade(drivers);
    assertEquals(List.of("a1"), rows("SELECT version_num FROM alembic_version"));
    assertEquals(before, visitsOfDecoy());
    assertTrue(report.seconds().containsKey("a1"));
    execute(app(), "SELECT 1");
    assertEquals(before + 1, visitsOfDecoy(), "a visit would have been counted");
  }

  @Test
  void a_listener_of_the_project_that_leads_elsewhere_is_led_back() throws Exception {
    long before = visitsOfDecoy();
    project
        .env(
            EnvPy.START
                + """
                from sqlalchemy import event

                engine = create_engine("postgresql+psycopg2" + URL)

                @event.listens_for(engine, "do_connect")
                def there(dialect, record, arguments, parameters):
                    parameters.update(PLACE, dbname="app")

                with engine.connect() as connection:
                    migrate(connection)
                """)
        .revision("a1", Optional.empty());
    upgrade(Drivers.NEW);
    assertEquals(List.of("a1"), rows("SELECT version_num FROM alembic_version"));
    assertEquals(before, visitsOfDecoy());
  }

  @Test
  void the_search_path_of_the_url_is_kept() throws Exception {
    execute(database, "CREATE SCHEMA other");
    project
        .env(
            EnvPy.START
                + """
                url = "postgresql+psycopg2" + URL + "?options=-csearch_path%3Dother"
                with create_engine(url).connect() as connection:
                    migrate(connection)
                """)
        .revision("a1", Optional.empty(), "op.execute('CREATE TABLE made (id int)')");
    upgrade(Drivers.NEW);
    assertEquals(
        List.of("alembic_version", "made"),
        rows("SELECT tablename FROM pg_tables WHERE schemaname = 'other' ORDER BY 1"));
  }

  @Test
  void another_database_management_system_is_refused() {
    project.env(EnvPy.START + "create_engine('sqlite://').connect()\n");
    Failure failure = assertThrows(Failure.class, () -> upgrade(Drivers.NEW));
    assertEquals(
        "Alembic failed: the project connects to sqlite, not to PostgreSQL; give it the URL of any"
            + " PostgreSQL database with --env NAME=VALUE, or in its configuration",
        failure.getMessage());
  }

  @ParameterizedTest
  @EnumSource(Drivers.class)
  void without_a_url_and_with_the_placeholder_it_is_given_one(Drivers drivers) throws Exception {
    project.revision("a1", Optional.empty());
    upgrade(drivers);
    assertEquals(List.of("a1"), rows("SELECT version_num FROM alembic_version"));
    project.write("alembic.ini", INI + "sqlalchemy.url = sqlite:///app.db\n");
    upgrade(drivers);
    project
        .write("alembic.ini", INI + "sqlalchemy.url = driver://user:pass@localhost/dbname\n")
        .env(
            """
            import asyncio
            from alembic import context
            from sqlalchemy import pool
            from sqlalchemy.ext.asyncio import create_async_engine

            def migrate(connection):
                context.configure(connection=connection)
                with context.begin_transaction():
                    context.run_migrations()

            async def run():
                engine = create_async_engine(context.config.get_main_option("sqlalchemy.url"),
                    poolclass=pool.NullPool)
                async with engine.connect() as connection:
                    await connection.run_sync(migrate)

            asyncio.run(run())
            """)
        .revision("a2", Optional.of("a1"));
    upgrade(drivers);
    assertEquals(List.of("a2"), rows("SELECT version_num FROM alembic_version"));
  }

  @Test
  void a_variable_spares_env_py_the_import_of_its_application() throws Exception {
    project
        .env(
            """
            import os
            from alembic import context
            from sqlalchemy import create_engine

            if "APP_DB_URI" not in os.environ:
                import an_application_that_is_not_installed
            with create_engine(os.environ["APP_DB_URI"]).connect() as connection:
                context.configure(connection=connection)
                with context.begin_transaction():
                    context.run_migrations()
            """)
        .revision("a1", Optional.empty());
    Failure failure = assertThrows(Failure.class, () -> upgrade(Drivers.NEW));
    assertTrue(failure.getMessage().contains("an_application_that_is_not_installed"));
    Map<String, String> variables = Map.of("APP_DB_URI", "postgresql://app:app@127.0.0.1:1/app");
    try (MigrationRunner runner = new MigrationRunner(Drivers.NEW.python(), variables)) {
      upgrade(runner);
    }
    assertEquals(List.of("a1"), rows("SELECT version_num FROM alembic_version"));
  }

  @Test
  void pyproject_toml_alone_configures_the_newest_alembic() throws Exception {
    project
        .write("pyproject.toml", "[tool.alembic]\nscript_location = \"%(here)s/migrations\"\n")
        .env(
            """
            from alembic import context
            from sqlalchemy import create_engine

            with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as c:
                context.configure(connection=c)
                with context.begin_transaction():
                    context.run_migrations()
            """)
        .revision("a1", Optional.empty());
    Files.delete(project.folder().resolve("alembic.ini"));
    ProjectTree tree = project.tree("pyproject.toml");
    upgrade(Drivers.NEW, tree);
    assertEquals(List.of("a1"), rows("SELECT version_num FROM alembic_version"));
    Failure failure = assertThrows(Failure.class, () -> upgrade(Drivers.OLD, tree));
    assertTrue(failure.getMessage().contains("this Alembic does not read"), failure.getMessage());
  }

  @Test
  void env_py_sees_the_command_line_as_alembic_gives_it() throws Exception {
    project
        .env(
            SmallProject.ENV
                + "assert config.cmd_opts.revision == 'heads'\nassert config.cmd_opts.x is None\n")
        .revision("a1", Optional.empty());
    upgrade(Drivers.NEW);
    assertEquals(List.of("a1"), rows("SELECT version_num FROM alembic_version"));
  }

  @Test
  void a_url_that_env_py_alone_can_complete_is_left_to_it() throws Exception {
    project
        .write(
            "alembic.ini",
            "[alembic]\nscript_location = migrations\nsqlalchemy.url = postgresql://%(PLACE)s/x\n")
        .env(
            SmallProject.ENV.replace(
                "config = context.config",
                """
                config = context.config
                config.set_section_option('alembic', 'PLACE', 'x:y@h')\
                """))
        .revision("a1", Optional.empty());
    upgrade(Drivers.NEW);
    assertEquals(List.of("a1"), rows("SELECT version_num FROM alembic_version"));
  }

  @Test
  void sets_have_one_order_in_all_builds_unless_the_project_says_otherwise() throws Exception {
    project.revision(
        "a1",
        Optional.empty(),
        "op.execute('CREATE TABLE made AS SELECT \\'%s\\' AS seed' %"
            + " os.environ['PYTHONHASHSEED'])");
    upgrade(Drivers.NEW);
    assertEquals(List.of("0"), rows("SELECT seed FROM made"));
    emptied();
    Map<String, String> seven = Map.of("PYTHONHASHSEED", "7");
    try (MigrationRunner runner = new MigrationRunner(Drivers.NEW.python(), seven)) {
      upgrade(runner);
    }
    assertEquals(List.of("7"), rows("SELECT seed FROM made"));
  }

  private void emptied() throws Exception {
    execute(database, "DROP TABLE made, alembic_version");
  }

  private MigrationRunner.Report upgrade(MigrationRunner runner) {
    return runner.run(project.tree(), database, log, revision -> {}, List.of("upgrade", "heads"));
  }

  @Test
  void each_revision_is_told_as_it_starts() {
    project.revision("a1", Optional.empty()).revision("a2", Optional.of("a1"));
    List<String> told = new ArrayList<>();
    try (MigrationRunner runner = new MigrationRunner(Drivers.NEW.python(), Map.of())) {
      MigrationRunner.Report report =
          runner.run(project.tree(), database, log, told::add, List.of("upgrade", "heads"));
      assertEquals(List.of("a1", "a2"), told);
      assertEquals(Optional.of("psycopg2"), report.driver());
      assertEquals(
          List.of(new MigrationRunner.VersionTableName("alembic_version", Optional.empty())),
          report.versionTables());
    }
  }

  private MigrationRunner.Report upgrade(Drivers drivers) {
    return upgrade(drivers, project.tree());
  }

  private MigrationRunner.Report upgrade(Drivers drivers, ProjectTree tree) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DECOY_PORT", String.valueOf(app().port()));
    variables.put("PGHOSTADDR", "127.0.0.1");
    variables.put("PGSERVICE", "none");
    try (MigrationRunner runner = new MigrationRunner(drivers.python(), variables)) {
      return runner.run(tree, database, log, revision -> {}, List.of("upgrade", "heads"));
    }
  }

  private static ConnectionParameters app() {
    ConnectionParameters superuser = decoy.superuser().orElseThrow();
    return new ConnectionParameters(superuser.host(), superuser.port(), "app", "app", "app");
  }

  /** Sessions are counted when they end. */
  private static long visitsOfDecoy() throws Exception {
    Eventually.when(
        "the end of the sessions",
        () ->
            rows(
                    decoy.superuser().orElseThrow(),
                    "SELECT pid FROM pg_stat_activity WHERE datname = 'app'")
                .isEmpty());
    return Long.parseLong(
        rows(
                decoy.superuser().orElseThrow(),
                "SELECT sessions FROM pg_stat_database WHERE datname = 'app'")
            .get(0));
  }

  private List<String> rows(String query) throws Exception {
    return rows(database, query);
  }

  private static List<String> rows(ConnectionParameters place, String query) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private static void execute(ConnectionParameters place, String sql) throws Exception {
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
