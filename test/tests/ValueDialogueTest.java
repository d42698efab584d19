package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** A value that no rule explains, from the question on a terminal to the next squash. */
@Tag("slow")
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

  private static final String DEFINITION =
      """
      import uuid

      from alembic import op


      def upgrade():
          op.execute("CREATE TABLE place (id uuid DEFAULT '%s')" % uuid.uuid5(uuid.uuid4(), 'x'))
      """;

  private static final String NOTHING =
      """
      def upgrade():
          pass
      """;

  private static final String OTHERS =
      """
      import os
      import random

      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE kind (id int, name text)')
          names = ['avatar', 'banner', 'cursor', 'drawing', 'emblem', 'favicon', 'glyphs', 'header']
          random.SystemRandom().shuffle(names)
          for number, name in enumerate(names):
              op.execute("INSERT INTO kind VALUES (%d, '%s')" % (number, name))
          op.execute("CREATE TABLE made (by text DEFAULT '%s', n int)" % os.urandom(20).hex())
          op.execute('CREATE TABLE session (token text, note text)')
          op.execute("INSERT INTO session VALUES ('%s', E'\\\\x07\\\\n%s')"
                     % (os.urandom(20).hex(), os.urandom(40).hex()))
      """;

  @TempDir private Path folder;

  @Test
  void the_answer_is_asked_for_once_and_a_later_squash_finds_it() {
    SampleRun project = project(SEEDS);
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
    assertTrue(
        asked.output().contains("into account.hash (1 row; one build has '"), asked.output());
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
  void an_answer_about_nothing_is_refused() {
    SampleRun project = project(SEEDS);
    project.plan("v1");
    String nowhere =
        ": the database at the cut has no such column, and no migration gave such a secret";
    Failure refused =
        Assertions.assertThrows(
            Failure.class,
            project.with(
                    "--value=public.account.hash=null",
                    "--value=account.hsah=keep",
                    "--value=role:nobody.password=none")
                ::dump);
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(
        "--value account.hsah=keep --value role:nobody.password=none" + nowhere,
        refused.getMessage());
    assertEquals("There is to answer: account.hash.", refused.hint());
    String plan = ".alembic_squash/squashplan";
    assertFalse(project.text(plan).contains("value:"), project.text(plan));
    project.write(plan, project.text(plan) + "value:account.gone=keep\n");
    String said = project.with("--value=public.account.hash=null").dump();
    assertTrue(said.contains("the squashplan has value:account.gone=keep" + nowhere), said);
    assertTrue(project.text(plan).contains("\nvalue:account.hash=null\n"), project.text(plan));
    String dump = project.text(".alembic_squash/baseline-v1.sql");
    assertTrue(dump.contains("('root', NULL);"), dump);
    assertTrue(dump.contains("\n--   value:account.hash=null\n"), dump);
  }

  @Test
  void a_definition_is_answered_for_too() {
    SampleRun project = project(DEFINITION);
    project.plan("v1");
    String option = "--value definition of TABLE public.place=";
    String hint = Assertions.assertThrows(Failure.class, project::dump).hint();
    assertTrue(hint.contains(option), hint);
    project.with(option.replaceFirst(" ", "=") + "sql:gen_random_uuid()").dump();
    String dump = project.text(".alembic_squash/baseline-v1.sql");
    assertTrue(
        dump.contains("\n--   value:definition of TABLE public.place=sql:gen_random_uuid()\n"),
        dump);
  }

  @Test
  void the_question_shows_what_builds_have_and_any_other_number_is_no_answer() {
    SampleRun project = project(OTHERS);
    project.plan("v1");
    Processes.Result asked = onTerminal(project, "[1-3]", "4\n");
    assertEquals(2, asked.exitCode(), asked.output());
    assertFalse(project.text(".alembic_squash/squashplan").contains("value:"));
    says(
        asked.output(),
        "into kind\\.name \\(\\d rows; one build has '(\\w+)', the other '(?!\\1)\\w+'; both have"
            + " the same values, in other rows: a set's order, say\\)\\. What");
    says(
        asked.output(),
        "each build defines TABLE public\\.made in its own way, and the baseline has one build's:"
            + " by text DEFAULT '[0-9a-f]{40}'::text; `[^`]*verify` will call that a difference:"
            + " edit the migration, or make the value the same for all");
    String hint = Assertions.assertThrows(Failure.class, project::dump).hint();
    says(hint, "(?m)^kind\\.name: one build has '.*, in other rows: a set's order, say$");
    says(hint, "(?m)^session\\.token: the builds differ in what looks like a secret$");
    String start = "'⟨U\\+0007⟩⟨U\\+000A⟩[0-9a-f]{38}\\.\\.\\.'";
    says(hint, "(?m)^session\\.note: one build has " + start + ", the other " + start + "$");
  }

  private static void says(String text, String pattern) {
    assertTrue(Pattern.compile(pattern).matcher(text).find(), text);
  }

  private SampleRun project(String seeds) {
    return GeneratedProject.of(folder.resolve("accounts"), "v1", List.of(seeds, NOTHING), NOTHING);
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
