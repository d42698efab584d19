package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;
import verify.VerifyPhase;

/** A project that had revisions, and tags, before it had an alembic.ini. */
@Tag("slow")
class LateConfigurationTest {
  private static final String TABLE =
      """
      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE t%s (id int PRIMARY KEY)')
      """;

  @TempDir Path folder;

  /** Revisions in db/versions since v1; the configuration came after it, in etc. */
  private SampleRun project() {
    Engines.assumeLocal();
    try (BuiltHistory history = BuiltHistory.empty(folder.resolve("late"))) {
      history.file(".gitignore", ".alembic_squash/\n__pycache__/\n").versionsIn("db/versions");
      history.file("db/env.py", GeneratedProject.ENV);
      history.revisionWith(TABLE.formatted("1"), "a1aa");
      history.revisionWith(TABLE.formatted("2"), "b2bb", "a1aa").committed("one").tag("v1");
      history.file("etc/alembic.ini", "[alembic]\nscript_location = %(here)s/../db\n");
      history.revisionWith(TABLE.formatted("3"), "c3cc", "b2bb").committed("two");
      return new SampleRun(
          history.root(), List.of("--engine=local", "--python=" + Engines.python().executable()));
    }
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  @Test
  void a_tag_from_before_is_squashed_by_todays_configuration() {
    SampleRun project = project();
    String said = project.plan("v1");
    says(said, "v1 squashes 2 revisions and keeps 1");
    says(said, "! no alembic.ini was found in commit ");
    says(said, ": the revision scripts of v1 are read where today's etc/alembic.ini says\n");
    project.dump();
    project.squash(false, true);
    Answer verified = project.verify();
    assertEquals(ExitCode.DONE, verified.exit(), verified.said() + verified.data());
    assertTrue(verified.data().matches("(?s)IDENTICAL.*"), verified.data());
  }

  @Test
  void a_configuration_that_was_wrong_then_is_read_as_it_is_today() {
    SampleRun project = project();
    configured(project, "wrong", "etc/alembic.ini", "[alembic]\nscript_location = db\n[alembic]\n");
    says(project.plan("wrong"), ": the revision scripts of wrong are read where today's");
    configured(project, "elsewhere", "etc/alembic.ini", "[alembic]\nscript_location = nowhere\n");
    says(
        project.plan("elsewhere"),
        "! as etc/alembic.ini was in elsewhere, it does not lead to these revisions: the revision"
            + " scripts of elsewhere are read where today's etc/alembic.ini says");
  }

  /** A branch of this name that adds a configuration to v1. */
  private static void configured(SampleRun project, String name, String path, String text) {
    project.git("switch", "--quiet", "--create", name, "v1");
    project.write(path, text);
    project.git("add", ".");
    project.git("commit", "--quiet", "--message", name);
    project.git("switch", "--quiet", "work");
  }

  @Test
  void another_projects_configuration_does_not_stand_in() {
    SampleRun project = project();
    configured(project, "other", "other/alembic.ini", "[alembic]\nscript_location = nothing\n");
    says(
        project.plan("other"),
        "! etc/alembic.ini is not in other, and what is there does not know these revisions: the"
            + " revision scripts of other are read");
  }

  @Test
  void a_state_without_configuration_is_not_built() {
    SampleRun project = project();
    VerifyPhase.Options options =
        new VerifyPhase.Options(Optional.of("v1"), Optional.of("worktree"), false);
    Failure failure = assertThrows(Failure.class, () -> project.verify(options));
    says(failure.getMessage(), "no alembic.ini was found in commit ");
    assertFalse(project.path(".alembic_squash/report.html").toFile().exists());
  }
}
