package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;
import verify.VerifyPhase;

/** A project that was squashed with answers, and is squashed again from a clone without a plan. */
@Tag("slow")
class LaterSquashTest {
  private static final String HASH = "sql:md5(random()::text || '= keep: \"\"\"\\d\"\"\"')";
  private static final List<String> ANSWERS =
      List.of(
          "value:account.back=keep",
          "value:account.hash=" + HASH,
          "value:account.kept=keep",
          "value:account.nothing=null",
          "value:account.odd: one=sql:'the same'",
          "value:account.since=sql:CURRENT_DATE - 30");

  /** The earlier baseline has literals for the others. */
  private static final List<String> ASKED_AGAIN =
      List.of("account.hash", "account.back", "account.since");

  private static final String GONE = "value:account.gone=keep";

  private static final String TABLES =
      """
      import os
      from datetime import date, timedelta

      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE account (name text, hash text, kept text, nothing text,'
                     ' "odd: one" text, gone text, since date, back date)')
          values = ', '.join("'%s'" % os.urandom(20).hex() for _ in range(5))
          days = [date.today() - timedelta(days=days) for days in (30, 90)]
          op.execute("INSERT INTO account VALUES ('root', %s, '%s', '%s')" % (values, *days))
      """;

  private static final String LATER =
      """
      revision = '000000000004'
      down_revision = '000000000003'
      from datetime import date, timedelta

      from alembic import op


      def upgrade():
          op.execute('ALTER TABLE account DROP COLUMN gone')
          op.execute("INSERT INTO account (name, back) VALUES ('guest', '%s')"
                     % (date.today() - timedelta(days=60)))
      """;

  private static final String NOTHING =
      """
      def upgrade():
          pass
      """;

  private final LocalDate today = LocalDate.now(ZoneId.systemDefault());

  @TempDir private Path folder;
  private SampleRun project;

  @BeforeEach
  void make() {
    project =
        GeneratedProject.of(folder.resolve("accounts"), "v1", List.of(TABLES, NOTHING), NOTHING);
  }

  @Test
  void a_later_squash_finds_the_answers_in_the_earlier_baseline() {
    squashOnce(false);
    SampleRun clone = cloned();
    is(ExitCode.DONE, clone.verify(lastCommit()), "answer for account.hash from baseline-v1.sql: ");
    addRevision(clone);
    clone.plan("v2");
    othersComeFirst(clone.copy(folder));
    squashAgain(clone, "baseline-v1.sql", false);
  }

  @Test
  void the_earlier_baseline_may_hold_its_sql() {
    squashOnce(true);
    SampleRun clone = cloned();
    addRevision(clone);
    clone.plan("v2");
    squashAgain(clone, "000000000002_squashed_baseline_v1.py", true);
  }

  private void squashOnce(boolean inline) {
    project.plan("v1");
    List<String> options = new ArrayList<>(project.options());
    ANSWERS.forEach(line -> options.add("--" + line.replaceFirst(":", "=")));
    options.add("--" + GONE.replaceFirst(":", "="));
    String said = new SampleRun(project.root(), options).dump();
    assertFalse(said.contains("answer for "), said);
    project.squash(inline, true);
  }

  private void squashAgain(SampleRun clone, String file, boolean inline) {
    String said = clone.dump();
    for (String line : ANSWERS) {
      String[] answer = line.replaceFirst("value:", "").split("=", 2);
      assertEquals(
          ASKED_AGAIN.contains(answer[0]),
          said.contains("answer for " + answer[0] + " from " + file + ": " + answer[1] + "\n"),
          line + "\n" + said);
    }
    assertFalse(said.contains(" holds "), said);
    String dump = clone.text(".alembic_squash/baseline-v2.sql");
    assertTrue(dump.contains("\n--   " + String.join("\n--   ", ANSWERS) + "\n"), dump);
    assertFalse(dump.contains("gone"), dump);
    assertTrue(dump.contains(HASH.substring(4) + ","), dump);
    assertTrue(dump.contains("'" + today.minusDays(60) + "'"), dump);
    clone.squash(inline, true);
    is(ExitCode.DONE, clone.verify(), "IDENTICAL");
  }

  /** The command line comes before the plan, and that before the earlier baseline. */
  private void othersComeFirst(SampleRun clone) {
    String plan = ".alembic_squash/squashplan";
    clone.write(plan, clone.text(plan) + "value:account.since=sql:CURRENT_DATE-30\n");
    List<String> options = new ArrayList<>(clone.options());
    options.add("--value=account.hash=sql:'told'||random()");
    String said = new SampleRun(clone.root(), options).dump();
    assertFalse(said.contains("answer for account.hash "), said);
    assertTrue(
        said.contains("answer for account.since from the squashplan: sql:CURRENT_DATE-30\n"), said);
    String dump = clone.text(".alembic_squash/baseline-v2.sql");
    assertTrue(dump.contains("'told'||random(), "), dump);
    assertTrue(dump.contains(", CURRENT_DATE-30, "), dump);
    assertTrue(dump.contains("\n--   value:account.since=sql:CURRENT_DATE-30\n"), dump);
  }

  private SampleRun cloned() {
    Path root = folder.resolve("clone").resolve("accounts");
    Processes.command("git", "clone", "--quiet", project.root().toString(), root.toString())
        .check();
    SampleRun clone = project.at(root);
    clone.git("config", "user.name", "Another Tester");
    clone.git("config", "user.email", "another@example.org");
    assertFalse(Files.exists(root.resolve(".alembic_squash")));
    return clone;
  }

  private static void addRevision(SampleRun clone) {
    clone.write(SampleRun.VERSIONS + "000000000004_later.py", LATER);
    clone.git("add", ".");
    clone.git("commit", "-m", "later");
    clone.git("tag", "v2");
    clone.revision("000000000005", "000000000004");
    clone.git("add", ".");
    clone.git("commit", "-m", "more");
  }

  private static VerifyPhase.Options lastCommit() {
    return new VerifyPhase.Options(Optional.of("HEAD~1"), Optional.of("HEAD"), false);
  }

  private static void is(ExitCode exit, SampleRun.Answer answer, String said) {
    String all = answer.data() + answer.said();
    assertEquals(exit, answer.exit(), all);
    assertTrue(all.contains(said), all);
  }
}
