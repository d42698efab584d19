package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import engine.Engine;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plan.CutChoice;
import tail.TailEngine;
import verify.VerifyPhase;

/** Revisions above one that stays become one on top of it. */
@Tag("slow")
class TailTest {
  @TempDir Path folder;
  private SampleRun run;
  private SmallProject project;
  private String newest;

  /** Two revisions that stay; the second seeds a row with a value of each build's own. */
  @BeforeEach
  void start() throws Exception {
    Path root = Files.createDirectories(folder.resolve("app")).toRealPath();
    project = new SmallProject(root);
    run = SampleRun.localOn(root);
    revision("base1", "CREATE TABLE account (id int PRIMARY KEY, name text)");
    revision(
        "base2",
        "CREATE TABLE tenant (id uuid PRIMARY KEY); INSERT INTO tenant SELECT gen_random_uuid();"
            + " INSERT INTO account VALUES (1, 'root')");
  }

  private void revision(String id, String sql) {
    project.revision(id, Optional.ofNullable(newest), "op.execute(\"\"\"" + sql + "\"\"\")");
    newest = id;
    run.commitAll(id);
  }

  private void plan(String from) {
    run.plan("main", new CutChoice(Optional.empty(), Optional.empty(), Optional.of(from)));
  }

  @Test
  void a_branch_of_four_becomes_one_on_top_of_its_base() {
    revision("feat1", "CREATE TABLE orders (id serial PRIMARY KEY, account int)");
    revision("feat2", "ALTER TABLE orders ADD FOREIGN KEY (account) REFERENCES account");
    revision("feat3", "ALTER TABLE account ADD email text; CREATE INDEX ON account (email)");
    revision("feat4", "INSERT INTO orders (account) VALUES (1)");
    plan("base2");
    run.dump();
    run.squash(false, true);
    assertTrue(Files.exists(run.path("migrations/versions/base1_.py")));
    assertTrue(Files.exists(run.path("migrations/versions/base2_.py")));
    assertFalse(Files.exists(run.path("migrations/versions/feat1_.py")));
    String baseline = run.git("grep", "-h", "down_revision =", "--", "migrations/versions/feat4*");
    assertEquals("down_revision = 'base2'", baseline.strip());
    assertEquals("", run.git("diff", "--name-only", "HEAD~1", "--", "*base*_.py").strip());
    String message = run.git("log", "-1", "--format=%B").replaceAll("\\s+", " ");
    assertTrue(message.contains("One between base2 and that must first be"), message);
    SampleRun.Answer answer = run.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said() + answer.data());
    assertTrue(answer.data().contains("IDENTICAL"), answer.data());
    assertTrue(answer.said().contains("for another installation"), answer.said());
    assertFalse(answer.said().contains("not tried"), answer.said());
    SampleRun.Answer states =
        run.verify(new VerifyPhase.Options(Optional.of("HEAD~1"), Optional.of("worktree"), false));
    assertEquals(ExitCode.DONE, states.exit(), states.said() + states.data());
  }

  @Test
  void what_is_done_to_rows_that_deployed_databases_have_is_a_difference() {
    revision("feat1", "ALTER TABLE account ADD email text");
    revision("feat2", "UPDATE account SET email = name || '@example.org'");
    revision("feat3", "ALTER TABLE account ALTER email SET NOT NULL");
    plan("base2");
    run.dump();
    run.squash(false, true);
    SampleRun.Answer answer = run.verify();
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said() + answer.data());
    assertTrue(answer.said().contains("contains null values"), answer.said());
  }

  /** No build of the project's own has rows there. */
  @Test
  void what_is_done_to_rows_of_a_table_that_is_empty_at_first_is_a_difference_too() {
    revision("base3", "CREATE TABLE visit (id serial, account int REFERENCES account, at date)");
    revision("feat1", "ALTER TABLE visit ADD place text");
    revision("feat2", "UPDATE visit SET place = 'unknown'");
    plan("base3");
    run.dump();
    run.squash(false, true);
    SampleRun.Answer answer = run.verify();
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said() + answer.data());
    assertTrue(answer.said().contains("public.visit"), answer.said());
    assertTrue(answer.said().contains("rows that databases at base3 have"), answer.said());
  }

  /** Each build at the base makes another tenant, which the row made up for a visit refers to. */
  @Test
  void rows_of_another_installation_that_refer_to_generated_values_are_no_difference() {
    revision(
        "base3",
        "CREATE TABLE visit (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),"
            + " tenant uuid NOT NULL REFERENCES tenant)");
    revision("feat1", "CREATE TABLE place (id serial PRIMARY KEY, visit uuid REFERENCES visit)");
    revision("feat2", "ALTER TABLE visit ADD at date NOT NULL DEFAULT '2024-01-01'");
    plan("base3");
    run.dump();
    run.squash(false, true);
    SampleRun.Answer answer = run.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said() + answer.data());
    assertTrue(answer.said().contains("for another installation IDENTICAL"), answer.said());
  }

  /** Each installation has another tenant there, and more of them. */
  @Test
  void rows_refer_to_the_row_that_each_installation_has() {
    SampleRun.Answer answer = settingsOf("tenant WHERE name = 'main'");
    assertEquals(ExitCode.DONE, answer.exit(), answer.said() + answer.data());
    assertTrue(
        run.text(".alembic_squash/baseline-feat2.sql")
            .contains("(SELECT \"id\" FROM \"public\".\"tenant\" WHERE \"name\""),
        answer.said());
  }

  @Test
  void rows_that_are_made_for_each_row_there_are_a_difference() {
    SampleRun.Answer answer = settingsOf("tenant");
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said() + answer.data());
    assertTrue(answer.said().contains("rows of public.setting"), answer.said());
  }

  private SampleRun.Answer settingsOf(String rows) {
    revision("base3", "ALTER TABLE tenant ADD name text UNIQUE; UPDATE tenant SET name = 'main'");
    revision("feat1", "CREATE TABLE setting (id serial, tenant uuid NOT NULL REFERENCES tenant)");
    revision("feat2", "INSERT INTO setting (tenant) SELECT id FROM " + rows);
    plan("base3");
    run.dump();
    run.squash(false, true);
    return run.verify();
  }

  /** What it leaves to the default would be lost in silence. */
  @Test
  void its_engine_passes_on_all_that_an_engine_can() {
    List<String> own =
        Arrays.stream(TailEngine.class.getDeclaredMethods()).map(Method::getName).toList();
    for (Method method : Engine.class.getMethods()) {
      assertTrue(own.contains(method.getName()), method.toString());
    }
  }

  @Test
  void a_base_that_the_cut_does_not_come_after_is_refused() {
    revision("feat1", "CREATE TABLE orders (id int)");
    assertTrue(
        assertThrows(Failure.class, () -> plan("feat1"))
            .getMessage()
            .contains("does not come after feat1"));
    assertTrue(
        assertThrows(Failure.class, () -> plan("base2"))
            .getMessage()
            .contains("there is nothing to squash"));
  }
}
