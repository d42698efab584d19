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
import picocli.CommandLine;
import project.ProjectOptions;

/** What a squashed revision sets without LOCAL, and kept ones of the same run see. */
@Tag("slow")
class SessionSettingsTest {
  private static final String ENV =
      GeneratedProject.ENV.replace(
          "context.configure(connection=connection)",
          "context.configure(connection=connection, version_table_schema='public')");
  private static final String MAKES_LABEL = upgrade("CREATE TABLE label (id int)");

  @TempDir private Path folder;

  private static String upgrade(String... statements) {
    StringBuilder text = new StringBuilder("from alembic import op\n\n\ndef upgrade():\n");
    for (String statement : statements) {
      text.append("    op.execute(\"").append(statement).append("\")\n");
    }
    return text.toString();
  }

  private SampleRun project(String env, List<String> squashed) {
    return GeneratedProject.of(folder.resolve("shop"), env, "v1", squashed, MAKES_LABEL);
  }

  @Test
  void it_is_told_with_its_line_and_what_differs_has_it_for_a_reason() {
    SampleRun project =
        project(
            ENV,
            List.of(
                upgrade("CREATE SCHEMA store", "SET search_path TO store, public"),
                upgrade("CREATE TABLE item (id int)")));
    SampleRun.Answer answer = project.run("v1");
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    String told =
        "! the squashed revision 000000000001 (alembic/versions/000000000001_step.py, line ";
    assertEquals(2, answer.said().split(java.util.regex.Pattern.quote(told), -1).length);
    assertTrue(
        answer
            .said()
            .contains(
                ") leaves search_path = store, public in the session, which the kept revisions of"
                    + " the same run see no more. Put `SET search_path TO store, public` into the"
                    + " first of them, 000000000003 (alembic/versions/000000000003_step.py), or run"
                    + " `dump-baseline --session-settings=carry` to have the baseline do it at its"
                    + " end"),
        answer.said());
    assertTrue(
        answer.said().contains("✓ deployed at the cut IDENTICAL"),
        "the originals make the same of a deployed one\n" + answer.said());
  }

  @Test
  void the_baseline_carries_it_where_that_is_wanted() {
    SampleRun project =
        project(
                ENV,
                List.of(
                    upgrade("CREATE SCHEMA store", "CREATE ROLE keeper SUPERUSER"),
                    upgrade(
                        "SELECT set_config('search_path', 'store,public', false)",
                        "SET ROLE keeper")))
            .with("--session-settings=carry");
    SampleRun.Answer answer = project.run("v1");
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertFalse(answer.said().contains("in the session"), answer.said());
    String sql = project.text("alembic/versions/baseline-v1.sql");
    assertTrue(
        sql.endsWith(
            """
            --;; SESSION search_path
            SELECT pg_catalog.set_config('search_path', 'store,public', false);

            --;; SESSION role
            SET ROLE "keeper";

            --;; END OF FILE
            """),
        sql);
  }

  @Test
  void
      what_is_put_back_comes_with_a_library_or_is_local_to_a_transaction_of_its_own_is_left_to_nobody() {
    SampleRun project =
        project(
            ENV.replace(
                "connection=connection,", "connection=connection, transaction_per_migration=True,"),
            List.of(
                upgrade("SET statement_timeout = 60000", "DO 'BEGIN END'"),
                upgrade("RESET statement_timeout", "SET LOCAL lock_timeout = 60000")));
    project.plan("v1");
    String said = project.dump();
    assertFalse(said.contains("in the session"), said);
  }

  @Test
  void local_counts_where_all_revisions_share_one_transaction() {
    SampleRun project =
        project(
            ENV,
            List.of(
                upgrade("CREATE TABLE item (id int)", "SET shop.tenant = 'north'"),
                upgrade("SET LOCAL lock_timeout = 61000")));
    project.plan("v1");
    String said = project.dump();
    assertTrue(said.contains("leaves shop.tenant = north in the session"), said);
    assertTrue(said.contains("leaves lock_timeout = 61000 in the session"), said);
  }

  @Test
  void another_word_is_refused() {
    Failure failure =
        assertThrows(
            Failure.class,
            () ->
                CommandLine.populateCommand(new ProjectOptions(), "--session-settings=both")
                    .settings());
    assertEquals(
        "--session-settings is 'both', which is neither carry nor leave", failure.getMessage());
  }
}
