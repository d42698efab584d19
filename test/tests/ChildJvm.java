package tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import process.Processes;
import process.RunningProcess;

/** A JVM of its own that runs one main class of the tests, to be interrupted. */
final class ChildJvm implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What is started in the background of a shell ignores the interrupt, and hands that down. */
  private static final String INTERRUPTIBLE =
      """
      import os, signal, sys
      signal.signal(signal.SIGINT, signal.SIG_DFL)
      os.execvp(sys.argv[1], sys.argv[1:])
      """;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final RunningProcess process;

  ChildJvm(Class<?> main, String... arguments) {
    this(Path.of(System.getProperty("java.io.tmpdir")), main, arguments);
  }

  /** With a folder of its own for temporary files. */
  ChildJvm(Path temporary, Class<?> main, String... arguments) {
    this(List.of("-Djava.io.tmpdir=" + temporary), main, arguments);
  }

  /** With a heap of so many megabytes besides. */
  static ChildJvm withHeap(int megabytes, Path temporary, Class<?> main, String... arguments) {
    return new ChildJvm(
        List.of("-Djava.io.tmpdir=" + temporary, "-Xmx" + megabytes + "m", "-XX:+UseSerialGC"),
        main,
        arguments);
  }

  private ChildJvm(List<String> options, Class<?> main, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "python3",
                "-c",
                INTERRUPTIBLE,
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1"));
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    words.addAll(List.of(arguments));
    process = Processes.command(words).eachLine(lines::add).start();
  }

  /** Waits for a line that begins so, and returns the rest of it. */
  String await(String beginning) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      String line = lines.poll(1, TimeUnit.SECONDS);
      if (line != null && line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
      assertTrue(line != null || process.isAlive(), () -> "it ended: " + process.lastLines());
    }
    throw new AssertionError("it never said " + beginning + ": " + process.lastLines());
  }

  /** Whether it still runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a signal, as {@code kill} names it, and waits for the end. */
  Processes.Result signal(String name) {
    Processes.command("kill", "-" + name, String.valueOf(process.pid())).check();
    Optional<Processes.Result> ended = process.await(PATIENCE);
    return ended.orElseThrow(() -> new AssertionError("it still runs after SIG" + name));
  }

  /** Ends by itself. */
  Processes.Result end() {
    return process.await(PATIENCE).orElseThrow(() -> new AssertionError("it still runs"));
  }

  @Override
  public void close() {
    process.close();
  }
}
