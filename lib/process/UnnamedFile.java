package process;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that this process alone can reach: its name is removed as soon as it is open, so that its
 * room is free again when it is closed or nobody holds it any more, however the process ends.
 */
public final class UnnamedFile {
  private static final FileAttribute<?> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** When so many bytes were written, files that nobody holds may take a disk's room. */
  private static final long MUCH = 1L << 30;

  private static final AtomicLong WRITTEN = new AtomicLong();

  private final FileChannel channel;
  private final Path folder;

  /**
   * @throws Failure if it cannot be made
   */
  public UnnamedFile() {
    folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      channel =
          FileChannel.open(
              folder.resolve("alembic_squash-" + UUID.randomUUID()),
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE),
              OWN);
    } catch (IOException full) {
      throw noRoom(full);
    }
  }

  /**
   * Writes bytes.
   *
   * @param at where the first goes
   * @throws Failure if the disk is full
   */
  public void write(byte[] bytes, int count, long at) {
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest, at + rest.position());
      }
    } catch (IOException full) {
      throw noRoom(full);
    }
    if (WRITTEN.addAndGet(count) > MUCH) {
      WRITTEN.set(0);
      // Closes what nobody holds: where the heap has room, nobody would look for long
      System.gc();
    }
  }

  /** Gives its room back, where nobody reads it any more. */
  public void close() {
    try {
      channel.close();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /**
   * Reads bytes, as many as go into an array, or as there are.
   *
   * @param at where the first is
   * @return how many there were; none behind the end
   */
  public int read(byte[] bytes, long at) {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      while (rest.hasRemaining() && channel.read(rest, at + rest.position()) >= 0) {
        // A read may give a part
      }
      return rest.position();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Failure noRoom(IOException full) {
    return new Failure(
        "rows cannot be kept in " + folder + ": " + full.getMessage(),
        "Make room there, or set another folder with -Djava.io.tmpdir.",
        full);
  }
}
