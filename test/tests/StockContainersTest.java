package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import process.Processes;
import tests.SampleRun.Answer;
import verify.VerifyPhase;

/** Databases in containers of a stock image, which is found again by a name of this test's own. */
@Tag("slow")
class StockContainersTest {
  private static final String TAG = "hearthd-24.11";
  private static final String ONE = "op.execute('CREATE TABLE one (id int)')";

  @TempDir Path folder;
  private final String image = "alembic-squash-test/" + UUID.randomUUID();

  /** It takes its time behind the socket: whoever asked there would be too early. */
  @BeforeEach
  void an_image() {
    derived("ENV INIT_SECONDS=1");
  }

  @AfterEach
  void nothing_is_left() {
    try {
      assertEquals("", containers("{{.ID}}"));
    } finally {
      Processes.command("docker", "image", "rm", "--force", image).run();
    }
  }

  @Test
  void the_sample_is_squashed_and_nothing_changed() {
    SampleRun sample = SampleRun.create(folder);
    SampleRun run =
        new SampleRun(
            sample.root(),
            List.of(
                "--image=" + image,
                "--python=" + Engines.python().executable(),
                "--init-sql=" + sample.path("contribs/init.sql")));
    Answer answer = run.run(TAG);
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.data().matches("(?s)IDENTICAL.*"), answer.data());
    String plan = run.text(".alembic_squash/squashplan");
    assertTrue(plan.contains("\nengine:docker\n"), plan);
    assertTrue(plan.contains("\nset.image:" + image + "\n"), plan);
    // What the plan says is enough.
    run.git("switch", "main");
    assertTrue(new SampleRun(run.root(), List.of()).dump().contains("containers of " + image));
  }

  @Test
  void two_states_are_compared_without_a_plan_and_the_database_described() throws Exception {
    SampleRun project = project(ONE);
    Answer answer =
        project.verify(
            new VerifyPhase.Options(Optional.of("main"), Optional.of("worktree"), false));
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data());
    project.schemaInfo("now");
    assertTrue(project.text(".alembic_squash/now_schema_info.txt").contains("\"public.two\""));
  }

  @Test
  void an_image_that_is_nowhere_is_told() throws Exception {
    SampleRun project =
        CommittedProject.create(
            folder, ONE, "--image=" + image + "-none", "--python=" + Engines.python().executable());
    Failure failure = assertThrows(Failure.class, () -> project.schemaInfo("now"));
    assertEquals(
        "there is no image " + image + "-none on this machine, and Docker cannot fetch it",
        failure.getMessage());
    assertFalse(failure.hint().isBlank());
    assertEquals(ExitCode.FAILED, failure.exitCode());
  }

  @Test
  void a_container_that_ends_shows_its_last_lines() throws Exception {
    derived("ENTRYPOINT [\"sh\", \"-c\", \"echo no such luck; exit 3\"]");
    Failure failure = assertThrows(Failure.class, () -> project(ONE).schemaInfo("now"));
    assertEquals(
        "the container of " + image + " ended before its database answered", failure.getMessage());
    assertEquals("Its last lines:\nno such luck", failure.hint());
  }

  @Test
  void an_image_that_never_serves_is_given_up() throws Exception {
    derived("ENTRYPOINT [\"sleep\", \"600\"]");
    Failure failure =
        assertThrows(Failure.class, () -> project(ONE, "--timeout=2").schemaInfo("now"));
    assertTrue(failure.getMessage().contains("within 2 s"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a container", "a revision"})
  void nothing_is_left_after_an_interrupt(String when) throws Exception {
    SampleRun project = project("op.execute('SELECT pg_sleep(600)')");
    try (ChildJvm child = new ChildJvm(Holder.class, project.root().toString(), image)) {
      if (when.equals("a revision")) {
        awaitLog(project.path(".alembic_squash/logs/now.log"), "a1a1a1a1a1a1", child);
      } else {
        awaitContainer(child);
      }
      String ports = containers("{{.Ports}}").strip();
      assertTrue(ports.matches("127\\.0\\.0\\.1:\\d+->5432/tcp"), ports);
      assertEquals(130, child.signal("INT").exitCode());
    }
  }

  /** Builds a database until it is ended. */
  static final class Holder {
    private Holder() {}

    /** Builds that of the project in the folder, with the image. */
    public static void main(String... arguments) {
      new SampleRun(Path.of(arguments[0]), options(arguments[1])).schemaInfo("now");
    }
  }

  private static List<String> options(String image) {
    return List.of("--image=" + image, "--python=" + Engines.python().executable());
  }

  private SampleRun project(String first, String... more) throws Exception {
    List<String> options = new ArrayList<>(options(image));
    options.addAll(List.of(more));
    return CommittedProject.create(folder, first, options.toArray(String[]::new));
  }

  private void awaitContainer(ChildJvm child) throws Exception {
    Eventually.when(
        "a container with a port",
        () -> {
          assertTrue(child.isAlive());
          return !containers("{{.Ports}}").isBlank();
        });
  }

  private static void awaitLog(Path log, String text, ChildJvm child) throws Exception {
    Eventually.when(
        text + " in " + log,
        () -> {
          boolean written = Files.exists(log) && Files.readString(log).contains(text);
          assertTrue(written || child.isAlive());
          return written;
        });
  }

  /** The stock image with one more line. */
  private void derived(String line) {
    Processes.command("docker", "build", "--quiet", "--force-rm", "--tag", image, "-")
        .stdin("FROM " + Engines.assumeStockImage() + "\n" + line + "\n")
        .check();
  }

  private String containers(String format) {
    return Processes.command(
            "docker", "ps", "--all", "--filter", "ancestor=" + image, "--format", format)
        .check()
        .output();
  }
}
