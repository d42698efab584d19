package journal;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that get to their places in one step: nobody finds a part of one. */
final class Placing {
  private static final String ASIDE = ".alembic_squash";

  private Placing() {}

  /** Has a file be at another place as well, with its times and rights. */
  static void keep(Path file, Path kept) throws IOException {
    if (!Files.isSymbolicLink(file)) {
      try {
        Files.createLink(kept, file);
        return;
      } catch (UnsupportedOperationException | FileSystemException noLinks) {
        Files.deleteIfExists(kept);
      }
    }
    Files.copy(file, kept, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
  }

  /** Moves a file to its place, and over what is there. */
  static void move(Path from, Path to) throws IOException {
    try {
      over(from, to);
    } catch (AtomicMoveNotSupportedException otherFileSystem) {
      Path aside = aside(to);
      Files.copy(
          from,
          aside,
          StandardCopyOption.COPY_ATTRIBUTES,
          StandardCopyOption.REPLACE_EXISTING,
          LinkOption.NOFOLLOW_LINKS);
      over(aside, to);
      Files.delete(from);
    }
  }

  /** Removes what a kill left beside a place. */
  static void clean(Path to) throws IOException {
    Files.deleteIfExists(aside(to));
  }

  private static Path aside(Path to) {
    return to.resolveSibling("." + to.getFileName() + ASIDE);
  }

  private static void over(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
