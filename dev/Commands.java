import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the scripts that build something do with programs and folders. */
final class Commands {
  private Commands() {}

  /**
   * Runs a program and returns what it prints; what it says goes where this program's talk goes.
   *
   * @throws IllegalStateException if it fails
   */
  static String output(Path folder, String... words) {
    try {
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectError(Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(words[0] + " failed with exit code " + code + ": " + said);
      }
      return said;
    } catch (IOException unrunnable) {
      throw new UncheckedIOException(words[0] + " cannot be run", unrunnable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(words[0] + " was interrupted", interrupted);
    }
  }

  /** All that is in a folder, the folder first. */
  static List<Path> tree(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      return inside.sorted().toList();
    }
  }

  /** Removes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    for (Path path : tree(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(path);
    }
  }
}
