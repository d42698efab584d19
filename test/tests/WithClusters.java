package tests;

import database.LocalClusters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A class of tests that starts clusters of this machine's PostgreSQL, all stopped in the end. */
abstract class WithClusters {
  static LocalClusters clusters;

  @BeforeAll
  static void begin() {
    clusters = new LocalClusters(Engines.assumeLocal());
  }

  @AfterAll
  static void stop() {
    if (clusters != null) {
      clusters.close();
    }
  }
}
