package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;

/** `alembic -c conf/alembic.ini` typed at the root, from where script_location leads to scripts. */
@Tag("slow")
class WorkingFolderTest {
  private static final String TABLE =
      """
      from alembic import op


      def upgrade():
          with open('db/names.txt') as names:
              op.execute('CREATE TABLE %%s_%s (id int PRIMARY KEY)' %% names.read().strip())
      """;

  @TempDir Path folder;

  @Test
  void the_folder_above_the_configuration_is_the_working_folder() {
    Engines.assumeLocal();
    Answer answer = project().run("v1");
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data());
  }

  private SampleRun project() {
    try (BuiltHistory history = BuiltHistory.empty(folder.resolve("app"))) {
      history
          .file(".gitignore", ".alembic_squash/\n__pycache__/\n")
          .file("conf/alembic.ini", "[alembic]\nscript_location = db\n")
          .file("db/env.py", GeneratedProject.ENV)
          .file("db/names.txt", "made\n")
          .versionsIn("db/versions");
      history.revisionWith(TABLE.formatted("one"), "a1aa");
      history.revisionWith(TABLE.formatted("two"), "b2bb", "a1aa").committed("one").tag("v1");
      history.revisionWith(TABLE.formatted("three"), "c3cc", "b2bb").committed("two");
      return new SampleRun(
          history.root(), List.of("--engine=local", "--python=" + Engines.python().executable()));
    }
  }
}
