package process;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A folder for this process alone, removed with all in it when closed or at the process' end. */
public final class TemporaryFolder implements AutoCloseable {
  /** What all names start with. */
  static final String PREFIX = "alembic_squash-";

  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final AtomicLong COUNT = new AtomicLong();
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path path;
  private final Thread hook = new Thread(this::remove, "remove temporary folder");
  private boolean closed;

  /**
   * @param purpose part of its name, for whoever finds it
   * @throws Failure if it cannot be made, or this process is ending
   */
  public TemporaryFolder(String purpose) {
    this(purpose, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * As {@link #TemporaryFolder(String)}, elsewhere than other temporary files.
   *
   * @param parent the folder to make it in
   */
  public TemporaryFolder(String purpose, Path parent) {
    String name = PREFIX + purpose + "-" + Instance.own().token() + "-" + COUNT.incrementAndGet();
    try {
      path = parent.toRealPath().resolve(name);
      synchronized (this) {
        ShutdownHooks.add(hook);
        Watchdog.watch(path);
        Files.createDirectory(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException full) {
      ShutdownHooks.remove(hook);
      throw new Failure(
          "no folder can be made in " + parent + ": " + full,
          "Make room there, or set another one with -Djava.io.tmpdir.",
          full);
    }
  }

  /** What one of this name is for. */
  static Optional<String> purpose(Path folder) {
    String name = folder.getFileName().toString().substring(PREFIX.length());
    return Instance.in(name)
        .map(instance -> name.indexOf(instance.token()))
        .filter(start -> start > 0)
        .map(start -> name.substring(0, start - 1));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    remove();
    ShutdownHooks.remove(hook);
  }

  private synchronized void remove() {
    if (!closed) {
      closed = true;
      remove(path, GRACE);
    }
  }

  /**
   * Whatever else ends at the same time may still write into it: then it is tried again for a
   * while.
   */
  static void remove(Path path, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (Files.exists(path)) {
      try {
        Files.walkFileTree(path, new Remover());
      } catch (IOException left) {
        if (System.nanoTime() > deadline) {
          throw new UncheckedIOException("the folder " + path + " could not be removed", left);
        }
        ShutdownHooks.pause(PAUSE);
      }
    }
  }

  /** A server that is stopping removes files of its own at the same time: those may be gone. */
  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
