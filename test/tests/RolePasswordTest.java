package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;

class RolePasswordTest {
  private static final String SET =
      "op.execute(\"ALTER ROLE reader PASSWORD '%s'\" % os.environ['READER_PASSWORD'])";

  @TempDir Path folder;

  @Test
  void a_password_that_the_baseline_lacks_is_set_where_the_warning_says() throws Exception {
    Engines.assumeLocal();
    SampleRun project =
        CommittedProject.create(
            folder,
            "op.execute('CREATE ROLE reader LOGIN')\n" + SET,
            "--engine=local",
            "--python=" + Engines.python().executable(),
            "--env=READER_PASSWORD=s3cr3t");
    Answer without = project.run("b2b2b2b2b2b2");
    assertEquals(ExitCode.DIFFERENT, without.exit(), without.said());
    assertTrue(
        without
            .said()
            .contains(
                "a migration gave role reader a password, which the baseline does not: set it in"
                    + " upgrade() of the baseline revision, from the environment say, after"
                    + " `squash` and before `verify`"),
        without.said());
    assertTrue(without.said().contains("password of a role"), without.said());
    assertEquals(
        "DIFFERENT: 1 difference, seen in 2 of 5 ways: fresh, offline", without.data().strip());
    assertTrue(
        without.said().contains("the same, 1,")
            && without.said().contains(" what differs is not among those\n"),
        without.said());
    String baseline = "migrations/versions/b2b2b2b2b2b2_squashed_baseline_b2b2b2b2b2b2.py";
    String text = project.text(baseline);
    project.write(
        baseline,
        "import os\n"
            + text.replace("\n\n\ndef downgrade(", "\n    " + SET + "\n\n\ndef downgrade("));
    Answer with = project.verify();
    assertEquals(ExitCode.DONE, with.exit(), with.said());
    assertTrue(with.data().startsWith("IDENTICAL"), with.data());
  }
}
