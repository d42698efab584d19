package journal;

import console.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import process.Instance;
import process.OwnFile;
import process.ShutdownHooks;

/**
 * One command at a time changes a work tree: a file in git's folder, locked by the system as long
 * as its process lives, and saying who that is. Where the file system has no locks, what it says
 * decides. Its holder marks it before removing it, so that nobody takes a removed one for held.
 */
public final class ProjectLock implements AutoCloseable {
  private static final String NAME = "alembic_squash.lock";
  private static final String RELEASED = "released\n";
  private static final int MOST = 1 << 12;
  private static final int TRIES = 50;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Path file;
  private final FileChannel channel;
  private final Thread hook;
  private boolean released;

  private ProjectLock(Path file, FileChannel channel, Runnable ending) {
    this.file = file;
    this.channel = channel;
    this.hook =
        new Thread(
            () -> {
              ending.run();
              release();
            },
            "release lock");
    ShutdownHooks.add(hook);
  }

  /**
   * Takes it.
   *
   * @param gitFolder the one of the work tree
   * @param command what the user typed, for whoever is refused meanwhile
   * @param ending what is done before it is released where a signal ends the process
   * @throws Failure if another process has it, which is named
   */
  public static ProjectLock take(Path gitFolder, String command, Runnable ending) {
    Path file = gitFolder.resolve(NAME);
    try {
      for (int tries = 1; tries < TRIES; tries++) {
        Optional<ProjectLock> taken = isFree(file) ? made(file, command, ending) : Optional.empty();
        if (taken.isPresent()) {
          return taken.get();
        }
        ShutdownHooks.pauseOrFail(PAUSE, "the repository's lock was taken");
      }
    } catch (IOException unwritable) {
      throw OwnFile.unwritten(file, unwritable);
    }
    throw new Failure(
        "the lock of the repository changes hands again and again: " + file,
        "Other commands run here; wait for their end.");
  }

  private static Optional<ProjectLock> made(Path file, String command, Runnable ending)
      throws IOException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException another) {
      return Optional.empty();
    }
    if (isLocked(channel) || !said(channel).isEmpty()) {
      channel.close();
      return Optional.empty();
    }
    String since = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    try {
      say(channel, String.join("\n", Instance.own().token(), command, since, ""));
      return Optional.of(new ProjectLock(file, channel, ending));
    } catch (IOException full) {
      Files.deleteIfExists(file);
      channel.close();
      throw full;
    }
  }

  /** Whether there is none; one that its process left is removed. */
  private static boolean isFree(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (isLocked(channel)) {
        throw held(file, said(channel));
      }
      String said = said(channel);
      if (!said.equals(RELEASED)) {
        say(channel, RELEASED);
        Files.deleteIfExists(file);
      }
      return true;
    } catch (NoSuchFileException none) {
      return true;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ofThisProcess) {
      return true;
    } catch (IOException noLocks) {
      return Instance.in(said(channel)).filter(holder -> !holder.isGone()).isPresent();
    }
    return lock == null;
  }

  private static Failure held(Path file, String said) {
    String[] lines = said.split("\n", -1);
    Optional<Instance> holder = Instance.in(said);
    String who = holder.map(one -> ", process " + one.pid()).orElse("");
    String what = lines.length > 2 ? "`" + lines[1] + "`" + who + ", since " + lines[2] : "another";
    boolean isElsewhere = holder.filter(one -> !one.isOfThisPlace()).isPresent();
    return new Failure(
        "another command works on this repository: "
            + what
            + (isElsewhere ? ", on another machine or in another container" : ""),
        "Wait for its end, and run this again."
            + (isElsewhere ? " If it runs no more, remove " + file + "." : ""));
  }

  private static String said(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  private static void say(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Override
  public void close() {
    release();
    ShutdownHooks.remove(hook);
  }

  private synchronized void release() {
    if (released) {
      return;
    }
    released = true;
    try (channel) {
      say(channel, RELEASED);
      Files.deleteIfExists(file);
    } catch (IOException refused) {
      throw OwnFile.unwritten(file, refused);
    }
  }
}
