package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import engine.Engine;
import engine.EngineSettings;
import engine.HostEngine;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import migrations.MigrationRunner;
import migrations.ProjectTree;
import migrations.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postgres.ConnectionParameters;
import postgres.ThrowawayDatabase;
import python.PythonInterpreter;

@Tag("slow")
class HostEngineTest {
  private static final ConnectionParameters LOGIN =
      new ConnectionParameters("", 0, "the owner", "Secr7t", "the db");

  private static final String NO_VERSION_TABLE = "SELECT to_regclass('alembic_version') IS NULL";
  private static final String TYPE =
      "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
          + " WHERE attrelid = 'alembic_version'::regclass AND attname = 'version_num'";

  @TempDir Path folder;
  private SmallProject project;
  private HostEngine engine;

  @BeforeEach
  void a_project() throws Exception {
    project =
        new SmallProject(Files.createDirectory(folder.resolve("app")).toRealPath())
            .revision("a1", Optional.empty(), "op.execute('CREATE TABLE one (id int)')")
            .revision("a2", Optional.of("a1"), "op.execute('CREATE TABLE two (id int)')");
    engine = engine(Optional.empty(), Optional.empty());
  }

  @AfterEach
  void nothing_runs_on() {
    engine.close();
  }

  @Test
  void a_database_at_a_revision_and_the_one_before_the_first() throws Exception {
    ThrowawayDatabase first = engine.migrated(project.tree(), Target.revision("a1"), watch());
    assertEquals("a1", value(first, "SELECT version_num FROM alembic_version"));
    assertEquals("one", tables(first));
    assertEquals("the owner", value(first, "SELECT current_user"));
    assertEquals("the db", value(first, "SELECT current_database()"));
    assertEquals("public.alembic_version", first.versionTable().orElseThrow().toString());
    assertEquals(Set.of("a1"), first.seconds().keySet());
    assertFalse(first.builtIn().isZero());
    ThrowawayDatabase prepared = engine.prepared(project.tree(), watch());
    assertEquals("", tables(prepared));
    assertEquals("public.alembic_version", prepared.versionTable().orElseThrow().toString());
    assertEquals(Optional.of("the owner"), prepared.seen().role());
    assertEquals("0", value(prepared, "SELECT count(*) FROM alembic_version"));
    ThrowawayDatabase unversioned = engine.unversioned(project.tree(), watch());
    assertTrue(unversioned.versionTable().isEmpty());
    assertEquals("t", value(unversioned, NO_VERSION_TABLE));
  }

  @Test
  void before_the_first_migration_is_when_env_py_asks_for_them() throws Exception {
    project.env(
        """
        from alembic import context
        from sqlalchemy import create_engine, text

        engine = create_engine("postgresql+psycopg2://nobody@nowhere/none")
        with engine.connect() as connection:
            connection.execute(text("CREATE ROLE deployer"))
            connection.execute(text("GRANT ALL ON SCHEMA public TO deployer"))
            connection.execute(text("SET ROLE deployer"))
            connection.execute(text("CREATE TABLE ahead (id int)"))
            context.configure(connection=connection, transactional_ddl=False)
            try:
                context.run_migrations()
            except BaseException:
                connection.rollback()
            finally:
                connection.execute(text("CREATE VIEW late AS SELECT * FROM two"))
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE later (id int)"))
        """);
    ThrowawayDatabase prepared = engine.prepared(project.tree(), watch());
    assertEquals("ahead", tables(prepared));
    assertEquals(Optional.of("deployer"), prepared.seen().role());
  }

  @ParameterizedTest
  @CsvSource({
    "OLD, psycopg2",
    "OLD, asyncpg",
    "OLD, pg8000",
    "NEW, psycopg2",
    "NEW, psycopg",
    "NEW, asyncpg",
    "NEW, pg8000"
  })
  void the_moment_before_the_first_migration_comes_with_every_driver(Drivers drivers, String driver)
      throws Exception {
    boolean isAsync = driver.equals("asyncpg");
    project.env(
        """
        import asyncio
        from alembic import context
        from sqlalchemy import create_engine, text
        from sqlalchemy.ext.asyncio import create_async_engine

        URL = "postgresql+%s://nobody:none@nowhere/none"

        def migrate(connection):
            connection.execute(text("CREATE TABLE ahead (id int)"))
            context.configure(connection=connection)
            context.run_migrations()
            connection.execute(text("CREATE VIEW late AS SELECT * FROM two"))

        async def wait():
            async with create_async_engine(URL).begin() as connection:
                await connection.run_sync(migrate)

        if %s:
            asyncio.run(wait())
        else:
            with create_engine(URL).begin() as connection:
                migrate(connection)
        """
            .formatted(driver, isAsync ? "True" : "False"));
    engine.close();
    engine = engine(Optional.empty(), Optional.empty(), LOGIN, drivers.python());
    ThrowawayDatabase prepared = engine.prepared(project.tree(), watch());
    assertEquals("ahead", tables(prepared));
    assertEquals("0", value(prepared, "SELECT count(*) FROM alembic_version"));
    assertEquals(Optional.of("the owner"), prepared.seen().role());
  }

  @Test
  void a_version_table_of_env_pys_own_is_no_part_of_what_offline_sql_finds() throws Exception {
    project.env(
        """
        from alembic import context
        from sqlalchemy import create_engine, text

        engine = create_engine("postgresql+psycopg2://nobody@nowhere/none")
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE alembic_version (version_num text)"))
        with engine.connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
    ThrowawayDatabase prepared = engine.prepared(project.tree(), watch());
    assertEquals("text", value(prepared, TYPE));
    ThrowawayDatabase unversioned = engine.unversioned(project.tree(), watch());
    assertEquals("t", value(unversioned, NO_VERSION_TABLE));
  }

  @Test
  void a_version_table_of_the_init_script_is_what_offline_sql_finds() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("init.sql"), "CREATE TABLE alembic_version (version_num text);\n");
    engine.close();
    engine = engine(Optional.of(script), Optional.empty());
    assertEquals("text", value(engine.unversioned(project.tree(), watch()), TYPE));
  }

  @Test
  void an_env_py_that_never_asks_for_migrations_is_run_to_its_end() throws Exception {
    project.write(
        "migrations/env.py",
        """
        from alembic import context
        from sqlalchemy import create_engine

        with create_engine("postgresql+psycopg2://nobody@nowhere/none").connect() as connection:
            connection.exec_driver_sql("CREATE TABLE ahead (id int)")
            connection.commit()
        """);
    ThrowawayDatabase prepared = engine.prepared(project.tree(), watch());
    assertEquals("ahead", tables(prepared));
    assertTrue(prepared.versionTable().isEmpty());
  }

  @Test
  void an_init_script_runs_before_the_first_migration() throws Exception {
    Path script = Files.writeString(folder.resolve("init.sql"), "CREATE TABLE zero (id int);\n");
    project.revision("a1", Optional.empty(), "op.execute('ALTER TABLE zero ADD COLUMN x int')");
    engine.close();
    engine = engine(Optional.of(script), Optional.empty());
    assertEquals(
        "two,zero", tables(engine.migrated(project.tree(), Target.revision("a2"), watch())));
    assertEquals("zero", tables(engine.prepared(project.tree(), watch())));
  }

  @Test
  void an_init_script_that_fails_is_named() throws Exception {
    Path script = Files.writeString(folder.resolve("init.sql"), "SELECT 1;\nSELECT 1/0;\n");
    engine.close();
    engine = engine(Optional.of(script), Optional.empty());
    Failure failure = assertThrows(Failure.class, () -> engine.prepared(project.tree(), watch()));
    assertTrue(failure.getMessage().contains("psql --file=" + script), failure.getMessage());
    assertTrue(failure.hint().contains("division by zero"), failure.hint());
  }

  @Test
  void a_version_table_of_another_name_in_another_schema_is_found() throws Exception {
    env("version_table='my versions', version_table_schema='other'");
    ThrowawayDatabase database =
        engine.migrated(project.tree(), Target.heads(Set.of("a2")), watch());
    assertEquals("other.my versions", database.versionTable().orElseThrow().toString());
  }

  @Test
  void a_table_of_the_projects_that_looks_like_it_is_not_taken_for_it() {
    project.revision("a2", Optional.of("a1"), "op.execute('CREATE TABLE v (version_num text)')");
    ThrowawayDatabase database =
        engine.migrated(project.tree(), Target.heads(Set.of("a2")), watch());
    assertEquals("public.alembic_version", database.versionTable().orElseThrow().toString());
  }

  @Test
  void of_several_version_tables_the_named_one_counts() {
    String env =
        SmallProject.ENV
            + """
            with engine.connect() as connection:
                context.configure(connection=connection, version_table="second")
                with context.begin_transaction():
                    pass
            """;
    project.env(env);
    Failure failure =
        assertThrows(
            Failure.class,
            () -> engine.migrated(project.tree(), Target.heads(Set.of("a2")), watch()));
    assertTrue(failure.getMessage().startsWith("env.py uses several version tables"));
    engine.close();
    engine = engine(Optional.empty(), Optional.of("alembic_version"));
    ThrowawayDatabase database =
        engine.migrated(project.tree(), Target.heads(Set.of("a2")), watch());
    assertEquals("public.alembic_version", database.versionTable().orElseThrow().toString());
  }

  @Test
  void a_run_that_ends_elsewhere_is_noticed() {
    Failure failure =
        assertThrows(
            Failure.class,
            () -> engine.migrated(project.tree(), Target.heads(Set.of("a2", "b1")), watch()));
    assertTrue(
        failure.getMessage().startsWith("the database was migrated to a2, not to a2, b1"),
        failure.getMessage());
  }

  @Test
  void an_env_py_that_migrates_nothing_is_noticed() {
    project.env("from alembic import context\n");
    Failure failure =
        assertThrows(
            Failure.class,
            () -> engine.migrated(project.tree(), Target.heads(Set.of("a2")), watch()));
    assertEquals("env.py ran no migration, so there is no version table", failure.getMessage());
  }

  @Test
  void an_env_py_that_does_not_commit_is_noticed() {
    project.env(
        SmallProject.ENV.replace(
            "    context.configure", "    connection.begin()\n    context.configure"));
    Failure failure =
        assertThrows(
            Failure.class,
            () -> engine.migrated(project.tree(), Target.heads(Set.of("a2")), watch()));
    assertEquals(
        "env.py ended and there is no version table alembic_version", failure.getMessage());
  }

  @Test
  void the_sample_reaches_its_head() throws Exception {
    Path sample = Checkout.root().resolve("examples/hearthd");
    ProjectTree tree = new ProjectTree(sample, "", "alembic.ini", sample);
    Path init = sample.resolve("contribs/init.sql");
    engine.close();
    engine = engine(Optional.of(init), Optional.empty());
    ThrowawayDatabase database = engine.migrated(tree, Target.heads(Set.of()), watch());
    assertEquals(
        "public.hearthd_alembic_version", database.versionTable().orElseThrow().toString());
    assertTrue(database.seconds().size() >= 40, database.seconds().toString());
  }

  @Test
  void the_role_that_migrates_may_be_the_superuser() throws Exception {
    engine.close();
    engine = engine(new ConnectionParameters("", 0, "postgres", "their secret", "app"));
    ThrowawayDatabase built = engine.migrated(project.tree(), Target.revision("a2"), watch());
    assertEquals("postgres", value(built, "SELECT current_user"));
    assertFalse(built.dump().isEmpty());
    built.mostPrivileged().connect().close();
  }

  private HostEngine engine(ConnectionParameters login) {
    return engine(Optional.empty(), Optional.empty(), login, Engines.python());
  }

  private HostEngine engine(Optional<Path> initSql, Optional<String> versionTable) {
    return engine(initSql, versionTable, LOGIN, Engines.python());
  }

  private HostEngine engine(
      Optional<Path> initSql,
      Optional<String> versionTable,
      ConnectionParameters login,
      PythonInterpreter python) {
    EngineSettings settings = new Settings().initSql(initSql).versionTable(versionTable).build();
    Map<String, String> variables = Map.of("ALEMBIC_DB_URI", "postgresql://h:x@localhost/h");
    return new HostEngine(
        new LocalClusters(Engines.assumeLocal()),
        new MigrationRunner(python, variables),
        settings.login(),
        settings.migrations(),
        login);
  }

  private void env(String options) {
    project.env(
        SmallProject.ENV
            .replace("connection=connection", "connection=connection, " + options)
            .replace(
                "    context.configure",
                "    connection.exec_driver_sql('CREATE SCHEMA IF NOT EXISTS other')\n"
                    + "    connection.commit()\n    context.configure"));
  }

  private Engine.Watch watch() {
    return new Engine.Watch(folder.resolve("log"), revision -> {});
  }

  private static String tables(ThrowawayDatabase database) throws Exception {
    return value(
        database,
        "SELECT coalesce(string_agg(tablename, ',' ORDER BY tablename), '') FROM pg_tables"
            + " WHERE schemaname = 'public' AND tablename <> 'alembic_version'");
  }

  private static String value(ThrowawayDatabase database, String query) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
