package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;
import tests.SampleRun.Answer;
import verify.VerifyPhase;

/** The sample project through all phases, with its own database image, and dumped on its own. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeFlowDockerTest {
  private static final String TAG = "hearthd-24.11";
  private static final String DOCKERFILE = "contribs/docker/Dockerfile-db";
  private static final String AT_CUT = ".alembic_squash/Dockerfile-db-baseline-" + TAG;

  private static final String CONTROL = "an unchanged `docker build` makes the same database";

  private SampleRun sample;
  private Answer answer;
  private Answer quick;
  private String baseline;
  private String committed;

  @BeforeAll
  void run_once(@TempDir Path folder) {
    Engines.assumeDocker();
    sample = SampleRun.create(folder, "--engine=dockerfile", "--python=python3");
    answer = sample.run(TAG);
    baseline = sample.text(".alembic_squash/baseline-" + TAG + ".sql");
    quick = sample.verify(VerifyPhase.Options.OF_THE_PLAN.quick(true));
    committed = sample.git("status", "--porcelain") + sample.git("log", "-1", "--format=%s");
    // What follows builds the originals.
    sample.git("switch", "main");
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  @Test
  void run_does_it_all_and_commits() {
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.data().matches("(?s)IDENTICAL.*"), answer.data());
    assertEquals("alembic: squashed baseline " + TAG + "\n", committed);
    says(answer.said(), "the image of " + DOCKERFILE);
    assertFalse(answer.said().contains("is built as a whole"), answer.said());
    says(answer.said(), "✓ " + CONTROL);
    assertFalse(answer.said().contains("--quick"), answer.said());
  }

  @Test
  void quick_leaves_the_unchanged_build_out_and_says_so() {
    assertEquals(ExitCode.DONE, quick.exit(), quick.said());
    assertTrue(quick.data().matches("(?s)IDENTICAL.*"), quick.data());
    assertFalse(quick.said().contains(CONTROL), quick.said());
    says(quick.said(), "no database of an unchanged `docker build`, as --quick says");
  }

  @Test
  void the_image_at_the_cut_is_kept_as_a_dockerfile() {
    String text = sample.text(AT_CUT);
    says(text, "upgrade cfc28759fbab");
    assertEquals(sample.text(DOCKERFILE), text.replace("upgrade cfc28759fbab", "upgrade head"));
  }

  @Test
  void dump_baseline_builds_the_dockerfile_of_the_cut_to_stdout() {
    Processes.Result result = dump("-f", AT_CUT).check();
    Set<String> missing = definitions(baseline);
    missing.removeAll(definitions(result.output()));
    Set<String> added = definitions(result.output());
    added.removeAll(definitions(baseline));
    assertEquals("[] []", missing + " " + added);
    assertFalse(result.output().contains("✓"), result.output());
    says(result.errors(), "✓ dump it");
  }

  @Test
  void dump_baseline_builds_a_dockerfile_that_hides_its_upgrade() throws Exception {
    sample.write(
        ".alembic_squash/Dockerfile-hiding",
        sample.text(DOCKERFILE).replace("upgrade head", "$(printf upgrade) head"));
    Path file = sample.path(".alembic_squash/head.sql");
    Processes.Result result =
        dump(
                "--dockerfile=.alembic_squash/Dockerfile-hiding",
                "-t90",
                "-q",
                "-uhearthd",
                "-dhearthd",
                "-ahearthd_alembic_version",
                file.toString())
            .check();
    assertEquals("", result.output());
    says(result.errors(), "shows no `alembic ... upgrade`");
    String dumped = Files.readString(file);
    says(dumped, "CREATE TABLE public.");
    says(dumped, "CREATE EXTENSION IF NOT EXISTS unaccent");
    assertFalse(dumped.contains("hearthd_alembic_version"), dumped);
  }

  @Test
  void a_version_table_that_is_not_there_and_a_role_that_cannot_enter_are_told() {
    Processes.Result table = failing("-f", AT_CUT, "-a", "versions").run();
    assertEquals(1, table.exitCode());
    says(table.errors(), "no table versions");
    Processes.Result role = failing("-f", DOCKERFILE, "-u", "nobody", "-t", "2").run();
    assertEquals(1, role.exitCode());
    says(role.errors(), "no database answered as postgresql://nobody@127.0.0.1");
  }

  /** Its log is kept. */
  private Processes.Command failing(String... arguments) {
    return Script.of("dump_baseline")
        .keptIn(sample.path(".alembic_squash"))
        .command(arguments)
        .in(sample.root());
  }

  private Processes.Command dump(String... arguments) {
    return Script.of("dump_baseline").command(arguments).in(sample.root());
  }

  /** Statements but those of rows, which each build has otherwise: dump_baseline freezes them. */
  private static Set<String> definitions(String dump) {
    return Arrays.stream(dump.split("\n--;; "))
        .skip(1)
        .map(String::strip)
        .filter(part -> !part.startsWith("TABLE DATA ") && !part.startsWith("generated values"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
