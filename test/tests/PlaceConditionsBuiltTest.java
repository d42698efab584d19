package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of conditions of the place where a baseline is built. */
@Tag("slow")
class PlaceConditionsBuiltTest {
  private static final String REVISION =
      """
      op.execute("CREATE TABLE account (name text)")
      if os.environ.get("SHOP_REGION", "north") != "south":
          op.execute("INSERT INTO account VALUES ('demo')")
      if os.environ.get("SHOP_PASSWORD"):
          op.execute("INSERT INTO account VALUES ('more')")
      op.execute("DO $$ BEGIN IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'nosuch')"
          " THEN CREATE INDEX ON account (name); END IF; END $$")
      op.execute("DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'reporting')"
          " THEN GRANT SELECT ON account TO reporting; END IF; END $$")
      op.execute("DROP TABLE IF EXISTS legacy")\
      """;

  @TempDir private Path folder;

  @Test
  void each_is_told_with_its_outcome_and_a_variable_that_was_given_is_no_warning()
      throws Exception {
    SampleRun project =
        CommittedProject.create(
            folder,
            REVISION,
            "--engine=local",
            "--python=" + Engines.python().executable(),
            "--env=SHOP_PASSWORD=hidden-4711");
    String planned = project.plan(project.git("rev-parse", "HEAD").strip());
    says(planned, "depend on 5 conditions of the place where they run; a baseline has one outcome");
    says(
        planned,
        "  environment variable SHOP_REGION: migrations/versions/a1a1a1a1a1a1_.py:13 (a1a1");
    String said = project.dump();
    String by = "the squashed revision a1a1a1a1a1a1 (migrations/versions/a1a1a1a1a1a1_.py:";
    says(
        said,
        "! "
            + by
            + "13) depends on environment variable SHOP_REGION, which is not set here: the baseline"
            + " has that outcome wherever it runs. Build it as production does, with --env"
            + " SHOP_REGION=VALUE, or put that part into a kept revision");
    says(
        said, "  " + by + "15) depends on environment variable SHOP_PASSWORD, which is set here: ");
    assertFalse(said.contains("hidden-4711"), said);
    assertFalse(said.contains("! " + by + "15)"), said);
    says(said, "extension nosuch (pg_available_extensions), which this one does not: ");
    says(said, "whether role reporting is there, which it was not before the first migration: ");
    says(said, "whether what they drop is there: legacy: ");
    project.squash(false, false);
    SampleRun.Answer answer = project.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    says(
        project.text(".alembic_squash/report.json"),
        "what comes of the squashed revisions where other than here: they depend on ");
  }

  /**
   * A role that some installations have, asked for in SQL, by Python, and by way of the failure.
   */
  @Test
  void a_baseline_grants_where_the_role_is_there_and_runs_where_it_is_not() throws Exception {
    Path roles =
        Files.writeString(
            folder.resolve("roles.sql"),
            "CREATE ROLE reporting; CREATE ROLE \"Back up\"; CREATE ROLE watcher; CREATE ROLE"
                + " always;");
    SampleRun project =
        CommittedProject.create(
            folder.resolve("shop"),
            """
            import sqlalchemy as sa
            op.execute("CREATE TABLE account (name text)")
            op.execute("DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'reporting') THEN"
                " GRANT SELECT (name), UPDATE (name) ON account TO reporting; ALTER DEFAULT PRIVILEGES"
                " GRANT SELECT ON TABLES TO reporting; END IF; END $$")
            if op.get_bind().execute(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": "Back up"}).scalar():
                op.execute('GRANT SELECT ON account TO "Back up" WITH GRANT OPTION')
            op.execute("DO $$ BEGIN GRANT INSERT ON account TO Watcher;"
                " EXCEPTION WHEN undefined_object THEN NULL; END $$")
            op.execute("GRANT DELETE ON account TO always")\
            """,
            "--engine=local",
            "--python=" + Engines.python().executable(),
            "--init-sql=" + roles);
    project.plan(project.git("rev-parse", "HEAD").strip());
    String said = project.dump();
    says(
        said,
        "whether role reporting is there, which it was before the first migration: the baseline"
            + " grants to it if it is there, and has all else of that outcome wherever it runs");
    project.squash(false, false);
    SampleRun.Answer answer = project.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    Files.writeString(roles, "CREATE ROLE always;");
    SampleRun.Answer without = project.verify();
    assertEquals(ExitCode.DONE, without.exit(), without.said());
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }
}
