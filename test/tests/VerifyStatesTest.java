package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import console.ExitCode;
import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;
import verify.VerifyPhase;

/** `verify --before REF --after REF`: two states of a repository, without a plan. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyStatesTest {
  private static final String REVISION = SampleRun.VERSIONS + "8470d9a24bec_add_alerts.py";
  private static final String WORK_TREE = "worktree";

  private Path folder;
  private SampleRun made;

  @BeforeAll
  void make_once(@TempDir Path shared) {
    folder = shared;
    made = SampleRun.local(folder);
  }

  private static VerifyPhase.Options states(String before, String after) {
    return new VerifyPhase.Options(Optional.of(before), Optional.of(after), false);
  }

  private static void says(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
    }
  }

  private static void edit(SampleRun sample, String from, String to) {
    String text = sample.text(REVISION);
    assertTrue(text.contains(from), text);
    sample.write(REVISION, text.replace(from, to));
  }

  @Test
  void a_committed_squash_is_proven_in_every_way_without_its_plan() throws Exception {
    SampleRun sample = made.copy(folder);
    sample.run("hearthd-24.11");
    Files.delete(sample.path(".alembic_squash/squashplan"));
    Answer answer = sample.verify(states("main", "HEAD"));
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    says(answer.data(), "IDENTICAL");
    says(answer.said(), "the cut IDENTICAL", "deployed at the cut IDENTICAL");
    String report = sample.text(".alembic_squash/report.md");
    says(report, "43 revisions up to cfc28759fbab became one baseline; 7 stay.", "| −43 | +2 |");
  }

  @Test
  void a_state_is_identical_to_itself_and_json_says_so() {
    VerifyPhase.Options options =
        new VerifyPhase.Options(Optional.of("main"), Optional.of(WORK_TREE), true);
    SampleRun sample = made.copy(folder);
    Answer answer = sample.verify(options);
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    String kind =
        JsonParser.parseString(answer.data()).getAsJsonObject().get("verdict").getAsString();
    assertEquals("IDENTICAL", kind);
    assertFalse(answer.said().contains("deployed at the cut"), answer.said());
    assertEquals("", sample.git("status", "--porcelain"));
  }

  @Test
  void an_edited_revision_is_different_before_it_is_committed() {
    SampleRun sample = made.copy(folder);
    edit(sample, "server_default='warning'", "server_default='critical'");
    Answer answer = sample.verify(states("main", WORK_TREE));
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    says(answer.said(), "--- before: TABLE public.incident", "+", "'critical'::");
  }

  @Test
  void releases_differ_by_what_was_migrated_in_between() {
    SampleRun sample = made.copy(folder);
    Answer answer = sample.verify(states("hearthd-24.03", "hearthd-24.11"));
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    says(answer.said(), "+CREATE TABLE public.automation", "more differences: ");
    says(
        sample.text(".alembic_squash/verify/differences.diff"),
        "+CREATE TABLE public.automation_step",
        "cfc28759fbab");
  }

  @Test
  void a_state_that_does_not_build_is_one_sentence_and_no_verdict() {
    SampleRun sample = made.copy(folder);
    edit(sample, "def upgrade():", "def upgrade():\n    op.execute('SELECT 1 / 0')\n");
    sample.git("commit", "--all", "-m", "broken");
    Failure failure = assertThrows(Failure.class, () -> sample.verify(states("HEAD", WORK_TREE)));
    says(failure.getMessage(), "8470d9a24bec", "division by zero");
    assertFalse(Files.exists(sample.path(".alembic_squash/report.html")));
    assertFalse(Files.exists(sample.path(".alembic_squash/verify/verdict.txt")));
  }

  @Test
  void an_unknown_state_is_wrong_usage() {
    Failure failure = assertThrows(Failure.class, () -> made.verify(states("nowhere", WORK_TREE)));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    says(failure.getMessage(), "there is no tag, branch or commit nowhere");
  }
}
