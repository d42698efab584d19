package process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that the user of this process alone can read, and that is there as a whole or not. */
public final class OwnFile {
  private OwnFile() {}

  /**
   * Writes it, in place of what is there.
   *
   * @throws IOException where the folder or the disk refuses it; the old file is there then
   */
  public static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    Path written =
        Files.createTempFile(
            target.getParent(),
            "." + target.getFileName(),
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(written, text.getBytes(StandardCharsets.UTF_8));
      Files.move(
          written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
