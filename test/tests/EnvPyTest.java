package tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import archive.EnvPy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An env.py is had ask what its database is at, whatever it looks like, or is left alone. */
@Tag("slow")
class EnvPyTest {
  @TempDir Path folder;

  private static String asking(String env) {
    return new String(
        new EnvPy("env.py", env.getBytes(StandardCharsets.UTF_8)).asking().orElseThrow(),
        StandardCharsets.UTF_8);
  }

  private static void isLeftAlone(String env) {
    assertFalse(EnvPy.canAsk("env.py", env.getBytes(StandardCharsets.UTF_8)), env);
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"generic", "async", "multidb", "pyproject"})
  void one_of_alembics_own_templates(String template) throws Exception {
    Path scripts = folder.resolve("scripts");
    Drivers.NEW
        .python()
        .command("-m", "alembic.config", "init", "-t", template, scripts.toString())
        .in(folder)
        .check();
    String env = Files.readString(scripts.resolve("env.py"));
    String asking = asking(env);
    assertEquals(
        count(env, "context.run_migrations("), count(asking, "squashed_history.use(context)"));
    assertEquals(1, count(asking, "load_python_file(context.script.dir"));
    assertEquals(asking, asking(asking));
  }

  @Test
  void the_context_by_another_name_on_one_line_and_with_the_line_ends_of_windows() {
    String asking =
        """
        from alembic import context as here
        from alembic.util import load_python_file

        squashed_history = load_python_file(here.script.dir, 'squashed_history.py')
        print('')
        with here.begin_transaction(): squashed_history.use(here); here.run_migrations()
        """;
    String env =
        """
        from alembic import context as here
        print('')
        with here.begin_transaction(): here.run_migrations()
        """;
    assertEquals(asking.replace("\n", "\r\n"), asking(env.replace("\n", "\r\n")));
  }

  @Test
  void a_function_of_the_same_name_is_no_run() {
    String env =
        """
        from alembic import context

        def run_migrations():
            context.run_migrations()

        run_migrations()
        """;
    assertEquals(1, count(asking(env), "squashed_history.use(context)"));
  }

  @Test
  void what_only_a_person_can_place_is_left_alone() {
    isLeftAlone("from alembic.context import run_migrations\nrun_migrations()\n");
    isLeftAlone("from app import migrate\nmigrate()\n");
    isLeftAlone("from alembic import context\nrun = lambda: context.run_migrations()\n");
    isLeftAlone("from alembic import context\nother.run_migrations()\n");
    isLeftAlone("from alembic import context\nimport squashed_history\ncontext.run_migrations()\n");
    isLeftAlone("def f():\n  from alembic import context\n  context.run_migrations()\n");
    isLeftAlone("from alembic import context\ncontext.run_migrations(\n");
  }

  @Test
  void what_a_person_has_placed_stays() {
    String env =
        """
        from app import squashed_history, context
        squashed_history.use(context)
        context.run_migrations()
        """;
    assertTrue(EnvPy.canAsk("env.py", env.getBytes(StandardCharsets.UTF_8)));
    String asking = asking("from alembic import context\n\ncontext.run_migrations()\n");
    assertArrayEquals(
        asking.getBytes(StandardCharsets.UTF_8), asking(asking).getBytes(StandardCharsets.UTF_8));
  }
}
