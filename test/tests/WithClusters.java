package tests;

import engine.LocalClusters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * A class of tests that starts clusters of this machine's PostgreSQL, all stopped in the end. Two
 * such classes may run at the same time, each in a thread of its own.
 */
abstract class WithClusters {
  private static final ThreadLocal<LocalClusters> CLUSTERS = new ThreadLocal<>();

  @BeforeAll
  static void begin() {
    CLUSTERS.set(new LocalClusters(Engines.assumeLocal()));
  }

  @AfterAll
  static void stop() {
    LocalClusters begun = CLUSTERS.get();
    CLUSTERS.remove();
    if (begun != null) {
      begun.close();
    }
  }

  /** Those of the class that runs in this thread. */
  static LocalClusters clusters() {
    return CLUSTERS.get();
  }
}
