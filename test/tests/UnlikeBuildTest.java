package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;
import verify.VerifyPhase;

/** Migrations that notice that they run in no {@code docker build}. */
@Tag("slow")
class UnlikeBuildTest {
  @TempDir Path folder;

  @Test
  void a_database_that_docker_build_makes_otherwise_fails_the_control() throws Exception {
    Engines.assumeDocker();
    Path root = Files.createDirectory(folder.resolve("app")).toRealPath();
    new DatabaseImage(root)
        .project()
        .revision(
            "a3",
            Optional.of("a2"),
            "first = open('/proc/1/comm').read().strip()",
            "op.execute('CREATE TABLE in_%s (id int)' % first)");
    SampleRun run =
        new SampleRun(
            root, List.of("--engine=dockerfile", "--dockerfile=" + root + "/Dockerfile-db"));
    run.initialised();
    run.commitAll("all");
    Answer answer =
        run.verify(new VerifyPhase.Options(Optional.of("main"), Optional.of("worktree"), false));
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    assertTrue(
        answer
            .data()
            .contains(
                "the comparison failed its own control: an unchanged `docker build` makes the same"
                    + " database; they differ in "),
        answer.data());
    assertTrue(answer.said().contains("✓ fresh IDENTICAL"), answer.said());
  }
}
