package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The baseline is run by the project's own Alembic before anything in the repository changes. */
@Tag("slow")
class BaselineTrialTest {
  private static final String REVISION =
      """
      from alembic import op


      def upgrade():
          op.execute("%s")
      """;

  @TempDir private Path folder;

  private SampleRun project(String env, String... squashed) {
    return GeneratedProject.of(
        folder.resolve("shop"),
        env,
        "v1",
        Stream.concat(Stream.of("SELECT 1"), Stream.of(squashed)).map(REVISION::formatted).toList(),
        REVISION.formatted("CREATE TABLE label (id int)"));
  }

  @Test
  void what_alembic_cannot_run_online_ends_dump_baseline_and_leaves_the_repository_alone() {
    SampleRun project =
        project(
            GeneratedProject.ENV.replace(
                "        context.configure(connection=connection)",
                """
                        import glob
                        for file in glob.glob('alembic/versions/*.sql'):
                            raise ValueError('an env.py that does not like ' + file)
                        context.configure(connection=connection)
                """
                    .stripTrailing()),
            "CREATE TABLE item (id int)");
    project.plan("v1");
    Failure failure = assertThrows(Failure.class, project::dump);
    assertTrue(failure.getMessage().contains("an env.py that does not like"), failure.getMessage());
    assertEquals("", project.git("status", "--porcelain"));
    assertFalse(Files.exists(project.path(".alembic_squash/baseline-v1.sql")));
  }

  @Test
  void what_cannot_be_written_as_sql_ends_it_where_the_originals_can() {
    SampleRun project =
        project(
            GeneratedProject.ENV.replace(
                "if context.is_offline_mode():\n",
                """
                import glob
                if context.is_offline_mode() and glob.glob('alembic/versions/*.sql'):
                    raise ValueError('no SQL today')
                if context.is_offline_mode():
                """),
            "CREATE TABLE item (id int)");
    project.plan("v1");
    Failure failure = assertThrows(Failure.class, project::dump);
    assertEquals(
        "the baseline does not run offline, and the migrations do: Alembic failed: ValueError: no"
            + " SQL today",
        failure.getMessage());
    assertTrue(failure.hint().startsWith("Nothing in the repository was changed."));
    assertTrue(Files.exists(project.path(".alembic_squash/failed-baseline-v1.sql")));
  }

  @Test
  void an_env_py_without_an_offline_mode_is_no_failure() {
    SampleRun project =
        project(
            GeneratedProject.ENV.replace(
                "if context.is_offline_mode():\n",
                "if context.is_offline_mode():\n    raise ValueError('not here')\nif False:\n"),
            "CREATE TABLE item (id int)");
    project.plan("v1");
    project.dump();
    assertTrue(Files.exists(project.path(".alembic_squash/baseline-v1.sql")));
  }

  @Test
  void an_ordinary_role_is_a_way_of_its_own() {
    SampleRun project = project(GeneratedProject.ENV, "CREATE TABLE item (id int DEFAULT 1)");
    SampleRun.Answer answer = project.run("v1");
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.said().contains("✓ as an ordinary role IDENTICAL"), answer.said());
  }

  @Test
  void originals_that_need_a_superuser_are_not_compared_so_and_the_reason_is_told() {
    SampleRun project =
        project(
            GeneratedProject.ENV,
            "CREATE FUNCTION two() RETURNS int LANGUAGE internal AS 'pg_backend_pid'");
    SampleRun.Answer answer = project.run("v1");
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    String why = "as an ordinary role: the originals do not build so: revision 000000000002";
    assertTrue(answer.said().contains("  not tried " + why), answer.said());
    assertTrue(answer.said().contains("  " + why), answer.said());
    assertTrue(answer.said().contains("permission denied for language internal"), answer.said());
  }

  @Test
  void one_that_makes_roles_is_enough_where_the_originals_need_no_more() {
    SampleRun project = project(GeneratedProject.ENV, "CREATE ROLE keeper");
    SampleRun.Answer answer = project.run("v1");
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.said().contains("✓ as an ordinary role IDENTICAL"), answer.said());
  }
}
