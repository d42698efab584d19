package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import engine.LocalClusters;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.PostgresInstallation;
import process.Processes;

/** Clusters lie in memory where there is plenty, and on disk once it was too little. */
@Tag("slow")
class ClusterFoldersTest {
  private static final long PLENTY = 6L << 30;

  @Test
  void memory_is_left_for_disk_when_it_was_full() throws Exception {
    assumeTrue(new File("/dev/shm").getUsableSpace() > PLENTY, "there is little memory");
    try (ChildJvm child = child(Path.of("/tmp"))) {
      assertEquals("/dev/shm", child.await("first in "));
      assertEquals("false", child.await("room is made where there was enough: "));
      assertEquals("true", child.await("room is made where it was full: "));
      assertEquals("false", child.await("the full one is there: "));
      assertEquals("/tmp", child.await("next in "));
      assertEquals("false", child.await("room is made where the disk was full: "));
      assertEquals(0, child.end().exitCode());
    }
  }

  @Test
  void where_temporary_files_go_elsewhere_clusters_do_as_well(@TempDir Path folder)
      throws Exception {
    Processes.command("chmod", "755", folder.toString()).check();
    try (ChildJvm child = child(folder)) {
      assertEquals(folder.toString(), child.await("first in "));
      assertEquals(0, child.end().exitCode());
    }
    assertEquals(0, folder.toFile().list().length);
  }

  private static ChildJvm child(Path temporary) {
    return new ChildJvm(temporary, Full.class, Engines.assumeLocal().binaries().toString());
  }

  /** Has servers say that their disk is full. */
  static final class Full {
    private Full() {}

    /** Tells what comes of it. */
    public static void main(String... binaries) throws Exception {
      PostgresInstallation own = PostgresInstallation.in(Path.of(binaries[0])).orElseThrow();
      try (LocalClusters clusters = new LocalClusters(own)) {
        LocalCluster first = clusters.start();
        System.out.println("first in " + place(first));
        System.out.println("room is made where there was enough: " + clusters.makeRoom(first));
        sayFull(first);
        System.out.println("room is made where it was full: " + clusters.makeRoom(first));
        System.out.println("the full one is there: " + first.data().toFile().exists());
        LocalCluster next = clusters.start();
        System.out.println("next in " + place(next));
        sayFull(next);
        System.out.println("room is made where the disk was full: " + clusters.makeRoom(next));
      }
    }

    private static Path place(LocalCluster cluster) {
      return cluster.data().getParent().getParent();
    }

    /** It writes to its log before it answers, and we read that in another thread. */
    private static void sayFull(LocalCluster cluster) throws Exception {
      ConnectionParameters superuser = cluster.superuser().orElseThrow();
      try (Connection connection = superuser.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("DO $$ BEGIN RAISE LOG 'No space left on device'; END $$");
      }
      for (int i = 0; i < 500 && !cluster.ranOutOfSpace(); i++) {
        Thread.sleep(10);
      }
    }
  }
}
