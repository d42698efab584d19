package tests;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image whose build does not get the baseline's SQL. */
@Tag("slow")
class LeftOutOfImageTest {
  @TempDir Path folder;

  @Test
  void the_failure_says_what_leaves_it_out() throws Exception {
    Engines.assumeDocker();
    Path root = Files.createDirectory(folder.resolve("app")).toRealPath();
    DatabaseImage image = new DatabaseImage(root);
    image.project().write(".dockerignore", "**/*.sql\n");
    SampleRun run =
        new SampleRun(
            root, List.of("--engine=dockerfile", "--dockerfile=" + root + "/Dockerfile-db"));
    run.initialised();
    run.commitAll("all");
    run.git("tag", "v1");
    run.plan("v1");
    String said = run.handmadeBaseline().squash(false, false);
    assertTrue(said.contains(".dockerignore leaves migrations/versions/baseline-v1.sql out"), said);
    Failure failure = assertThrows(Failure.class, run::verify);
    assertTrue(
        failure
            .hint()
            .contains(
                "The image has no migrations/versions/baseline-v1.sql, though the repository has:"
                    + " .dockerignore, or what the Dockerfile copies, leaves it out. Add the line"
                    + " `!migrations/versions/baseline-v1.sql` at the end of .dockerignore,"),
        failure.getMessage() + "\n" + failure.hint());
  }
}
