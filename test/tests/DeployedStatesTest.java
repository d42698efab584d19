package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;

/** Histories with branches: what verify says of the databases that exist. */
@Tag("slow")
class DeployedStatesTest {
  private static final String TABLE =
      """
      branch_labels = %s
      depends_on = %s

      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE %s (id int PRIMARY KEY)')
      """;

  @TempDir Path folder;

  private static void says(String text, String... parts) {
    List.of(parts)
        .forEach(
            part -> assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text));
  }

  private static void table(
      BuiltHistory history, String id, String labels, String depends, String... down) {
    history.revisionWith(TABLE.formatted(labels, depends, "t_" + id), id, down);
  }

  private SampleRun project(String name, java.util.function.Consumer<BuiltHistory> revisions) {
    Engines.assumeLocal();
    Path root = folder.resolve(name);
    try (BuiltHistory history = BuiltHistory.project(root)) {
      history
          .file(".gitignore", ".alembic_squash/\n__pycache__/\n")
          .file("alembic/env.py", GeneratedProject.ENV);
      revisions.accept(history);
    }
    return new SampleRun(
        root, List.of("--engine=local", "--python=" + Engines.python().executable()));
  }

  @Test
  void the_promise_to_deploy_releases_only_is_written_down_and_without_it_states_are_wrong() {
    SampleRun forked =
        project(
            "forked",
            history -> {
              table(history, "a1aa", "None", "None");
              table(history, "b1bb", "None", "None", "a1aa");
              history.committed("one").tag("v1");
              table(history, "c1cc", "None", "None", "a1aa");
              history.committed("beside");
              table(history, "m1mm", "None", "None", "b1bb", "c1cc");
              history.committed("merged").tag("v2");
            });
    Answer promised = forked.with("--deployed=releases").run("v1");
    assertEquals(ExitCode.DONE, promised.exit(), promised.said());
    String state = "a database at c1cc alone would skip b1bb (step b1bb) in silence";
    says(promised.said(), state + "; not deployed, as --deployed releases says");
    says(forked.git("log", "-1", "--format=%B"), "Only databases of releases upgrade:", state);
    says(forked.text(".alembic_squash/report.md"), state);
    Answer anywhere = forked.with("--deployed=revisions").verify();
    assertEquals(ExitCode.DIFFERENT, anywhere.exit(), anywhere.said());
    says(anywhere.data(), "seen in 1 of", "version table states");
    says(
        forked.text(".alembic_squash/verify/differences.diff"),
        "state of a version table: a database at c1cc",
        "never run: b1bb");
  }

  @Test
  void branches_that_are_never_merged_keep_their_heads_and_labels() {
    SampleRun branches =
        project(
            "branches",
            history -> {
              table(history, "p0pp", "('plugin', 'extra')", "None");
              table(history, "a1aa", "'core'", "None");
              table(history, "a2aa", "None", "'p0pp'", "a1aa");
              history.committed("one").tag("v1");
              table(history, "a3aa", "None", "None", "a2aa");
              table(history, "p1pp", "None", "'a2aa'", "p0pp");
              table(history, "x1xx", "('other', 'more')", "None");
              table(history, "x2xx", "None", "'a2aa'", "x1xx");
              history.committed("two");
            });
    Answer answer = branches.run("a2aa");
    assertEquals(ExitCode.DONE, answer.exit(), answer.said() + answer.data());
    says(answer.said(), "version table states IDENTICAL");
    says(branches.text("alembic/versions/a3aa_step.py"), "branch_labels = ('core',)");
    says(branches.text("alembic/versions/p1pp_step.py"), "branch_labels = ('plugin', 'extra')");
    assertFalse(answer.said().contains("✗"), answer.said());
  }
}
