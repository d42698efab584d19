package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import database.Processes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value that no rule explains, from the question on a terminal to the next squash. */
class ValueDialogueTest {
  private static final String EXPRESSION = "sql:md5(random()::text || ' = keep: ')";
  private static final String LINE = "value:account.hash=" + EXPRESSION + "\n";

  private static final String SEEDS =
      """
      import os

      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE account (name text, hash text)')
          op.execute("INSERT INTO account VALUES ('root', '%s')" % os.urandom(20).hex())
      """;

  private static final String NOTHING =
      """
      def upgrade():
          pass
      """;

  @TempDir private Path folder;

  @Test
  void the_answer_is_asked_for_once_and_a_later_squash_finds_it() {
    SampleRun project = project();
    project.plan("v1");
    Failure unanswered = Assertions.assertThrows(Failure.class, project::dump);
    assertEquals(ExitCode.USAGE, unanswered.exitCode());
    assertEquals(
        "each build puts another value or a moment of today into account.hash, and no rule says"
            + " how",
        unanswered.getMessage());
    assertTrue(unanswered.hint().contains("--value account.hash="), unanswered.hint());
    Processes.Result asked = onTerminal(project, "[1-3]", "3\n" + EXPRESSION.substring(4) + "\n");
    assertEquals(0, asked.exitCode(), asked.output());
    assertTrue(asked.output().contains("into account.hash (1 row)"), asked.output());
    assertTrue(project.text(".alembic_squash/squashplan").contains("\n" + LINE));
    String dump = project.text(".alembic_squash/baseline-v1.sql");
    assertTrue(dump.contains("('root', md5(random()::text || ' = keep: '));"), dump);
    project.dump();
    project.squash(false, true);
    SampleRun.Answer verified = project.verify();
    assertEquals(ExitCode.DONE, verified.exit(), verified.data() + verified.said());
    later(project);
    project.plan("v2");
    assertTrue(project.text(".alembic_squash/squashplan").contains("\n" + LINE));
    project.dump();
    assertTrue(
        project
            .text(".alembic_squash/baseline-v2.sql")
            .contains("('root', md5(random()::text || ' = keep: '));"));
  }

  @Test
  void any_other_number_is_no_answer() {
    SampleRun project = project();
    project.plan("v1");
    Processes.Result asked = onTerminal(project, "[1-3]", "4\n");
    assertEquals(2, asked.exitCode(), asked.output());
    assertFalse(project.text(".alembic_squash/squashplan").contains("value:"));
  }

  private SampleRun project() {
    return GeneratedProject.of(folder.resolve("accounts"), "v1", List.of(SEEDS, NOTHING), NOTHING);
  }

  private static void later(SampleRun project) {
    project.revision("000000000004", "000000000003");
    project.git("add", ".");
    project.git("commit", "-m", "more");
    project.git("tag", "v2");
  }

  private static Processes.Result onTerminal(SampleRun project, String awaited, String typed) {
    List<String> words =
        new ArrayList<>(List.of("python3", "-c", TerminalTest.TERMINAL, awaited, typed));
    List<String> arguments =
        new ArrayList<>(List.of("dump-baseline", "-C", project.root().toString()));
    arguments.addAll(project.options());
    words.addAll(Script.of("alembic_squash").words(arguments.toArray(String[]::new)));
    return Processes.command(words)
        .with("TERM", "xterm")
        .without("NO_COLOR", "SQUASH_YES", "SQUASH_ENGINE", "SQUASH_QUIET", "SQUASH_VERBOSE")
        .run();
  }
}
