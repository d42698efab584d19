package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import console.Failure;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.PostgresInstallation;
import process.Processes;

/** As root, PostgreSQL runs as somebody else, who must be able to reach what it needs. */
@Tag("slow")
class UnprivilegedTest {
  @TempDir Path folder;

  @BeforeEach
  void as_root() {
    assumeTrue("root".equals(System.getProperty("user.name")), "this matters to root only");
  }

  @Test
  void the_server_and_its_files_belong_to_the_stand_in() throws Exception {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      String data =
          clusters
              .start()
              .client(
                  "psql",
                  clusters.start().superuser().orElseThrow(),
                  List.of("--no-psqlrc", "-Atc", "SHOW data_directory"))
              .check()
              .output()
              .strip();
      String owner = Files.getOwner(Path.of(data)).getName();
      assertTrue(List.of("postgres", "nobody").contains(owner), owner);
    }
  }

  @Test
  void a_folder_for_temporary_files_that_it_cannot_enter_is_told() throws Exception {
    Path hidden = Files.createDirectory(folder.resolve("hidden"));
    Processes.command("chmod", "700", hidden.toString()).check();
    String binaries = Engines.assumeLocal().binaries().toString();
    try (ChildJvm child = new ChildJvm(hidden, Told.class, binaries)) {
      String message = child.await("told ");
      assertTrue(message.endsWith("which only root can reach"), message);
      assertEquals(0, child.end().exitCode());
    }
    assertEquals(0, hidden.toFile().list().length);
  }

  /** Wants a cluster and prints why there is none. */
  static final class Told {
    private Told() {}

    /** The argument is the folder of PostgreSQL's programs. */
    public static void main(String... binaries) {
      PostgresInstallation own = PostgresInstallation.in(Path.of(binaries[0])).orElseThrow();
      Failure failure = assertThrows(Failure.class, () -> new LocalClusters(own).close());
      System.out.println("told " + failure.getMessage());
    }
  }
}
