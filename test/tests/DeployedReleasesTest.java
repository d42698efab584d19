package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import archive.HistoryMode;
import console.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import report.ReleaseRow;
import report.Report;
import report.ReportJson;
import tests.SampleRun.Answer;

/** Databases of releases meet the squashed revisions in verify. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployedReleasesTest {
  private Path folder;
  private SampleRun planned;

  @BeforeAll
  void plan_and_dump(@TempDir Path place) {
    folder = place;
    planned = ReleasedProject.planned(folder);
  }

  private SampleRun squashed(HistoryMode mode) {
    return ReleasedProject.squashed(planned, folder, mode);
  }

  private static List<String> table(SampleRun run) {
    Report report = ReportJson.read(run.text(".alembic_squash/report.json"));
    return report.releases().stream()
        .map((ReleaseRow row) -> row.name() + ": " + row.outcome() + ": " + row.proof())
        .toList();
  }

  private static void says(Answer answer, String part) {
    assertTrue(answer.said().contains(part), () -> "'" + part + "' is not in:\n" + answer.said());
  }

  @Test
  void an_archive_upgrades_each_release_to_the_same_database_with_its_rows() {
    SampleRun run = squashed(HistoryMode.ARCHIVE);
    Answer answer = run.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertEquals(
        List.of(
            "v1: upgraded by the archived originals: IDENTICAL (deployed at v1)",
            "v2: upgraded by the archived originals: IDENTICAL (deployed at v2)",
            "v2.5: upgraded: IDENTICAL (deployed at the cut)",
            "v3: upgraded: IDENTICAL (deployed at v3)"),
        table(run));
    says(answer, "deployed at s1ss");
    says(answer, "deployed at b2bb and s1ss");
    says(answer, "✓ the archive IDENTICAL");
  }

  @Test
  void an_archive_that_does_something_else_is_a_difference() {
    SampleRun run = squashed(HistoryMode.ARCHIVE);
    String script = "alembic/squashed/c3cc_step.py";
    run.write(script, run.text(script).replace("RENAME TO account", "RENAME TO accounts"));
    Answer answer = run.verify();
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    assertTrue(answer.data().contains("deployed at v1"), answer.data());
    assertTrue(answer.data().contains("deployed at v2"), answer.data());
    assertTrue(answer.data().contains("the archive"), answer.data());
    assertFalse(answer.data().contains("fresh"), answer.data());
  }

  @Test
  void an_archived_revision_that_loses_rows_is_a_difference() {
    SampleRun run = squashed(HistoryMode.ARCHIVE);
    String script = "alembic/squashed/c3cc_step.py";
    run.write(script, run.text(script) + "    op.execute('DELETE FROM account WHERE id > 1')\n");
    Answer answer = run.verify();
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    says(answer, "deployed at v1: rows of its own");
  }

  @Test
  void a_guard_tells_what_to_install_first_and_changes_nothing() {
    SampleRun run = squashed(HistoryMode.GUARD);
    Answer answer = run.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertEquals(
        List.of(
            "v1: told what to install first: v2.5: IDENTICAL (deployed at v1)",
            "v2: told what to install first: v2.5: IDENTICAL (deployed at v2)",
            "v2.5: upgraded: IDENTICAL (deployed at the cut)",
            "v3: upgraded: IDENTICAL (deployed at v3)"),
        table(run));
  }

  @Test
  void a_guard_that_env_py_does_not_ask_is_a_difference() {
    SampleRun run = squashed(HistoryMode.GUARD);
    String env = "alembic/env.py";
    run.write(env, run.text(env).replace("squashed_history.use(context)", "pass"));
    Answer answer = run.verify();
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    says(answer, "Install v2.5 and run");
    says(answer, "Can't locate revision identified by");
  }

  @Test
  void without_either_alembic_refuses_and_changes_nothing() {
    SampleRun run = squashed(HistoryMode.DROP);
    Answer answer = run.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(
        table(run).contains("v1: refused by Alembic: IDENTICAL (deployed at v1)"),
        table(run).toString());
  }
}
