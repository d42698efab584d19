package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import dump.DumpBaselinePhase;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import squash.Downgrade;

/** Whether a baseline is what would be written today. */
@Tag("slow")
class BaselineCheckTest {
  private static final String PLAN = ".alembic_squash/squashplan";

  @TempDir Path folder;

  private static SampleRun.Answer check(SampleRun run) {
    return run.answer(project -> new DumpBaselinePhase(project, Downgrade.REFUSE).check());
  }

  @Test
  void a_baseline_made_again_is_the_same_and_an_edited_one_is_shown() {
    SampleRun run = SampleRun.local(folder);
    run.plan("hearthd-22.10");
    String name = "baseline-hearthd-22.10.sql";
    assertEquals(ExitCode.DIFFERENT, check(run).exit(), "there is none");
    run.dump();
    String first = run.text(".alembic_squash/" + name);
    run.dump();
    assertEquals(first, run.text(".alembic_squash/" + name), "made at another time");
    run.squash(false, true);
    String plan = run.text(PLAN);
    SampleRun.Answer same = check(run);
    assertEquals(ExitCode.DONE, same.exit(), same.data());
    assertTrue(same.data().contains(SampleRun.VERSIONS + name + " is what would be"), same.data());
    run.write(SampleRun.VERSIONS + name, first + "-- by hand\n");
    SampleRun.Answer edited = check(run);
    assertEquals(ExitCode.DIFFERENT, edited.exit());
    assertTrue(edited.data().contains("--- before: " + SampleRun.VERSIONS + name), edited.data());
    assertTrue(edited.data().contains("\n--- by hand\n"), edited.data());
    assertEquals(plan, run.text(PLAN));
    assertEquals(first + "-- by hand\n", run.text(SampleRun.VERSIONS + name));
    assertEquals(first, run.text(".alembic_squash/" + name));
  }
}
