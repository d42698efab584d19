package process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Temporary folders of processes that were killed together with what should have removed them, and
 * the servers that run in them. Told by their names, and by their owner.
 */
public final class LeftFolders {
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(5);
  private static final Duration REMOVED_WITHIN = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final String SERVER = "postmaster.pid";
  private static final String ROOT = "root";

  private LeftFolders() {}

  /**
   * What was removed.
   *
   * @param folders how many folders
   * @param servers how many servers were stopped in them
   * @param purposes what the folders were for, see {@link TemporaryFolder}
   * @param refused folders that could not be removed
   */
  public record Removed(int folders, int servers, Set<String> purposes, List<Path> refused) {}

  /** Removes those in some folders; those that are not there have none. */
  public static Removed remove(Set<Path> parents) {
    List<Path> left = parents.stream().flatMap(parent -> in(parent).stream()).toList();
    int servers = 0;
    Set<String> purposes = new TreeSet<>();
    List<Path> refused = new ArrayList<>();
    for (Path folder : left) {
      servers += stopServers(folder);
      TemporaryFolder.purpose(folder).ifPresent(purposes::add);
      try {
        TemporaryFolder.remove(folder, REMOVED_WITHIN);
      } catch (UncheckedIOException unwritable) {
        refused.add(folder);
      }
    }
    return new Removed(left.size() - refused.size(), servers, purposes, refused);
  }

  private static List<Path> in(Path parent) {
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(parent, TemporaryFolder.PREFIX + "*")) {
      for (Path one : all) {
        if (isLeft(one)) {
          left.add(one);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException none) {
      return List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(parent.toString(), unreadable);
    }
    return left;
  }

  private static boolean isLeft(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Instance.in(folder.getFileName().toString()).filter(Instance::isGone).isPresent()
        && isOurs(folder);
  }

  /** Root's clusters belong to whoever runs their servers. */
  private static boolean isOurs(Path folder) {
    try {
      UserPrincipal owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
      String user = System.getProperty("user.name");
      return owner.getName().equals(user)
          || (user.equals(ROOT) && Unprivileged.STAND_INS.contains(owner.getName()));
    } catch (IOException gone) {
      return false;
    }
  }

  private static int stopServers(Path folder) {
    int stopped = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path data : all) {
        Optional<ProcessHandle> server = server(data);
        server.ifPresent(LeftFolders::stop);
        stopped += server.isPresent() ? 1 : 0;
      }
    } catch (IOException gone) {
      return stopped;
    }
    return stopped;
  }

  /** The server of a data directory, which is the working folder of its first process. */
  private static Optional<ProcessHandle> server(Path data) {
    try {
      List<String> lines = Files.readAllLines(data.resolve(SERVER));
      long pid = Long.parseLong(lines.get(0).strip());
      Path folder = Path.of("/proc/" + pid + "/cwd");
      boolean isIts = !Files.exists(Path.of("/proc/self")) || folder.toRealPath().equals(data);
      return isIts ? ProcessHandle.of(pid) : Optional.empty();
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException none) {
      return Optional.empty();
    }
  }

  /** At once, as {@code pg_ctl stop --mode=immediate} has it. */
  private static void stop(ProcessHandle server) {
    Processes.command("sh", "-c", "kill -QUIT " + server.pid()).run();
    long deadline = System.nanoTime() + STOPPED_WITHIN.toNanos();
    while (server.isAlive() && System.nanoTime() < deadline) {
      ShutdownHooks.pause(POLL);
    }
    server.destroyForcibly();
  }
}
