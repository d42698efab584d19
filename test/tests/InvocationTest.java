package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** Hints, examples and usage name a command that whoever started the tool can type. */
@Tag("slow")
class InvocationTest {
  @TempDir Path folder;

  @BeforeEach
  void a_project_that_was_planned_nowhere() throws Exception {
    Processes.command("git", "init", "-q").in(folder).check();
    Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = scripts\n");
    Path versions = Files.createDirectories(folder.resolve("scripts/versions"));
    Files.writeString(folder.resolve("scripts/env.py"), "");
    String text = "revision = 'a1'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n";
    Files.writeString(versions.resolve("a1_first.py"), text);
    Processes.command("git", "add", ".").in(folder).check();
    Processes.command("git", "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x")
        .in(folder)
        .check();
  }

  @Test
  void a_hint_names_what_was_typed() {
    String said = told("./jbang ../tool/alembic_squash.java", "dump-baseline");
    assertTrue(said.contains("`./jbang ../tool/alembic_squash.java plan"), said);
    String plain = told("", "dump-baseline");
    assertTrue(plain.contains("`plan"), plain);
  }

  @Test
  void the_next_step_does_too() {
    String said = told("alembic-squash", "plan", "a1", "--again", "--yes");
    assertTrue(said.contains("Next: alembic-squash dump-baseline"), said);
    String status = told("alembic-squash", "status");
    assertTrue(status.contains("Next: alembic-squash dump-baseline"), status);
    String json = told("alembic-squash", "status", "--json");
    assertTrue(json.contains("\"next\": \"alembic-squash dump-baseline\""), json);
  }

  @Test
  void help_and_wrong_usage_do_too() {
    String help = told("uvx alembic-squash", "verify", "--help");
    assertTrue(help.startsWith("Usage: uvx alembic-squash verify"), help);
    assertTrue(help.contains("\n  uvx alembic-squash verify --before"), help);
    String wrong = told("100% sure", "undo", "x");
    assertTrue(wrong.contains("`100% sure undo --help`"), wrong);
    assertTrue(told("100% sure", "undo", "--help").contains("\n  100% sure undo\n"), help);
  }

  @Test
  void the_wrapper_tells_what_was_typed() throws Exception {
    Path tool = folder.resolveSibling(folder.getFileName() + " tool");
    Processes.command("ln", "-s", Checkout.root().toString(), tool.toString()).check();
    try {
      Path beside = Path.of("..", tool.getFileName().toString());
      Processes.Result result =
          Processes.command(beside + "/jbang", beside + "/alembic_squash.java", "dump-baseline")
              .in(folder)
              .run();
      String typed = "'" + beside + "/jbang' '" + beside + "/alembic_squash.java'";
      assertEquals(1, result.exitCode(), result.errors());
      assertTrue(result.errors().contains("`" + typed + " plan"), result.errors());
    } finally {
      Files.delete(tool);
    }
  }

  private String told(String typed, String... arguments) {
    Processes.Result result =
        Script.of("alembic_squash")
            .command(arguments)
            .in(folder)
            .with("ALEMBIC_SQUASH_COMMAND", typed)
            .run();
    return result.output() + result.errors();
  }
}
