package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import archive.HistoryMode;
import console.ExitCode;
import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;

/** In a repository with an archive, verify needs no plan: a pull request is right or it is not. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveHabitTest {
  private static final String REVISION =
      """
      revision = 'f6ff'
      down_revision = 'e5ee'

      from alembic import op


      def upgrade():
          %s
      """;

  private Path folder;
  private SampleRun archived;

  @BeforeAll
  void squash(@TempDir Path place) {
    folder = place;
    archived =
        ReleasedProject.squashed(ReleasedProject.planned(folder), folder, HistoryMode.ARCHIVE);
  }

  /** A clone with nothing of ours in it. */
  private SampleRun cloned() throws IOException {
    SampleRun run = archived.copy(folder);
    run.git("clean", "-fdxq");
    Files.deleteIfExists(run.path(".alembic_squash/squashplan"));
    return run;
  }

  private static SampleRun committed(SampleRun run) {
    run.git("add", "-A");
    run.git("commit", "-qm", "change");
    return run;
  }

  @Test
  void a_pull_request_that_adds_a_migration_is_right() throws IOException {
    SampleRun run = cloned();
    run.write(
        SampleRun.VERSIONS + "f6ff_step.py",
        REVISION.formatted("op.execute('ALTER TABLE account ADD email text')"));
    Answer answer = committed(run).verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data());
    assertTrue(answer.said().contains("at the archived originals of the work tree"), answer.said());
    assertTrue(answer.said().contains("deployed at v1 IDENTICAL"), answer.said());
  }

  @Test
  void an_edited_baseline_is_seen() throws IOException {
    SampleRun run = cloned();
    String sql = SampleRun.VERSIONS + "baseline-v2.5.sql";
    run.write(
        sql, run.text(sql).replace("name character varying(40)", "name character varying(41)"));
    Answer answer = committed(run).verify();
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    assertTrue(answer.said().contains("undo what was edited in one of them"), answer.said());
  }

  @Test
  void an_edited_original_is_seen() throws IOException {
    SampleRun run = cloned();
    String script = "alembic/squashed/a1aa_step.py";
    run.write(script, run.text(script).replace("varchar(40)", "varchar(41)"));
    assertEquals(ExitCode.DIFFERENT, committed(run).verify().exit());
  }

  @Test
  void a_kept_revision_that_one_way_does_not_bear_is_seen() throws IOException {
    SampleRun run = cloned();
    run.write(
        SampleRun.VERSIONS + "f6ff_step.py",
        REVISION.formatted(
            "op.execute('INSERT INTO place SELECT id FROM account WHERE id > 1')\n    op.execute("
                + "'ALTER SEQUENCE person_id_seq RENAME TO account_id_seq')"));
    String sql = SampleRun.VERSIONS + "baseline-v2.5.sql";
    run.write(sql, run.text(sql).replace("person_id_seq", "person_ids"));
    Failure failure = assertThrows(Failure.class, () -> committed(run).verify());
    assertTrue(failure.getMessage().contains("do not build"), failure.getMessage());
  }

  @Test
  void an_env_py_that_asks_no_more_is_seen() throws IOException {
    SampleRun run = cloned();
    String env = "alembic/env.py";
    run.write(env, run.text(env).replace("squashed_history.use(context)", "pass"));
    Failure failure = assertThrows(Failure.class, () -> committed(run).verify());
    assertTrue(failure.getMessage().contains("Can't locate revision"), failure.getMessage());
  }
}
