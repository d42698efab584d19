package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import engine.Engine;
import engine.HostEngine;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import migrations.MigrationRunner;
import migrations.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.ThrowawayDatabase;

@Tag("slow")
@Timeout(100)
class SeveralDatabasesTest {
  private static final ConnectionParameters LOGIN =
      new ConnectionParameters("", 0, "app", "Secr7t", "app");
  private static final String START =
      """
      from alembic import context
      from sqlalchemy import create_engine, text

      def engine(name):
          return create_engine("postgresql+psycopg2://app@127.0.0.1:1/" + name)

      """;

  @TempDir private Path folder;
  private SmallProject project;

  @BeforeEach
  void a_project() throws Exception {
    project =
        new SmallProject(Files.createDirectory(folder.resolve("app")).toRealPath())
            .revision("a1", Optional.empty(), "op.execute('CREATE TABLE one (id int)')");
  }

  @Test
  void one_after_the_other_are_refused_by_name() {
    assertEquals(
        "env.py migrates several databases in one command: users and metrics",
        refusal(
            """
            for name in ("users", "metrics"):
                with engine(name).connect() as connection:
                    context.configure(connection=connection, upgrade_token=name + "_upgrades")
                    with context.begin_transaction():
                        context.run_migrations()
            """));
  }

  @Test
  void both_open_at_once_in_two_phases_are_refused_and_do_not_wait_for_each_other() {
    assertEquals(
        "env.py migrates several databases in one command: users and metrics",
        refusal(
            """
            opened = []
            for name in ("users", "metrics"):
                connection = engine(name).connect()
                opened.append((name, connection, connection.begin_twophase()))
            try:
                for name, connection, transaction in opened:
                    context.configure(connection=connection)
                    context.run_migrations()
                for name, connection, transaction in opened:
                    transaction.prepare()
                for name, connection, transaction in opened:
                    transaction.commit()
            except:
                for name, connection, transaction in opened:
                    transaction.rollback()
                raise
            finally:
                for name, connection, transaction in opened:
                    connection.close()
            """));
  }

  @Test
  void what_the_revisions_are_handed_tells_them_apart_where_the_url_does_not() {
    project.write(
        "migrations/versions/a1_.py",
        SmallProject.revisionText("a1", "None").replace("upgrade()", "upgrade(engine_name)"));
    assertEquals(
        "env.py migrates several databases in one command: users and metrics",
        refusal(
            """
            for name in ("users", "metrics"):
                with engine("any").connect() as connection:
                    context.configure(connection=connection)
                    with context.begin_transaction():
                        context.run_migrations(engine_name=name)
            """));
  }

  @Test
  void version_tables_are_refused_also_where_one_is_named_by_the_user() {
    project.env(
        START
            + """
            with engine("app").connect() as connection:
                for name in ("first", "second"):
                    context.configure(connection=connection, version_table=name)
                    with context.begin_transaction():
                        context.run_migrations()
            """);
    try (HostEngine engine = engine(Optional.of("first"))) {
      assertEquals(
          "env.py migrates several version tables in one command: first and second",
          assertThrows(Failure.class, () -> build(engine)).getMessage());
    }
  }

  @Test
  void schemas_that_the_search_path_tells_apart_are_refused() {
    assertEquals(
        "env.py migrates several schemas in one command",
        refusal(
            """
            with engine("app").connect() as connection:
                for name in ("tenant_a", "tenant_b"):
                    connection.execute(text("CREATE SCHEMA IF NOT EXISTS " + name))
                    connection.execute(text("SET search_path TO " + name))
                    context.configure(connection=connection)
                    with context.begin_transaction():
                        context.run_migrations()
            """));
  }

  @Test
  void a_second_time_with_nothing_left_to_do_is_none_of_it() throws Exception {
    project.env(
        START
            + """
            for again in range(2):
                with engine("app").connect() as connection:
                    context.configure(connection=connection)
                    with context.begin_transaction():
                        context.run_migrations()
            """);
    try (HostEngine engine = engine(Optional.empty())) {
      assertTrue(build(engine).versionTable().isPresent());
    }
  }

  private String refusal(String env) {
    project.env(START + env);
    try (HostEngine engine = engine(Optional.empty())) {
      Failure failure = assertThrows(Failure.class, () -> build(engine));
      assertTrue(failure.hint().startsWith("Such a history cannot be squashed yet. Have env.py"));
      return failure.getMessage();
    }
  }

  private ThrowawayDatabase build(HostEngine engine) {
    Engine.Watch watch = new Engine.Watch(folder.resolve("log"), revision -> {});
    return engine.migrated(project.tree(), Target.heads(Set.of("a1")), watch);
  }

  private static HostEngine engine(Optional<String> versionTable) {
    return new HostEngine(
        new LocalClusters(Engines.assumeLocal()),
        new MigrationRunner(Engines.python(), Map.of()),
        new Settings().versionTable(versionTable).build().login(),
        new Settings().versionTable(versionTable).build().migrations(),
        LOGIN);
  }
}
