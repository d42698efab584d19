package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import process.Processes;
import process.UserCache;
import python.PythonInterpreter;
import python.ToolVirtualEnvironment;
import statements.BaselineFile;

@Tag("slow")
class BaselineDriversTest extends WithClusters {
  private static final List<Versions> VERSIONS =
      List.of(
          // Debian 11's own, on its Python
          new Versions(
              OptionalInt.of(9),
              "1.4.3",
              "1.3.22",
              // pg8000 of that time reads '%' in statements without parameters, later ones need
              // 1.4.
              List.of("psycopg2"),
              List.of(
                  "psycopg2-binary==2.8.6; python_version < '3.10'",
                  "psycopg2-binary==2.9.5; python_version >= '3.10'",
                  "setuptools==80.9.0",
                  // There are no wheels for newer Pythons.
                  "--no-binary=sqlalchemy")),
          // Debian 12's own
          new Versions(
              OptionalInt.empty(),
              "1.8.1",
              "1.4.46",
              List.of("psycopg2", "pg8000", "asyncpg"),
              List.of(
                  "psycopg2-binary==2.9.5",
                  "pg8000==1.31.5",
                  "asyncpg==0.27.0",
                  "greenlet==3.2.4",
                  "setuptools==80.9.0")),
          new Versions(
              OptionalInt.empty(),
              "1.16.5",
              "2.0.58",
              List.of("psycopg2", "psycopg", "pg8000", "asyncpg"),
              List.of(
                  "psycopg2-binary==2.9.11",
                  "psycopg==3.2.10",
                  "psycopg-binary==3.2.10",
                  "pg8000==1.31.5",
                  "asyncpg==0.30.0",
                  "greenlet==3.2.4")),
          new Versions(
              OptionalInt.empty(),
              "1.20.1",
              "2.1.9",
              List.of("psycopg2", "psycopg", "psycopg_async", "pg8000", "asyncpg"),
              List.of(
                  "psycopg2-binary==2.9.13",
                  "psycopg==3.3.9",
                  "psycopg-binary==3.3.9",
                  "pg8000==1.31.6",
                  "asyncpg==0.32.0",
                  "greenlet==3.5.6")));

  private static final List<String> MODES =
      List.of("online", "transaction_per_migration", "autocommit", "--sql");

  private static final String TARGET = "target db";
  private static final String ENVIRONMENT = "CREATE TYPE grade AS ENUM ('low');";

  /** A value has to be committed before it is used. */
  private static final String COMMITTED =
      """

      ALTER TYPE grade ADD VALUE 'high';
      CREATE TABLE graded (grade grade DEFAULT 'high');
      INSERT INTO graded DEFAULT VALUES;
      """;

  @TempDir private Path folder;

  /**
   * What is installed side by side.
   *
   * @param minor of the Python that goes with them; if it is not there, this machine's runs them
   */
  private record Versions(
      OptionalInt minor,
      String alembic,
      String sqlalchemy,
      List<String> drivers,
      List<String> packages) {
    PythonInterpreter python() {
      List<String> all =
          new ArrayList<>(List.of("alembic==" + alembic, "sqlalchemy==" + sqlalchemy));
      all.addAll(packages);
      PythonInterpreter base =
          minor.stream()
              .boxed()
              .flatMap(wanted -> Pythons.minor(wanted).stream())
              .findFirst()
              .orElseGet(() -> PythonInterpreter.find(Optional.empty(), Checkout.root()));
      Path place =
          UserCache.folder()
              .resolve(
                  "venv-test-%s-%s-%s-%h"
                      .formatted(alembic, sqlalchemy, base.contents().version(), all));
      return new ToolVirtualEnvironment(base, all, place).python();
    }
  }

  private interface Check {
    void on(ThrowawayDatabase target, String context);
  }

  @Test
  void the_baseline_loads_through_every_driver_and_kept_revisions_run_on_top() throws Exception {
    try (Migrated migrated = Migrated.of(clusters(), ENVIRONMENT, Hard.SQL + COMMITTED)) {
      BaselineFile file = BaselineFile.of(migrated.baseline(), List.of("Hard: %s :name \\."));
      Migrated.run(
          migrated.cut(), migrated.cut().owner(), "CREATE TABLE kept AS SELECT name FROM hard");
      String expected = Migrated.whole(migrated.cut()).replace("shop db", TARGET);
      List<BaselineProject> projects =
          List.of(
              BaselineProject.reading(folder.resolve("reading"), file),
              BaselineProject.holding(folder.resolve("holding"), file));
      everyWay(
          projects,
          migrated.before(),
          (target, context) -> Migrated.same(expected, Migrated.whole(target), context));
    }
  }

  @Test
  void generated_values_are_new_through_every_driver_and_leave_nothing_behind() throws Exception {
    try (GeneratedSeeds seeds = GeneratedSeeds.of(clusters())) {
      List<BaselineProject> projects =
          List.of(
              BaselineProject.reading(folder.resolve("reading"), seeds.file())
                  .kept(GeneratedSeeds.LEFT),
              BaselineProject.holding(folder.resolve("holding"), seeds.file())
                  .kept(GeneratedSeeds.LEFT));
      everyWay(projects, seeds.empty(), seeds::check);
    }
  }

  private static void everyWay(
      List<BaselineProject> projects, ThrowawayDatabase server, Check check) throws Exception {
    List<String> table = new ArrayList<>();
    for (Versions versions : VERSIONS) {
      PythonInterpreter python = versions.python();
      Map<String, String> modules = python.contents().modules();
      assertEquals(versions.alembic(), modules.get("alembic"));
      assertEquals(versions.sqlalchemy(), modules.get("sqlalchemy"));
      for (String driver : versions.drivers()) {
        List<String> ran = new ArrayList<>();
        for (String mode : MODES) {
          int chosen = (ran.size() + table.size()) % 2;
          if (runs(
              projects.get(chosen), python, versions.sqlalchemy(), driver, mode, server, check)) {
            ran.add(mode + (chosen == 0 ? " (file)" : " (inline)"));
          }
        }
        table.add(
            "| %s | %s | %s | %s | %s |"
                .formatted(
                    python.contents().version(),
                    versions.alembic(),
                    versions.sqlalchemy(),
                    driver,
                    String.join(", ", ran)));
      }
    }
    System.out.println("| Python | Alembic | SQLAlchemy | driver | ran |\n|---|---|---|---|---|");
    table.forEach(System.out::println);
  }

  private static boolean runs(
      BaselineProject project,
      PythonInterpreter python,
      String sqlalchemy,
      String driver,
      String mode,
      ThrowawayDatabase server,
      Check check)
      throws Exception {
    boolean async = driver.equals("asyncpg") || driver.endsWith("_async");
    if (mode.equals("autocommit") && async) {
      return false;
    }
    project.environment(
        async, mode.equals("autocommit") ? "{'isolation_level': 'AUTOCOMMIT'}" : "{}");
    ConnectionParameters to = server.owner().withDatabase(TARGET);
    Migrated.run(
        server,
        server.mostPrivileged().withDatabase("postgres"),
        "DROP DATABASE IF EXISTS %1$s;\nCREATE DATABASE %1$s OWNER %2$s TEMPLATE %3$s"
            .formatted(
                Sql.identifier(TARGET),
                Sql.identifier(to.user()),
                Sql.identifier(server.owner().database())));
    ThrowawayDatabase target = server.sibling(TARGET);
    Processes.Command command =
        mode.equals("--sql")
            ? project.alembic(python, driver, to, "upgrade", "head", "--sql")
            : project.alembic(python, driver, to, "upgrade", "head");
    String output =
        command
            .with("PER_MIGRATION", mode.startsWith("transaction") ? "yes" : "no")
            .check()
            .output();
    if (mode.equals("--sql")) {
      Migrated.run(target, to, output);
    }
    String context = "SQLAlchemy " + sqlalchemy + ", " + driver + ", " + mode;
    assertEquals(
        List.of("feedc0de0001"),
        Migrated.query(target, "SELECT version_num FROM alembic_version"),
        context);
    Migrated.run(target, to, "DROP TABLE alembic_version");
    check.on(target, context);
    return true;
  }
}
