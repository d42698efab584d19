package engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import process.TemporaryFolder;
import process.Unprivileged;

/**
 * Where throwaway clusters lie: in memory while there is plenty of it, for on disk half of a run's
 * processor time is the kernel's; else on disk, and wherever the user has temporary files go.
 */
final class ClusterFolders implements AutoCloseable {
  static final Path MEMORY = Path.of("/dev/shm");
  private static final Path MEMORY_IN_USE = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";
  private static final Path CONTROL_GROUP = Path.of("/sys/fs/cgroup");
  private static final List<List<String>> CONTAINER =
      List.of(
          List.of("memory.max", "memory.current"),
          List.of("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"));
  private static final String UNLIMITED = "max";
  private static final String USUAL = "/tmp";
  private static final long PLENTY = 2L << 30;
  private static final String PURPOSE = "clusters";

  private final Unprivileged user;
  private final TemporaryFolder disk;
  private final long roomAtFirst;
  private final Optional<TemporaryFolder> memory;
  private boolean isLeft;

  /**
   * Folders for the clusters of one engine.
   *
   * @param user runs the clusters
   */
  ClusterFolders(Unprivileged user) {
    this.user = user;
    this.disk = entered(new TemporaryFolder(PURPOSE));
    this.roomAtFirst = System.getProperty("java.io.tmpdir").equals(USUAL) ? room() : 0;
    this.memory =
        roomAtFirst < PLENTY
            ? Optional.empty()
            : Optional.of(entered(new TemporaryFolder(PURPOSE, MEMORY)));
  }

  /** The one on disk, which holds more than clusters. */
  Path disk() {
    return disk.path();
  }

  /** Where the next cluster goes: to disk once half of the memory that there was is taken. */
  synchronized Path next() {
    return memory.filter(folder -> !isLeft && room() >= roomAtFirst / 2).orElse(disk).path();
  }

  /**
   * Has all others go to disk, where a cluster is in memory: it was full.
   *
   * @return whether it is
   */
  synchronized boolean leaveMemory(Path cluster) {
    isLeft = true;
    return memory.filter(folder -> cluster.startsWith(folder.path())).isPresent();
  }

  @Override
  public void close() {
    memory.ifPresent(TemporaryFolder::close);
    disk.close();
  }

  /**
   * What the folder in memory, the system, and the container that we may run in have left; none if
   * there is no such folder.
   */
  private static long room() {
    try (Stream<String> lines = Files.lines(MEMORY_IN_USE)) {
      long kilobytes =
          lines
              .filter(line -> line.startsWith(AVAILABLE))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0);
      long folder = Files.getFileStore(MEMORY).getUsableSpace();
      return Math.min(Math.min(kilobytes << 10, folder), roomOfContainer());
    } catch (IOException noSuchSystem) {
      return 0;
    }
  }

  /** By either version of control groups. */
  private static long roomOfContainer() throws IOException {
    long room = Long.MAX_VALUE;
    for (List<String> files : CONTAINER) {
      Path most = CONTROL_GROUP.resolve(files.get(0));
      Path used = CONTROL_GROUP.resolve(files.get(1));
      if (Files.isReadable(most) && Files.isReadable(used)) {
        String limit = Files.readString(most).strip();
        if (!limit.equals(UNLIMITED)) {
          long left = Long.parseLong(limit) - Long.parseLong(Files.readString(used).strip());
          room = Math.min(room, left);
        }
      }
    }
    return room;
  }

  private TemporaryFolder entered(TemporaryFolder folder) {
    try {
      Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwx--x--x"));
      user.own(folder.path());
      return folder;
    } catch (IOException unwritable) {
      folder.close();
      throw new UncheckedIOException(unwritable);
    }
  }
}
