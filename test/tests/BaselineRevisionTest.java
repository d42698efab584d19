package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;
import postgres.ThrowawayDatabase;
import process.Processes;
import process.UserCache;
import python.PythonInterpreter;
import python.ToolVirtualEnvironment;
import statements.Baseline;
import statements.BaselineFile;
import statements.BaselineStatement;
import statements.SqlStatement;

@Isolated("it measures")
@Tag("slow")
class BaselineRevisionTest {
  private static final int ROWS = 200_000;
  private static final List<String> HARD =
      List.of(
          "SELECT ':name %s %(x)s \\ \\n \\u12 $1 ?';",
          "SELECT '\"\"\" ''' || 'é 😀\t.\n  ';", "SELECT '\n--;; fake\n';", "SELECT 'a\\");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void python_reads_back_every_statement_as_it_was_with_any_line_ends(String end) throws Exception {
    for (List<String> statements : List.of(HARD, HARD.subList(0, 1), List.of("SELECT \"a\""))) {
      BaselineFile file = file(statements);
      for (BaselineProject project :
          List.of(
              BaselineProject.holding(Files.createTempDirectory(folder, "p"), file),
              BaselineProject.reading(Files.createTempDirectory(folder, "p"), file))) {
        String program =
            """
            import importlib.util, sys
            spec = importlib.util.spec_from_file_location('baseline', sys.argv[1])
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            lines = open(sys.argv[2], encoding='utf-8', newline='').read().split('\\n')
            for line, title, statement in module.read_statements():
                assert lines[line - 1].endswith(title), (line, title)
                sys.stdout.buffer.write(statement.encode() + b'\\0')
            """;
        try (Stream<Path> files = Files.list(project.versions())) {
          for (Path written : files.toList()) {
            Files.writeString(written, Files.readString(written).replace("\n", end));
          }
        }
        Path sql = Files.writeString(folder.resolve("whole.sql"), file.text());
        String output =
            Engines.python()
                .command("-c", program, revisionFile(project).toString(), sql.toString())
                .check()
                .output();
        assertEquals(statements, List.of(output.split("\0")));
      }
    }
  }

  @Test
  void it_compiles_without_a_warning_on_every_python_of_this_machine() throws Exception {
    List<Path> files = new ArrayList<>();
    int number = 0;
    for (BaselineProject project :
        List.of(
            BaselineProject.holding(folder.resolve("holding"), file(HARD)),
            BaselineProject.holding(folder.resolve("raw"), file(HARD.subList(0, 1))),
            BaselineProject.reading(folder.resolve("reading"), file(HARD)))) {
      files.add(Files.copy(revisionFile(project), folder.resolve("revision" + number++ + ".py")));
    }
    List<PythonInterpreter> pythons = new ArrayList<>(Pythons.all());
    pythons.add(Engines.python());
    for (PythonInterpreter python : pythons) {
      for (Path file : files) {
        python
            .command("-W", "error", "-m", "py_compile", file.toString())
            .named(python + " " + file)
            .check();
      }
    }
  }

  @Test
  void formatters_leave_it_as_it_is() throws Exception {
    PythonInterpreter formatters = formatters();
    for (BaselineProject project :
        List.of(
            BaselineProject.holding(folder.resolve("holding"), file(HARD)),
            BaselineProject.reading(folder.resolve("reading"), file(HARD)))) {
      String file = revisionFile(project).toString();
      for (List<String> words :
          List.of(
              List.of("-m", "black", "-S", "--diff", "-q", file),
              List.of(
                  "-m",
                  "ruff",
                  "format",
                  "--isolated",
                  "--diff",
                  "-q",
                  "--config",
                  "format.quote-style='single'",
                  file),
              List.of(
                  "-m",
                  "ruff",
                  "check",
                  "--isolated",
                  "-q",
                  "--select",
                  "F,I,E1,E2,E3,W,UP",
                  file))) {
        assertEquals("", formatters.command(words.toArray(String[]::new)).run().output());
      }
    }
  }

  @Test
  void a_statement_that_fails_is_named_with_its_place() throws Exception {
    BaselineFile file = file(List.of("SELECT 1;", "CREATE TABLE\n  nowhere.t (a int);"));
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal());
        ThrowawayDatabase database = Migrated.prepared(clusters, "shop", "")) {
      for (BaselineProject project :
          List.of(
              BaselineProject.reading(folder.resolve("reading"), file),
              BaselineProject.holding(folder.resolve("holding"), file))) {
        Processes.Result result = upgrade(project, database, "upgrade", "head").run();
        assertNotEquals(0, result.exitCode());
        String place =
            project.root().startsWith(folder.resolve("reading"))
                ? "baseline-1.0.sql"
                : "SQL of " + BaselineProject.BASELINE + "_.py";
        assertTrue(
            (result.errors() + result.output())
                .contains(place + ", line 6, TABLE 2: schema \"nowhere\" does not exist"),
            result.errors());
        assertFalse(result.errors().contains("Traceback"), result.errors());
      }
    }
  }

  @Test
  void downgrading_is_refused_with_a_sentence() throws Exception {
    BaselineFile file = file(List.of("CREATE TABLE hard (name text);"));
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal());
        ThrowawayDatabase database = Migrated.prepared(clusters, "shop", "")) {
      BaselineProject project = BaselineProject.reading(folder, file);
      upgrade(project, database, "upgrade", "head").check();
      upgrade(project, database, "downgrade", BaselineProject.BASELINE).check();
      Processes.Result result = upgrade(project, database, "downgrade", "base").run();
      assertNotEquals(0, result.exitCode());
      String said = result.errors() + result.output();
      assertTrue(
          said.contains(
              "FAILED: Revision 0a1b2c3d4e5f is a squashed baseline of 12 revisions: there is"
                  + " nothing below it to downgrade to. Restore a backup, or check out v1.0 and"
                  + " downgrade with the revisions as they were."),
          said);
      assertFalse(said.contains("Traceback"), said);
      assertEquals(
          List.of("hard", "alembic_version"),
          Migrated.query(
                  database,
                  "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace ="
                      + " 'public'::regnamespace ORDER BY oid")
              .stream()
              .sorted((a, b) -> b.compareTo(a))
              .toList());
    }
  }

  @Test
  void large_seeds_load_nearly_as_fast_as_psql_loads_them() throws Exception {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal());
        Migrated migrated =
            Migrated.of(
                clusters,
                "",
                """
                CREATE TABLE hard (id int PRIMARY KEY, name text, "when" timestamptz, data jsonb);
                INSERT INTO hard SELECT i, md5(i::text) || ' it''s :x %%s', now(), '{"a": [1, 2]}'
                FROM generate_series(1, %d) i;
                """
                    .formatted(ROWS))) {
      long before = usedMemory();
      Instant start = Instant.now();
      BaselineFile file = BaselineFile.of(migrated.baseline(), List.of());
      long taking = Duration.between(start, Instant.now()).toMillis();
      long memory = usedMemory() - before;
      BaselineProject project = BaselineProject.reading(folder, file);
      Files.delete(project.versions().resolve("kept.py"));
      Path sql = Files.writeString(folder.resolve("baseline.sql"), file.text());
      Migrated.run(migrated.before(), migrated.before().mostPrivileged(), "CREATE DATABASE byhand");
      start = Instant.now();
      Migrated.psql(
              migrated.before().sibling("byhand"),
              "--single-transaction",
              "-o",
              "/dev/null",
              "-f",
              sql.toString())
          .check();
      long psql = Duration.between(start, Instant.now()).toMillis();
      start = Instant.now();
      upgrade(project, migrated.before(), "upgrade", "head").check();
      long alembic = Duration.between(start, Instant.now()).toMillis();
      System.out.printf(
          "  %,d rows, %,d bytes: taken in %,d ms with %,d MB held; psql loads them in %,d ms,"
              + " Alembic in %,d ms%n",
          ROWS, Files.size(sql), taking, memory >> 20, psql, alembic);
      assertEquals(
          List.of(String.valueOf(ROWS)),
          Migrated.query(migrated.before(), "SELECT count(*) FROM hard"));
      assertTrue(alembic < 2 * psql + 1500, alembic + " ms, psql " + psql + " ms");
      assertTrue(memory < 500L << 20, memory + " bytes");
    }
  }

  private static long usedMemory() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static Processes.Command upgrade(
      BaselineProject project, ThrowawayDatabase database, String... arguments) {
    return project.alembic(Engines.python(), "psycopg2", database.owner(), arguments);
  }

  private static BaselineFile file(List<String> statements) {
    List<BaselineStatement> all = new ArrayList<>();
    for (String sql : statements) {
      all.add(new SqlStatement("TABLE " + (all.size() + 1), sql));
    }
    return BaselineFile.of(new Baseline(all, List.of()), List.of());
  }

  private static Path revisionFile(BaselineProject project) {
    return project.versions().resolve(BaselineProject.BASELINE + "_baseline.py");
  }

  private static PythonInterpreter formatters() {
    try {
      return new ToolVirtualEnvironment(
              PythonInterpreter.find(Optional.empty(), Checkout.root()),
              List.of("black==25.1.0", "ruff==0.12.11"),
              UserCache.folder().resolve("venv-test-formatters"))
          .python();
    } catch (Failure unavailable) {
      throw new TestAbortedException("no formatters: " + unavailable.getMessage());
    }
  }
}
