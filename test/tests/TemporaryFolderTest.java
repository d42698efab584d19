package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import process.TemporaryFolder;

class TemporaryFolderTest {
  @Test
  void it_is_ours_alone_and_gone_with_all_in_it_after_close() throws Exception {
    Path path;
    try (TemporaryFolder folder = new TemporaryFolder("test")) {
      path = folder.path();
      assertTrue(path.getFileName().toString().startsWith("alembic_squash-test-"));
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "");
      Files.createSymbolicLink(path.resolve("link"), Path.of("/etc"));
    }
    assertFalse(Files.exists(path));
    assertTrue(Files.exists(Path.of("/etc/passwd")));
  }

  @Test
  void closing_twice_and_a_folder_that_is_gone_already_are_no_matter() throws Exception {
    TemporaryFolder folder = new TemporaryFolder("test");
    Files.delete(folder.path());
    folder.close();
    folder.close();
  }

  @Test
  void what_somebody_still_writes_into_it_goes_too() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    TemporaryFolder folder = new TemporaryFolder("test");
    Thread writer = new Thread(() -> write(folder.path(), stop));
    writer.start();
    Thread.sleep(50);
    Thread stopper = new Thread(() -> stopAfterAWhile(stop));
    stopper.start();
    folder.close();
    writer.join();
    stopper.join();
    assertFalse(Files.exists(folder.path()));
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void it_is_gone_after_a_signal(String signal, int exitCode) throws Exception {
    try (ChildJvm child = new ChildJvm(Holder.class)) {
      Path path = Path.of(child.await("folder "));
      assertTrue(Files.exists(path));
      assertEquals(exitCode, child.signal(signal).exitCode());
      assertFalse(Files.exists(path));
    }
  }

  @Test
  void none_is_made_while_the_process_ends() throws Exception {
    try (ChildJvm child = new ChildJvm(Late.class)) {
      assertEquals("interrupted", child.await("late "));
      assertEquals(0, child.end().exitCode());
    }
  }

  /** Holds a folder until it is ended. */
  static final class Holder {
    private Holder() {}

    /** Prints the folder. */
    public static void main(String... none) throws Exception {
      try (TemporaryFolder folder = new TemporaryFolder("test")) {
        Files.writeString(folder.path().resolve("file"), "");
        System.out.println("folder " + folder.path());
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  /** Wants a folder when it is too late. */
  static final class Late {
    private Late() {}

    /** Prints what it is told. */
    public static void main(String... none) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    Failure failure =
                        assertThrows(Failure.class, () -> new TemporaryFolder("test").close());
                    System.out.println("late " + failure.getMessage());
                  }));
    }
  }

  private static void write(Path folder, AtomicBoolean stop) {
    for (int i = 0; !stop.get(); i++) {
      try {
        Files.writeString(folder.resolve("file" + i), "");
      } catch (IOException gone) {
        return;
      }
    }
  }

  private static void stopAfterAWhile(AtomicBoolean stop) {
    try {
      Thread.sleep(300);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    stop.set(true);
  }
}
