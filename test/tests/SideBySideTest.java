package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import console.SideBySide;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  @Test
  void all_run_at_once_and_their_results_keep_the_order() {
    CountDownLatch both = new CountDownLatch(2);
    List<Callable<String>> tasks =
        List.of(
            () -> {
              both.countDown();
              Thread.sleep(both.await(20, TimeUnit.SECONDS) ? 50 : 0);
              return "slow";
            },
            () -> {
              both.countDown();
              return both.await(20, TimeUnit.SECONDS) ? "fast" : "alone";
            });
    assertEquals(List.of("slow", "fast"), SideBySide.run(tasks));
    assertEquals(List.of(), SideBySide.run(List.<Callable<String>>of()));
  }

  @Test
  void the_first_failure_interrupts_the_others_and_waits_for_them() {
    Failure failure = new Failure("no", "");
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    List<Callable<String>> tasks =
        List.of(
            () -> {
              started.countDown();
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException told) {
                interrupted.set(true);
              }
              return "";
            },
            () -> {
              assertTrue(started.await(20, TimeUnit.SECONDS));
              throw failure;
            });
    assertSame(failure, assertThrows(Failure.class, () -> SideBySide.run(tasks)));
    assertTrue(interrupted.get());
  }
}
