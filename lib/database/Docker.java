package database;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Docker's command line: what we ask of it, in our words. */
final class Docker {
  private Docker() {}

  /** Whether an engine answers. */
  static boolean answers() {
    try {
      return command("version", "--format", "{{.Server.Version}}").run().exitCode() == 0;
    } catch (Failure noClient) {
      return false;
    }
  }

  /**
   * Builds an image.
   *
   * @param dockerfile the file, anywhere
   * @param context the folder that COPY copies from
   * @param log where the build's output goes
   * @return the image's id
   */
  static String build(Path dockerfile, Path context, Path log) {
    try (TemporaryFolder folder = new TemporaryFolder("build")) {
      Path id = folder.path().resolve("id");
      command(
              "build",
              "--force-rm",
              "--iidfile",
              id.toString(),
              "--file",
              dockerfile.toString(),
              context.toString())
          .named("docker build --file " + dockerfile)
          .log(log)
          .check();
      return Files.readString(id).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Starts a container in the background, its port published on 127.0.0.1 only.
   *
   * @return the container's id
   */
  static String start(String image, int port) {
    return command("run", "--detach", "--publish", "127.0.0.1::" + port, image)
        .named("docker run")
        .check()
        .output()
        .strip();
  }

  /** The port of 127.0.0.1 where a container's port is published. */
  static int publishedPort(String container, int port) {
    String published =
        command("port", container, port + "/tcp").named("docker port").check().output().strip();
    return Integer.parseInt(published.substring(published.lastIndexOf(':') + 1));
  }

  /** Whether a container still runs. */
  static boolean runs(String container) {
    Processes.Result state = command("inspect", "--format", "{{.State.Running}}", container).run();
    return state.exitCode() == 0 && state.output().strip().equals("true");
  }

  /** The last that a container printed. */
  static List<String> lastLines(String container) {
    return command("logs", "--tail", "20", container).run().lastLines();
  }

  /** Stops and removes a container, with its volumes. */
  static void remove(String container) {
    command("rm", "--force", "--volumes", container).run();
  }

  /** Removes an image. */
  static void removeImage(String image) {
    command("rmi", image).run();
  }

  /** A command of Docker's. */
  static Processes.Command command(String... words) {
    return command(List.of(words));
  }

  /** As {@link #command(String...)}. */
  static Processes.Command command(List<String> words) {
    return Processes.command(
            java.util.stream.Stream.concat(java.util.stream.Stream.of("docker"), words.stream())
                .toList())
        .named("docker " + words.get(0));
  }
}
