package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;
import python.PythonInterpreter;

@Tag("slow")
class PythonInterpreterTest {
  @TempDir Path folder;
  private Path project;

  @BeforeEach
  void a_project() throws Exception {
    project = Files.createDirectory(folder.resolve("project"));
  }

  @Test
  void the_one_on_the_path_comes_last() throws Exception {
    Path onPath = program("bin/python3");
    Map<String, String> path = Map.of("PATH", folder.resolve("bin").toString());
    assertEquals(onPath, found(path));
    Path venv = program("project/venv/bin/python");
    assertEquals(venv, found(path));
    Path dotVenv = program("project/.venv/bin/python");
    assertEquals(dotVenv, found(path));
    Path active = program("active/bin/python");
    assertEquals(
        active,
        found(
            Map.of(
                "PATH", folder.resolve("bin").toString(),
                "VIRTUAL_ENV", folder.resolve("active").toString())));
  }

  @Test
  void the_one_given_wins_by_path_or_by_name() throws Exception {
    program("project/.venv/bin/python");
    Path given = program("bin/python3.12");
    Map<String, String> path = Map.of("PATH", folder.resolve("bin").toString());
    assertEquals(given, given("python3.12", path));
    assertEquals(given, given(given.toString(), Map.of()));
  }

  @Test
  void one_given_that_is_not_there_is_wrong_usage() {
    Failure failure = assertThrows(Failure.class, () -> given("/no/python", Map.of()));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(failure.getMessage().contains("/no/python"), failure.getMessage());
  }

  @Test
  void none_at_all_says_where_it_was_looked_for() {
    Failure failure = assertThrows(Failure.class, () -> found(Map.of("PATH", "/nowhere")));
    assertTrue(failure.getMessage().contains(project.toString()), failure.getMessage());
  }

  @Test
  void a_folder_named_alembic_is_not_the_library() throws Exception {
    Path here = Files.createDirectory(project.resolve("alembic"));
    Files.writeString(here.resolve("__init__.py"), "__version__ = 'wrong'");
    Path python = PythonInterpreter.find(Optional.empty(), project).executable();
    Path empty = folder.resolve("empty");
    Processes.command(python.toString(), "-m", "venv", "--without-pip", empty.toString()).check();
    PythonInterpreter.Contents contents =
        new PythonInterpreter(inProject(empty.resolve("bin/python"))).contents();
    assertTrue(contents.version().matches("3\\.\\d+\\.\\d+"), contents.version());
    assertEquals(Map.of(), contents.modules());
  }

  @Test
  void an_alembic_that_cannot_be_imported_is_not_missing() throws Exception {
    Path python = PythonInterpreter.find(Optional.empty(), project).executable();
    Path venv = folder.resolve("venv");
    Processes.command(python.toString(), "-m", "venv", "--without-pip", venv.toString()).check();
    Path packages;
    try (Stream<Path> folders = Files.walk(venv)) {
      packages = folders.filter(path -> path.endsWith("site-packages")).findFirst().orElseThrow();
    }
    Files.writeString(packages.resolve("alembic.py"), "from sqlalchemy import nothing_of_the_kind");
    Files.writeString(packages.resolve("sqlalchemy.py"), "");
    Files.writeString(packages.resolve("psycopg2.py"), "raise ImportError('libpq.so.5: no file')");
    PythonInterpreter.Contents contents =
        new PythonInterpreter(venv.resolve("bin/python")).contents();
    assertEquals("ImportError: libpq.so.5: no file", contents.broken().get("psycopg2"));
    assertFalse(contents.broken().containsKey("asyncpg"), contents.toString());
    Failure failure =
        assertThrows(
            Failure.class,
            () ->
                new engine.Engines(BuiltHistory.Talk.sayingYes(true).console())
                    .pick(
                        new Settings()
                            .engine(Optional.of("local"))
                            .python(venv.resolve("bin/python"))
                            .build(),
                        project));
    assertTrue(
        failure
            .getMessage()
            .contains(
                "/bin/python cannot be imported: ImportError: cannot import name"
                    + " 'nothing_of_the_kind' from 'sqlalchemy'"),
        failure.getMessage());
    assertTrue(failure.getMessage().startsWith("the Alembic of "), failure.getMessage());
    assertTrue(failure.hint().contains("-m pip check"), failure.hint());
    Files.writeString(packages.resolve("alembic.py"), "");
    Failure driver =
        new PythonInterpreter(venv.resolve("bin/python")).contents().failure(Path.of("python"));
    assertEquals(
        "no driver for PostgreSQL of python can be imported: psycopg2: ImportError: libpq.so.5: no"
            + " file",
        driver.getMessage());
  }

  @Test
  void what_is_no_python_is_told() throws Exception {
    Path echo = program("bin/python3");
    Failure failure = assertThrows(Failure.class, new PythonInterpreter(echo)::contents);
    assertTrue(failure.getMessage().contains("did not answer as Python 3"), failure.getMessage());
  }

  @Test
  void alembic_and_a_driver_run_migrations() {
    PythonInterpreter.Contents contents = Engines.python().contents();
    assertTrue(contents.runsMigrations(), contents.toString());
    assertTrue(contents.modules().get("alembic").startsWith("1."), contents.toString());
  }

  /** A program that enters the project before it becomes this Python. */
  private Path inProject(Path python) throws Exception {
    Path entering = program("bin/entering");
    return Files.writeString(
        entering, "#!/bin/sh\ncd '" + project + "' && exec '" + python + "' \"$@\"\n");
  }

  private Path found(Map<String, String> environment) {
    return PythonInterpreter.find(Optional.empty(), project, environment).executable();
  }

  private Path given(String python, Map<String, String> environment) {
    return PythonInterpreter.find(Optional.of(python), project, environment).executable();
  }

  private Path program(String name) throws Exception {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/sh\necho 'not json: {'\n");
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
