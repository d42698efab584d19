package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phases.NextSteps;
import process.Processes;
import squash.SquashOptions;
import squash.SquashPhase;
import tests.BuiltHistory.Talk;

/** What the end of a run says to type. */
class NextStepsTest {
  @TempDir Path folder;
  private BuiltHistory built;
  private SampleRun run;

  @BeforeEach
  void releases() {
    built = BuiltHistory.project(folder).file(".gitignore", ".alembic_squash/\n");
    built.revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1.0");
    built.revision("c3cc", "b2bb").committed("two").branch("topic");
    run = new SampleRun(folder, List.of("--engine=local"));
    run.plan("v1.0");
    run.handmadeBaseline();
  }

  @AfterEach
  void close() {
    built.close();
  }

  private String squashed(boolean commit) {
    run.said(
        (project, talk) -> new SquashPhase(project, new SquashOptions(false, commit)).runInARun());
    return run.said((project, talk) -> new NextSteps(project).say());
  }

  @Test
  void a_staged_squash_is_reviewed_committed_and_pushed_in_five_lines() {
    run.git("remote", "add", "upstream", "https://example.org/x.git");
    String said = squashed(false);
    String git = "git -C " + built.root();
    String file = built.root().resolve(".alembic_squash/commit-message").toString();
    assertEquals(
        List.of(
            "Next:",
            "  review: " + git + " diff --staged, and .alembic_squash/report.html",
            "  commit: " + git + " commit --file " + file,
            "  push: " + git + " push --set-upstream upstream topic",
            "  or take it back: alembic_squash undo"),
        said.lines().skip(1).limit(5).toList());
    assertTrue(
        said.contains("\n    alembic: squashed baseline v1.0\n\n    Squashes 2 revisions"), said);
    String line = said.lines().filter(l -> l.startsWith("  commit: ")).findFirst().orElseThrow();
    Processes.command("sh", "-c", line.substring("  commit: ".length())).check();
    assertEquals("alembic: squashed baseline v1.0\n", run.git("log", "-1", "--format=%s"));
    assertTrue(run.git("log", "-1", "--format=%b").contains("upgraded with v1.0."));
  }

  @Test
  void a_committed_squash_is_pushed_where_its_branch_goes() {
    run.git("remote", "add", "origin", "https://example.org/x.git");
    run.git("config", "branch.topic.remote", "origin");
    run.git("config", "branch.topic.merge", "refs/heads/topic");
    String said = squashed(true);
    assertTrue(said.contains("  review: git -C " + built.root() + " show, and "), said);
    assertTrue(said.contains("  commit: done; to reword it git "), said);
    assertTrue(said.endsWith(" push\n  or take it back: alembic_squash undo\n"), said);
  }

  @Test
  void the_way_back_is_named_as_the_tool_was_started() {
    squashed(false);
    Talk talk = Talk.startedAs("uvx alembic-squash");
    run.work(talk, project -> new NextSteps(project).say());
    assertTrue(talk.said().contains("\n  or take it back: uvx alembic-squash undo\n"), talk.said());
  }

  @Test
  void a_repository_without_a_remote_is_told_so() {
    assertTrue(squashed(false).contains(" push, once there is a remote: git "));
  }
}
