package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases whose version table says nothing that the squashed revisions know. */
@Tag("slow")
class UnknownVersionsTest {
  private static final String DONE =
      "at no known revision IDENTICAL  databases at a revision that nobody knows, and without one,"
          + " are refused and stay as they are";

  /** What env.py does with a database that has tables and no version. */
  private static final String WRITES =
      """
      import sqlalchemy
      with engine.begin() as first:
          if first.scalar(sqlalchemy.text("SELECT to_regclass('account') IS NOT NULL")):
              if not first.scalar(sqlalchemy.text("SELECT count(*) FROM alembic_version")):
                  first.execute(sqlalchemy.text("CREATE TABLE lost (id int)"))
      """;

  @TempDir Path folder;
  private SampleRun run;
  private SmallProject project;

  @BeforeEach
  void start() throws Exception {
    Path root = Files.createDirectories(folder.resolve("app")).toRealPath();
    project = new SmallProject(root);
    run = SampleRun.localOn(root);
    project.revision("one", Optional.empty(), "op.execute('CREATE TABLE account (id int)')");
    project.revision("two", Optional.of("one"), "op.execute('CREATE TABLE note (id int)')");
  }

  private void commit() {
    run.commitAll("work");
  }

  private SampleRun.Answer squashed() {
    commit();
    run.plan("main");
    run.dump();
    run.squash(false, true);
    return run.verify();
  }

  @Test
  void they_are_refused_before_anything_has_run() {
    SampleRun.Answer answer = squashed();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said() + answer.data());
    assertTrue(answer.said().contains(DONE), answer.said());
  }

  @Test
  void one_that_the_squash_writes_to_is_a_difference() {
    assertEquals(ExitCode.DONE, squashed().exit());
    writing();
    commit();
    SampleRun.Answer answer = run.verify();
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said() + answer.data());
    assertTrue(answer.said().contains("+no revision: refused, and it was changed"), answer.said());
    assertTrue(
        answer.data().contains("seen in 1 of") && answer.data().contains("at no known revision"),
        answer.data());
  }

  @Test
  void one_that_the_originals_write_to_as_well_is_none() {
    writing();
    SampleRun.Answer answer = squashed();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said() + answer.data());
    assertTrue(answer.said().contains(DONE), answer.said());
  }

  private void writing() {
    project.env(
        SmallProject.ENV.replace("with engine.connect()", WRITES + "with engine.connect()"));
  }
}
