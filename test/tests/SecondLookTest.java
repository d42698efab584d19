package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;

/** A DIFFERENT that comes of what was done once for many commands is none. */
@Tag("slow")
class SecondLookTest {
  private static final String ENV = "alembic/env.py";
  private static final String KEPT = SampleRun.VERSIONS + "0dfcb0060dab_add_heat_curve.py";
  private static final String SLOW =
      """
      import time

      from hearthd import flags

      since = time.process_time()
      while time.process_time() < since + 0.4:
          pass
      LEVEL = flags.LEVEL
      """;

  /** env.py changes a module before it imports what reads that, which is seen by no variable. */
  @Test
  void modules_that_are_imported_without_env_py_are_found_out(@TempDir Path folder) {
    SampleRun sample = SampleRun.local(folder);
    sample.write("hearthd/flags.py", "LEVEL = 'unset'\n");
    sample.write("hearthd/slow.py", SLOW);
    sample.write(
        ENV,
        "from hearthd import flags\nflags.LEVEL = 'set'\nfrom hearthd import slow\n"
            + sample.text(ENV));
    sample.write(
        KEPT,
        sample
            .text(KEPT)
            .replace(
                "def upgrade() -> None:\n",
                "def upgrade() -> None:\n"
                    + "    from hearthd import slow\n"
                    + "    op.execute(f\"CREATE TABLE told (level text DEFAULT"
                    + " '{slow.LEVEL}')\")\n"));
    sample.git("add", "--all");
    sample.git("commit", "--message=levels");
    Answer answer = sample.run("hearthd-24.11");
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.said().contains("once more"), answer.said());
    assertTrue(answer.data().contains("IDENTICAL"), answer.data());
    assertTrue(sample.text(".alembic_squash/verify/after.sql").contains("DEFAULT 'set'::text"));
  }
}
