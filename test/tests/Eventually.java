package tests;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assertions;

/**
 * Waits for what another process or thread does. The time is one that only a fault takes, however
 * much else the machine does meanwhile.
 */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(10);

  private Eventually() {}

  /** Until it is so. */
  static void when(String named, Callable<Boolean> so) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!so.call()) {
      Assertions.assertTrue(
          System.nanoTime() < deadline, () -> "not within " + PATIENCE + ": " + named);
      Thread.sleep(POLL.toMillis());
    }
  }

  /** Until none of the processes runs. */
  static void ended(Collection<Long> processes) throws Exception {
    when(
        "the end of the processes " + processes,
        () -> processes.stream().noneMatch(Eventually::runs));
  }

  private static boolean runs(long process) {
    return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
  }
}
