package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import console.SideBySide;
import engine.LocalClusters;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import postgres.ConnectionParameters;

@Isolated("it measures")
@Tag("slow")
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

  /**
   * The one that makes the folder fails once another build is in the middle of a statement. That of
   * another installation, by its clock, takes no part: if it fails, the others go on.
   */
  @Test
  void the_first_build_that_fails_stops_the_others_and_nothing_is_left(@TempDir Path folder)
      throws Exception {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      ConnectionParameters server = clusters.start().superuser().orElseThrow();
      Path first = folder.resolve("first");
      Path other = folder.resolve("other");
      SampleRun project =
          CommittedProject.create(
              folder,
              """
              import time
              if time.time() > os.stat('%3$s').st_mtime + 100 * 86400:
                  raise Exception('on another day')
              try:
                  os.mkdir('%1$s')
              except FileExistsError:
                  open('%2$s', 'w').close()
                  op.execute('SELECT pg_sleep(600)')
              while not os.path.exists('%2$s'):
                  pass
              raise Exception('the first to fail')
              """
                  .formatted(first, other, folder),
              "--server-url=postgresql://%s:%s@127.0.0.1:%d/postgres"
                  .formatted(server.user(), server.password(), server.port()),
              "--python=" + Engines.python().executable());
      project.plan("b2b2b2b2b2b2");
      List<String> before = databases(server);
      Instant start = Instant.now();
      Failure failure = assertThrows(Failure.class, project::dump);
      assertTrue(
          failure.getMessage().endsWith("failed: Exception: the first to fail"),
          failure.getMessage());
      Duration taken = Duration.between(start, Instant.now());
      assertTrue(taken.toSeconds() < 300, taken.toString());
      assertEquals(before, databases(server));
      assertEquals(List.of(), pythons());
    }
  }

  private static List<String> databases(ConnectionParameters server) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery("SELECT datname FROM pg_database ORDER BY 1")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static List<String> pythons() {
    return ProcessHandle.current()
        .descendants()
        .flatMap(process -> process.info().command().stream())
        .filter(command -> command.contains("python"))
        .toList();
  }
}
