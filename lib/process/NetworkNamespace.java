//FILES templates/network_namespace.py=../../templates/network_namespace.py

package process;

import console.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A network that leads nowhere, for programs that are to reach nothing but each other: a network
 * namespace of Linux's (see {@code templates/network_namespace.py}). Made when it is first needed.
 * If it cannot be had, programs run as they would without, and {@link #obstacle} says why.
 */
public final class NetworkNamespace implements AutoCloseable {
  private static final String SCRIPT = "network_namespace.py";
  private static final Duration MADE_WITHIN = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(5);

  private final List<String> python;
  private final List<String> allowed;
  private Optional<RunningProcess> keeper = Optional.empty();
  private List<String> prefix = List.of();
  private String obstacle = "";
  private boolean tried;

  /**
   * Makes nothing yet.
   *
   * @param python the command line of a Python
   * @param allowed what can be reached from there all the same, each as {@code HOST:PORT}
   */
  public NetworkNamespace(List<String> python, List<String> allowed) {
    this.python = List.copyOf(python);
    this.allowed = List.copyOf(allowed);
  }

  /** Why it cannot be had; empty if it can. */
  public synchronized Optional<String> obstacle() {
    make();
    return Optional.of(obstacle).filter(why -> !why.isEmpty());
  }

  /** The command line that runs these words in it, in a folder. */
  synchronized List<String> words(List<String> words, Optional<Path> folder) {
    make();
    if (prefix.isEmpty()) {
      return words;
    }
    List<String> inside = new ArrayList<>(prefix);
    // To enter a mount namespace leads to its top folder.
    inside.addAll(
        List.of("env", "--chdir=" + folder.orElseGet(() -> Path.of("")).toAbsolutePath()));
    inside.addAll(words);
    return inside;
  }

  private void make() {
    if (tried) {
      return;
    }
    tried = true;
    if (!System.getProperty("os.name").equals("Linux")) {
      obstacle = "only Linux has network namespaces";
      return;
    }
    try {
      prefix = entering(started());
      Processes.Result first = Processes.command(words(List.of("true"), Optional.empty())).run();
      if (first.exitCode() != 0) {
        obstacle = String.join(" ", first.lastLines());
      }
    } catch (Failure without) {
      obstacle = without.getMessage();
    }
    if (!obstacle.isEmpty()) {
      prefix = List.of();
      close();
    }
  }

  private static List<String> entering(String process) {
    String folder = "/proc/" + process + "/ns/";
    List<String> words = new ArrayList<>(List.of("nsenter"));
    if (!"root".equals(System.getProperty("user.name"))) {
      words.addAll(List.of("--preserve-credentials", "--user=" + folder + "user"));
    }
    words.addAll(List.of("--net=" + folder + "net", "--mount=" + folder + "mnt", "--"));
    return words;
  }

  /** The number of a process in it. */
  private String started() {
    AtomicReference<String> said = new AtomicReference<>("");
    List<String> words = new ArrayList<>(python);
    words.addAll(List.of("-I", "-S", "-c", ShippedText.of(SCRIPT)));
    words.addAll(allowed);
    RunningProcess started =
        Processes.command(words)
            .named(SCRIPT)
            .eachLine(line -> said.compareAndSet("", line.strip()))
            .start();
    keeper = Optional.of(started);
    Instant deadline = Instant.now().plus(MADE_WITHIN);
    while (said.get().isEmpty() && started.isAlive() && Instant.now().isBefore(deadline)) {
      ShutdownHooks.pauseOrFail(POLL, "a network namespace was made");
    }
    if (!said.get().matches("\\d+")) {
      started.await(POLL);
      throw new Failure(last(started.lastLines()), "");
    }
    return said.get();
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "no network namespace was made" : lines.get(lines.size() - 1);
  }

  @Override
  public synchronized void close() {
    keeper.ifPresent(RunningProcess::close);
    keeper = Optional.empty();
  }
}
