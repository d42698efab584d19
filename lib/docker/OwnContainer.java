package docker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import process.Processes;
import process.ShutdownHooks;

/** A container of ours, which is removed with its volumes on close and at this process's end. */
final class OwnContainer implements Serving {
  private static final int LOOKS = 15;
  private static final Duration POLL = Duration.ofMillis(200);

  private final String name = "alembic_squash-" + UUID.randomUUID();
  private final Thread hook = new Thread(this::remove, "remove container");
  private String id = "";
  private boolean removed;

  /**
   * Starts one.
   *
   * @param options of {@code docker run}, its variables without their values
   * @param image the image's id or name
   * @param command its arguments, or what it starts in place of its own
   * @param variables values of variables for what runs in it
   */
  OwnContainer(
      List<String> options, String image, List<String> command, Map<String, String> variables) {
    ShutdownHooks.add(hook);
    try {
      List<String> all = new ArrayList<>(options);
      variables.keySet().forEach(variable -> all.addAll(List.of("--env", variable)));
      id = Docker.start(name, all, image, command).with(variables).check().output().strip();
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /** An option that publishes a port on 127.0.0.1 only. */
  static List<String> publishing(int port) {
    return List.of("--publish", "127.0.0.1::" + port);
  }

  /** What to call it by. */
  String name() {
    return name;
  }

  /** Its number. */
  String id() {
    return id;
  }

  /**
   * A command in it.
   *
   * @param options of {@code docker exec}
   */
  Processes.Command execute(List<String> options, List<String> words) {
    List<String> all = new ArrayList<>(List.of("exec"));
    all.addAll(options);
    all.add(name);
    all.addAll(words);
    return Docker.command(all).named(words.get(0) + " (in the container)");
  }

  @Override
  public boolean isAlive() {
    return Docker.runs(name);
  }

  @Override
  public List<String> lastLines() {
    return Docker.lastLines(name);
  }

  @Override
  public void close() {
    ShutdownHooks.undisturbed(this::remove);
    ShutdownHooks.remove(hook);
  }

  /** Where starting it was cut short, Docker may still be about to make it. */
  private synchronized void remove() {
    if (removed) {
      return;
    }
    removed = true;
    int looks = id.isEmpty() ? LOOKS : 1;
    for (int look = 0; look < looks; look++) {
      if (!id.isEmpty() || Docker.hasContainer(name)) {
        Docker.removeContainer(name);
        return;
      }
      ShutdownHooks.pause(POLL);
    }
  }
}
