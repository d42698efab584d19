package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What env.py has Alembic call for each applied revision. */
@Tag("slow")
class VersionHooksTest {
  private static final String ENV =
      GeneratedProject.ENV
          .replace(
              "context.configure(connection=connection)",
              "context.configure(connection=connection, on_version_apply=note)")
          .replace(
              "if context.is_offline_mode()",
              """
              from sqlalchemy import text


              def note(ctx, step, **others):
                  ctx.connection.execute(
                      text("INSERT INTO applied (revision) VALUES ('%s')" % step.up_revision_id))


              if context.is_offline_mode()\
              """
                  .stripIndent());

  private static final String REVISION =
      """
      from alembic import op


      def upgrade():
          op.execute("%s")
      """;

  @TempDir private Path folder;

  private SampleRun project(String second) {
    return GeneratedProject.of(
        folder.resolve("shop"),
        ENV,
        "v1",
        List.of(
            REVISION.formatted("CREATE TABLE applied (id serial PRIMARY KEY, revision text)"),
            REVISION.formatted(second)),
        REVISION.formatted("CREATE TABLE label (id int)"));
  }

  @Test
  void their_rows_are_left_out_of_the_baseline_for_which_they_are_called_too() {
    SampleRun project = project("CREATE TABLE item (id int)");
    project.plan("v1");
    String said = project.dump();
    assertTrue(
        said.contains(
            "! on_version_apply has note in env.py write a row for each applied revision into"
                + " public.applied: with the baseline a new database has one for all squashed"
                + " revisions, so that `verify` calls it a difference. The baseline leaves those"
                + " rows out"),
        said);
    String sql = project.text(".alembic_squash/baseline-v1.sql");
    assertTrue(sql.contains("CREATE TABLE public.applied"), sql);
    assertFalse(sql.contains("INSERT INTO public.applied"), sql);
  }

  @Test
  void where_revisions_write_there_too_it_is_refused_with_a_way_on() {
    SampleRun project = project("INSERT INTO applied (revision) VALUES ('by hand')");
    project.plan("v1");
    Failure failure = assertThrows(Failure.class, project::dump);
    assertEquals(
        "on_version_apply has note in env.py write public.applied for each applied revision, which"
            + " has other rows as well, so that the baseline cannot leave out those of the hook",
        failure.getMessage());
    assertTrue(failure.hint().contains("--env"), failure.hint());
  }
}
