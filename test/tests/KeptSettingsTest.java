package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plan.Squashplan;

/** Settings that a project keeps in its own files. */
class KeptSettingsTest {
  @TempDir Path folder;
  private BuiltHistory built;

  @BeforeEach
  void releases() {
    built = BuiltHistory.project(folder).file("sql/init.sql", "SELECT 1;\n");
    built.revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1.0");
    built.revision("c3cc", "b2bb").committed("two").branch("topic");
  }

  @AfterEach
  void close() {
    built.close();
  }

  private Squashplan planned(String... options) {
    SampleRun run = new SampleRun(folder, List.of(options));
    run.plan("v1.0");
    return Squashplan.read(Squashplan.path(folder));
  }

  private Failure refused(String settings) {
    built.file("pyproject.toml", "[tool.alembic-squash]\n" + settings + "\n").committed("settings");
    return assertThrows(Failure.class, () -> planned("--engine=local"));
  }

  private static final String TOML =
      """
      [project]
      name = "app"

      [tool.alembic-squash]
      engine = "docker"
      image = "postgres:16"
      python = ".venv/bin/python"
      init-sql = "sql/init.sql"
      timeout = 90
      allow-network = ["db.example.org:5432", "127.0.0.1:6379"]
      env = ["PATH"]
      history = "drop"

      [tool.alembic-squash.values]
      "public.account.hash" = "keep"
      "account.made=1" = "null"
      """;

  @Test
  void a_plan_goes_by_what_pyproject_says() {
    built.file("pyproject.toml", TOML).committed("settings");
    Squashplan plan = planned();
    assertEquals("docker", plan.engine());
    assertEquals("postgres:16", plan.settings().get("image"));
    assertEquals(folder.resolve("sql/init.sql").toString(), plan.settings().get("init-sql"));
    assertEquals(folder.resolve(".venv/bin/python").toString(), plan.settings().get("python"));
    assertEquals("90", plan.settings().get("timeout"));
    assertEquals("db.example.org:5432 127.0.0.1:6379", plan.settings().get("allow-network"));
    assertEquals(List.of("account.hash=keep", "\"account.made=1\"=null"), plan.answers().lines());
    assertFalse(plan.settings().containsKey("env.PATH"), "variables are in no file of ours");
    new SampleRun(folder, List.of())
        .work(
            project -> {
              assertEquals(
                  System.getenv("PATH"),
                  project.settings().givenVariables(project.plan().read()).get("PATH"));
              assertEquals("DROP", project.kept().history().orElseThrow().name());
            });
  }

  @Test
  void the_command_line_comes_first_then_the_plan_then_the_file() {
    built.file("pyproject.toml", TOML).committed("settings");
    assertEquals("local", planned("--engine=local", "--timeout=5").engine());
    built.file("pyproject.toml", TOML.replace("90", "120").replace("postgres:16", "postgres:17"));
    SampleRun later = new SampleRun(folder, List.of("--image=postgres:18"));
    later.work(
        project -> {
          var engine = project.settings().engine(project.plan().ifMade());
          assertEquals("local", engine.server().engine().orElseThrow());
          assertEquals(5, engine.server().readyWithin().toSeconds());
          assertEquals("postgres:18", engine.server().image().orElseThrow());
        });
  }

  @Test
  void an_alembic_ini_says_the_same() {
    built
        .file(
            "alembic.ini",
            """
            [alembic]
            script_location = alembic

            [alembic_squash]
            engine = server
            server-url = postgresql://me@db.example.org/app
            env =
                HOME
                PATH
            values =
                account.hash=keep
                account.made=sql:to_char(now(), '%%Y')
            """
                .replace("%%", "%"))
        .committed("settings");
    Squashplan plan = planned();
    assertEquals("server", plan.engine());
    assertEquals("postgresql://me@db.example.org:5432/app", plan.settings().get("server-url"));
    assertEquals(
        List.of("account.hash=keep", "account.made=sql:to_char(now(), '%Y')"),
        plan.answers().lines());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "enigne = \"local\" | no setting 'enigne' | Did you mean engine",
        "pyhton = \"python3\" | no setting 'pyhton' | Did you mean python",
        "colour = \"red\" | no setting 'colour' | There are: alembic-ini-path",
        "db-password = \"x\" | 'db-password' is a secret | SQUASH_DB_PASSWORD",
        "env = [\"KEY=abc\"] | has a value for KEY | env = [\"KEY\"]",
        "env = { KEY = \"abc\" } | has a value for KEY | env = [\"KEY\"]",
        "env = [\"NOBODY_SETS_THIS\"] | takes the variable NOBODY_SETS_THIS | --env"
            + " NOBODY_SETS_THIS=VALUE",
        "server-url = \"postgresql://me:pw@db/app\" | 'server-url' looks like a secret | command"
            + " line",
        "server-url = \"postgresql://me@db/app?password=pw\" | 'server-url' looks like a secret |"
            + " command line",
        "alembic-x = [\"token=abcdef\"] | 'alembic-x' looks like a secret | command line",
        "values = [\"account.password=sql:'hunter2'\"] | answer for account.password looks like |"
            + " --value",
        "values = [\"account.x=sql:'AKIAABCDEFGHIJKLMNOP'\"] | answer for account.x looks like |"
            + " --value",
        "values = [\"account.x=perhaps\"] | the value of account.x is 'perhaps' | keep, null or"
            + " sql:",
        "engine = 3.5 | 'engine' holds what is neither a text | quotes",
        "timeout = \"soon\" | --timeout | Correct it there",
        "history = \"forget\" | forget | squash --help",
        "init-sql = \"nowhere.sql\" | --init-sql nowhere.sql is not a file | Name one",
      })
  void what_is_wrong_is_refused_with_the_place(String line, String sentence, String hint) {
    Failure failure = refused(line);
    assertTrue(failure.getMessage().contains(sentence), failure.getMessage());
    assertTrue(failure.hint().contains(hint), failure.hint());
    assertFalse(failure.getMessage().contains("hunter2"), failure.getMessage());
    assertTrue(
        failure.getMessage().startsWith("pyproject.toml [tool.alembic-squash]"),
        failure.getMessage());
  }

  @Test
  void two_places_and_misspelled_sections_are_refused() {
    built.file(
        "alembic.ini", "[alembic]\nscript_location = alembic\n[alembic_squash]\ntimeout = 9\n");
    Failure both = refused("timeout = 9");
    assertTrue(
        both.getMessage().contains("and in alembic.ini [alembic_squash]"), both.getMessage());
    built.file("alembic.ini", "[alembic]\nscript_location = alembic\n");
    built.file("pyproject.toml", "[tool.alembic_squash]\ntimeout = 9\n").committed("other");
    Failure misspelled = assertThrows(Failure.class, () -> planned("--engine=local"));
    assertEquals("Write it [tool.alembic-squash].", misspelled.hint());
  }

  @Test
  void a_variable_that_the_plan_has_is_no_secret_of_the_environment() {
    built.file("pyproject.toml", "[tool.alembic-squash]\nenv = [\"APP_KEY_OF_MINE\"]\n");
    built.committed("settings");
    planned("--engine=local", "--env=APP_KEY_OF_MINE=1");
    new SampleRun(folder, List.of())
        .work(
            project ->
                assertEquals(
                    "1",
                    project
                        .settings()
                        .givenVariables(project.plan().read())
                        .get("APP_KEY_OF_MINE")));
  }
}
