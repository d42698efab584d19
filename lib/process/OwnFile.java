package process;

import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that only their user may read, in a folder that only they may enter. Each is written aside
 * and renamed: there is the old one or the new one, never a part of it.
 */
public final class OwnFile {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnFile() {}

  /** Something to do with a file. */
  public interface Step {
    void run() throws IOException;
  }

  /**
   * Does something with a file.
   *
   * @throws Failure naming it
   */
  public static void doing(Path file, Step step) {
    try {
      step.run();
    } catch (IOException refused) {
      throw unwritten(file, refused);
    }
  }

  /** Makes a folder with those above it, and keeps others out of it, also where it was there. */
  public static Path folder(Path folder) {
    try {
      Files.createDirectories(folder);
      restrict(folder, FOLDER);
      return folder;
    } catch (IOException refused) {
      throw unwritten(folder, refused);
    }
  }

  /**
   * Writes a file.
   *
   * @throws Failure naming it, if it cannot be written as a whole: a full disk. What was there
   *     before is there still
   */
  public static void write(Path file, StoredBytes content) {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(part, attributes(part));
      content.copyTo(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      part.toFile().delete();
      throw unwritten(file, full);
    }
  }

  /** As {@link #write(Path, StoredBytes)}. */
  public static void write(Path file, String text) {
    write(file, StoredBytes.of(text));
  }

  /** Has a file be there, empty or as it was, that only its user may read. */
  public static void ensure(Path file) {
    try {
      if (Files.exists(file)) {
        restrict(file, FILE);
      } else {
        Files.createFile(file, attributes(file));
      }
    } catch (IOException refused) {
      throw unwritten(file, refused);
    }
  }

  /** The failure of writing a file or folder, which names it. */
  public static Failure unwritten(Path file, IOException why) {
    String reason = String.valueOf(why.getMessage()).replace(file + ": ", "");
    return new Failure(
        file + " cannot be written: " + reason,
        "Make room or see to its rights, and run the same command again.",
        why);
  }

  private static FileAttribute<?>[] attributes(Path file) {
    return hasRights(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)}
        : new FileAttribute<?>[0];
  }

  private static void restrict(Path path, Set<PosixFilePermission> rights) throws IOException {
    if (hasRights(path) && !Files.getPosixFilePermissions(path).equals(rights)) {
      Files.setPosixFilePermissions(path, rights);
    }
  }

  private static boolean hasRights(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }
}
