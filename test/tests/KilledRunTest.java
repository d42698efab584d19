package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import docker.LeftObjects;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import journal.ProjectLock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.ScratchNames;
import postgres.ScratchServer;
import postgres.Session;
import process.Instance;
import process.LeftFolders;
import process.Processes;
import process.TemporaryFolder;

/** What a killed run leaves is removed, by its watchdog or by the next run. */
@Tag("slow")
class KilledRunTest {
  @TempDir Path folder;

  /** One that has ended: nobody has started with the system. */
  private static Instance gone() {
    Instance own = Instance.own();
    return new Instance(own.place(), own.boot(), own.pid(), "0");
  }

  @Test
  void an_instance_is_known_by_its_token() {
    Instance own = Instance.own();
    assertEquals(Optional.of(own), Instance.in("alembic_squash-clusters-" + own.token() + "-1"));
    assertFalse(own.isGone());
    assertTrue(gone().isGone());
    assertTrue(new Instance(own.place(), "0000", own.pid(), own.start()).isGone());
    Instance elsewhere = new Instance("00000000", own.boot(), own.pid(), "0");
    assertFalse(elsewhere.isGone(), "nobody can tell from here");
    assertEquals(Optional.empty(), Instance.in("alembic_squash-build-" + UUID.randomUUID()));
  }

  @Test
  void folders_and_servers_of_a_killed_process_are_gone_soon() throws Exception {
    Engines.assumeLocal();
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Processes.command("chmod", "755", folder.toString(), temporary.toString()).check();
    try (ChildJvm child = new ChildJvm(temporary, Clusters.class)) {
      long pid = Long.parseLong(child.await("server "));
      assertTrue(ProcessHandle.of(pid).isPresent());
      child.signal("KILL");
      Eventually.when("the server ends", () -> ProcessHandle.of(pid).isEmpty());
      Eventually.when("its folders go", () -> list(temporary).isEmpty());
    }
  }

  @Test
  void what_a_killed_process_and_its_watchdog_left_the_next_run_removes() throws Exception {
    Engines.assumeLocal();
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Processes.command("chmod", "755", folder.toString(), temporary.toString()).check();
    try (ChildJvm child = new ChildJvm(temporary, Clusters.class)) {
      long pid = Long.parseLong(child.await("server "));
      assertEquals(0, LeftFolders.remove(Set.of(temporary)).folders(), "it still runs");
      for (ProcessHandle watchdog : ProcessHandle.allProcesses().toList()) {
        String line = watchdog.info().commandLine().orElse("");
        if (line.contains("watchdog") && line.contains("-" + childOf(pid) + "-")) {
          watchdog.destroyForcibly();
        }
      }
      child.signal("KILL");
      LeftFolders.Removed removed = LeftFolders.remove(Set.of(temporary));
      assertEquals(1, removed.servers());
      assertEquals(Set.of("clusters"), removed.purposes());
      Eventually.when("the server ends", () -> ProcessHandle.of(pid).isEmpty());
      assertEquals(List.of(), list(temporary));
    }
  }

  private static long childOf(long server) {
    return ProcessHandle.of(server)
        .flatMap(ProcessHandle::parent)
        .map(ProcessHandle::pid)
        .orElseThrow();
  }

  private static List<Path> list(Path temporary) throws Exception {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.filter(path -> path.getFileName().toString().startsWith("alembic")).toList();
    }
  }

  @Test
  void folders_of_running_processes_and_those_of_other_names_stay() throws Exception {
    Path ended = Files.createDirectory(folder.resolve("alembic_squash-x-" + gone().token() + "-1"));
    Files.writeString(ended.resolve("file"), "");
    Path named = Files.createDirectory(folder.resolve("alembic_squash-x-mine"));
    Path other = Files.createDirectory(folder.resolve("other-" + gone().token() + "-1"));
    try (TemporaryFolder running = new TemporaryFolder("test", folder)) {
      LeftFolders.Removed removed = LeftFolders.remove(Set.of(folder, folder.resolve("none")));
      assertEquals(1, removed.folders());
      assertFalse(Files.exists(ended));
      assertTrue(List.of(named, other, running.path()).stream().allMatch(Files::exists));
    }
  }

  @Test
  void databases_on_a_server_that_is_not_ours_are_named_with_the_command() {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      ConnectionParameters maker = clusters.start().superuser().orElseThrow();
      assertEquals(Optional.empty(), ScratchServer.left(maker));
      String left = "alembic_squash_" + gone().token() + "_1";
      try (Session session = maker.session("", "")) {
        session.execute("CREATE DATABASE \"" + left + "\"");
        session.execute("CREATE DATABASE \"" + ScratchNames.next() + "\"");
      }
      String said = ScratchServer.left(maker).orElseThrow();
      assertTrue(said.endsWith("with DROP DATABASE \"" + left + "\";"), said);
    }
  }

  @Test
  void containers_are_told_by_their_label() throws Exception {
    String image = Engines.assumeStockImage();
    String ended = container(image, gone());
    String running = container(image, Instance.own());
    try {
      assertTrue(LeftObjects.remove().containers() >= 1);
      assertFalse(isThere(ended));
      assertTrue(isThere(running));
    } finally {
      Processes.command("docker", "rm", "--force", running).check();
    }
  }

  private static String container(String image, Instance of) {
    return Processes.command(
            "docker", "create", "--label", "alembic_squash.instance=" + of.token(), image)
        .check()
        .output()
        .strip();
  }

  private static boolean isThere(String container) {
    return Processes.command("docker", "inspect", container).run().exitCode() == 0;
  }

  @Test
  void a_lock_is_held_by_one_process_and_by_none_that_was_killed() throws Exception {
    try (ChildJvm child = new ChildJvm(Holder.class, folder.toString())) {
      String pid = child.await("holds ");
      Failure held =
          assertThrows(Failure.class, () -> ProjectLock.take(folder, "squash", () -> {}));
      assertTrue(held.getMessage().contains("`undo`, process " + pid), held.getMessage());
      child.signal("KILL");
      ProjectLock.take(folder, "squash", () -> {}).close();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void of_many_that_want_a_lock_one_has_it_at_a_time() throws Exception {
    Path count = Files.writeString(folder.resolve("count"), "0");
    List<ChildJvm> children =
        List.of(
            new ChildJvm(Counting.class, folder.toString()),
            new ChildJvm(Counting.class, folder.toString()),
            new ChildJvm(Counting.class, folder.toString()));
    for (ChildJvm child : children) {
      try (child) {
        assertEquals(0, child.end().exitCode());
      }
    }
    assertEquals(3 * Counting.TIMES, Integer.parseInt(Files.readString(count)));
  }

  /** Runs a cluster. */
  static final class Clusters {
    private Clusters() {}

    /** Prints its server's number. */
    public static void main(String... none) throws Exception {
      try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
        LocalCluster cluster = clusters.start();
        System.out.println(
            "server " + Files.readAllLines(cluster.data().resolve("postmaster.pid")).get(0));
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  /** Holds a lock. */
  static final class Holder {
    private Holder() {}

    /** Prints its number. */
    public static void main(String... folder) throws Exception {
      try (ProjectLock lock = ProjectLock.take(Path.of(folder[0]), "undo", () -> {})) {
        System.out.println("holds " + ProcessHandle.current().pid());
        Objects.requireNonNull(lock);
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  /** Counts in a file that it has locked. */
  static final class Counting {
    static final int TIMES = 40;

    private Counting() {}

    /** Counts so often. */
    public static void main(String... folder) throws Exception {
      Path count = Path.of(folder[0], "count");
      for (int i = 0; i < TIMES; ) {
        try (ProjectLock lock = ProjectLock.take(Path.of(folder[0]), "count", () -> {})) {
          Objects.requireNonNull(lock);
          Files.writeString(count, Integer.toString(Integer.parseInt(Files.readString(count)) + 1));
          i++;
        } catch (Failure held) {
          Thread.sleep(1);
        }
      }
    }
  }
}
