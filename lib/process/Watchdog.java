//FILES templates/watchdog.sh=../../templates/watchdog.sh

package process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process of its own that waits for the end of this one, and then removes what is left: after a
 * {@code kill -9} nobody else could. It holds the other end of a pipe, and has a session of its
 * own, so that what ends a group of processes spares it. Where the system has no shell there is
 * none, and the next run removes what is left.
 */
public final class Watchdog {
  /** The variable by which it knows the programs that this process started. */
  static final String VARIABLE = "ALEMBIC_SQUASH_INSTANCE";

  private static final String SCRIPT = "watchdog.sh";
  private static final String DOCKER = "docker";

  /** Started when there is something to watch. */
  private static final class Started {
    private static final Optional<OutputStream> PIPE = start();
  }

  private Watchdog() {}

  /** Has it remove this folder, and end the servers whose data directories lie in it. */
  static void watch(Path folder) {
    say(folder.toString());
  }

  /** Has it remove containers and images that are labelled as this process's. */
  public static void watchDocker() {
    say(DOCKER);
  }

  private static void say(String line) {
    Started.PIPE.ifPresent(
        pipe -> {
          synchronized (pipe) {
            try {
              pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
              pipe.flush();
            } catch (IOException ended) {
              // Somebody killed it: the next run removes what is left
              return;
            }
          }
        });
  }

  private static Optional<OutputStream> start() {
    List<String> words =
        List.of("sh", "-c", ShippedText.of(SCRIPT), "watchdog", Instance.own().token());
    return started(inSession(words)).or(() -> started(words));
  }

  private static List<String> inSession(List<String> words) {
    return Stream.concat(Stream.of("setsid"), words.stream()).toList();
  }

  /** Not by {@link Processes}, which would end it with this process. */
  private static Optional<OutputStream> started(List<String> words) {
    try {
      return Optional.of(
          new ProcessBuilder(words)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .getOutputStream());
    } catch (IOException noSuchProgram) {
      return Optional.empty();
    }
  }
}
