package docker;

import console.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import process.Processes;

/** Docker's command line: what we ask of it, in our words. */
public final class Docker {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);
  private static final Duration DONE_WITHIN = Duration.ofMinutes(2);

  /** A stock image may have to be fetched first. */
  private static final Duration STARTED_WITHIN = Duration.ofMinutes(20);

  private Docker() {}

  /** Whether an engine answers. */
  public static boolean answers() {
    return version().isPresent();
  }

  /** The version of the engine; empty if none answers. */
  public static Optional<String> version() {
    try {
      Processes.Result asked =
          command("version", "--format", "{{.Server.Version}}").within(ANSWERS_WITHIN).run();
      return asked.exitCode() == 0 ? Optional.of(asked.output().strip()) : Optional.empty();
    } catch (Failure noClient) {
      return Optional.empty();
    }
  }

  /**
   * Starts a container in the background.
   *
   * @param name what to call it, so that it can be removed whatever becomes of this call
   * @param options further ones
   * @param command its arguments, or what it starts in place of its own
   */
  static Processes.Command start(
      String name, List<String> options, String image, List<String> command) {
    List<String> words = new ArrayList<>(List.of("run", "--detach", "--name", name));
    words.addAll(List.of("--label", OwnLabel.NAME + "=" + OwnLabel.value()));
    words.addAll(options);
    words.add(image);
    words.addAll(command);
    return command(words).within(STARTED_WITHIN);
  }

  /** The port of 127.0.0.1 where a container's port is published; empty if it has ended. */
  static Optional<Integer> publishedPort(String container, int port) {
    return command("port", container, port + "/tcp")
        .run()
        .output()
        .lines()
        .findFirst()
        .map(published -> published.substring(published.lastIndexOf(':') + 1).strip())
        .map(Integer::valueOf);
  }

  /** What Docker knows of a container, by a template of its own language. */
  static String inspected(String container, String template) {
    return command("inspect", "--format", template, container).check().output().strip();
  }

  /** Whether a container still runs. */
  static boolean runs(String container) {
    Processes.Result state = command("inspect", "--format", "{{.State.Running}}", container).run();
    return state.exitCode() == 0 && state.output().strip().equals("true");
  }

  /** Whether a container is stopped for a moment, as it is while an image is made of it. */
  static boolean isPaused(String container) {
    Processes.Result state =
        command("inspect", "--format", "{{.State.Paused}}", container).cleansUp().run();
    return state.exitCode() == 0 && state.output().strip().equals("true");
  }

  /** The last that a container printed. */
  static List<String> lastLines(String container) {
    return command("logs", "--tail", "20", container).run().lastLines();
  }

  /** Whether a container of this name is there, running or not. */
  static boolean hasContainer(String name) {
    return !command("ps", "--all", "--quiet", "--filter", "name=^/" + name + "$")
        .cleansUp()
        .run()
        .output()
        .isBlank();
  }

  /** Stops and removes a container, with its volumes. */
  static void removeContainer(String container) {
    command("rm", "--force", "--volumes", container).cleansUp().run();
  }

  /** Whether an image of this name or id is on this machine. */
  public static boolean hasImage(String name) {
    return command("image", "inspect", "--format", "{{.Id}}", name).run().exitCode() == 0;
  }

  /**
   * Fetches an image from its registry.
   *
   * @throws Failure if it cannot, with Docker's last lines
   */
  public static void pull(String name) {
    Processes.Result pulled =
        command(List.of("pull", "--quiet", name)).within(STARTED_WITHIN).run();
    if (pulled.exitCode() != 0) {
      throw new Failure(
          "there is no image " + name + " on this machine, and Docker cannot fetch it",
          String.join("\n", pulled.lastLines()));
    }
  }

  /** Whether an image is there that nobody has given a name. */
  static boolean hasUnnamedImage(String id) {
    Processes.Result names =
        command("image", "inspect", "--format", "{{len .RepoTags}}", id).cleansUp().run();
    return names.exitCode() == 0 && names.output().strip().equals("0");
  }

  /** Those of some images that are still there. */
  static List<String> thoseThere(List<String> images) {
    List<String> words = new ArrayList<>(List.of("image", "inspect", "--format", "{{.Id}}"));
    words.addAll(images);
    return images.isEmpty() ? List.of() : command(words).cleansUp().run().output().lines().toList();
  }

  /** Images without a name that the classic builder made of this container. */
  static List<String> unnamedImagesOf(String container) {
    return unnamedImages("{{.Container}} {{.Id}}")
        .filter(line -> line.startsWith(container))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  /** Images without a name that have a label, as {@code NAME=VALUE}. */
  static List<String> unnamedImagesLabelled(String label) {
    return command(
            "image",
            "ls",
            "--all",
            "--quiet",
            "--no-trunc",
            "--filter",
            "dangling=true",
            "--filter",
            "label=" + label)
        .cleansUp()
        .run()
        .output()
        .lines()
        .toList();
  }

  /**
   * Images without a name that the classic builder made on top of another one, and on top of those:
   * the last of a row comes first.
   *
   * @param image the other one's name or id
   * @param since when they were made, or later, by this machine's clock
   */
  static List<String> unnamedImagesOn(String image, Instant since) {
    String id =
        command("image", "inspect", "--format", "{{.Id}}", image).cleansUp().run().output().strip();
    List<String[]> made =
        unnamedImages("{{.Parent}} {{.Created}} {{.Id}}")
            .map(line -> line.split(" "))
            .filter(words -> words.length == 3 && !Instant.parse(words[1]).isBefore(since))
            .toList();
    Deque<String> found = new ArrayDeque<>();
    if (!id.isEmpty()) {
      addMadeOn(id, made, found);
    }
    return List.copyOf(found);
  }

  private static void addMadeOn(String id, List<String[]> made, Deque<String> found) {
    for (String[] words : made) {
      if (words[0].equals(id)) {
        found.push(words[2]);
        addMadeOn(words[2], made, found);
      }
    }
  }

  private static Stream<String> unnamedImages(String format) {
    List<String> words = new ArrayList<>(List.of("image", "inspect", "--format", format));
    command("image", "ls", "--all", "--quiet", "--no-trunc", "--filter", "dangling=true")
        .cleansUp()
        .run()
        .output()
        .lines()
        .forEach(words::add);
    return command(words).within(DONE_WITHIN).cleansUp().run().output().lines();
  }

  /** Removes an image, and those below it that nothing else uses. */
  static Processes.Result removeImage(String id) {
    return command("image", "rm", id).cleansUp().run();
  }

  /** A command of Docker's, of those that take a moment. */
  static Processes.Command command(String... words) {
    return command(List.of(words)).within(DONE_WITHIN);
  }

  /** A command of Docker's that takes its time. */
  static Processes.Command command(List<String> words) {
    List<String> line = new ArrayList<>(List.of("docker"));
    line.addAll(words);
    return Processes.command(line).named("docker " + words.get(0));
  }
}
