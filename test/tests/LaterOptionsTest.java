package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;

/** Options that were not said to `plan`. */
@Tag("slow")
class LaterOptionsTest {
  /** That of the baseline, which later phases take as it was written. */
  private static final Pattern SUM = Pattern.compile("set\\.sha256\\.[^\n:]+:[0-9a-f]{64}\n");

  private static final String PLAN = ".alembic_squash/squashplan";

  @TempDir Path folder;

  @Test
  void what_a_database_was_built_with_holds_for_later_phases_and_what_failed_does_not()
      throws Exception {
    Engines.assumeLocal();
    SampleRun project =
        CommittedProject.create(
            folder,
            "assert os.environ['NEEDED'] == 'right'\nop.execute('CREATE TABLE one (id int)')",
            "--engine=docker",
            "--python=" + Engines.python().executable());
    String commit = project.git("rev-parse", "HEAD").strip();
    project.plan(commit);
    String planned = project.text(PLAN);
    assertThrows(Failure.class, with(project, "--env=NEEDED=wrong")::dump);
    assertEquals(planned, project.text(PLAN));
    with(project, "--env=NEEDED=right", "--timeout=50", "--alembic-name=other").dump();
    String kept =
        planned.replace("engine:docker\n", "engine:local\nset.env.NEEDED:right\n")
            + "set.timeout:50\n";
    assertTrue(SUM.matcher(project.text(PLAN)).find(), project.text(PLAN));
    assertEquals(kept, withoutSum(project));
    SampleRun later = new SampleRun(project.root(), List.of("--timeout=51"));
    later.squash(false, true);
    String cut = planned.replaceFirst("(?s).*\ncut:(\\w+)\n.*", "$1");
    String name = "baseline-" + cut + ".sql";
    assertEquals(
        project.text(".alembic_squash/" + name), project.text("migrations/versions/" + name));
    Answer verified = later.verify();
    assertEquals(ExitCode.DONE, verified.exit(), verified.said());
    assertTrue(verified.data().startsWith("IDENTICAL"), verified.data());
    assertEquals(
        kept.replace("timeout:50", "timeout:51")
            .replace("NEEDED:right\n", "NEEDED:right\nset.history:drop\n"),
        withoutSum(project));
  }

  private static String withoutSum(SampleRun project) {
    return SUM.matcher(project.text(PLAN)).replaceAll("");
  }

  private static SampleRun with(SampleRun project, String... more) {
    List<String> options = new ArrayList<>(List.of("--engine=local"));
    options.addAll(List.of(more));
    return new SampleRun(project.root(), options);
  }
}
