package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept revisions that import squashed ones, run by Alembic. */
@Tag("slow")
class ImportedRevisionsBuiltTest {
  private static final String SQUASHED =
      """
      from alembic import op


      def make(name):
          op.execute('CREATE TABLE %s (id int)' % name)


      def upgrade():
          make('one')
      """;

  private static final String NOTHING = "\n\ndef upgrade():\n    pass\n";

  @TempDir Path folder;

  private static String kept(String importing) {
    return """
    import sys
    from importlib import import_module
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parent))
    %s


    def upgrade():
        module.make('two')
    """
        .formatted(importing);
  }

  private SampleRun project(String importing) {
    return GeneratedProject.of(
        folder.resolve("app"), "v1", List.of(SQUASHED, NOTHING), kept(importing));
  }

  @Test
  void the_module_that_stays_builds_the_same() {
    SampleRun project = project("module = import_module('000000000001_step')");
    project.planKeepingImported("v1");
    project.dump();
    project.squash(false, true);
    SampleRun.Answer answer = project.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data());
  }

  @Test
  void an_import_that_nobody_saw_is_explained_by_the_squash() {
    SampleRun project = project("module = import_module('_'.join(['000000000001', 'step']))");
    project.plan("v1");
    Failure failure = assertThrows(Failure.class, project::dump);
    assertTrue(
        failure.hint().startsWith("The squash removes alembic/versions/000000000001_step.py, "),
        failure.getMessage() + "\n" + failure.hint());
    assertTrue(failure.hint().contains("Plan again with --keep-imported"), failure.hint());
    assertFalse(failure.hint().contains("install it there"), failure.hint());
  }
}
