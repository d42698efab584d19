package git;

import console.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Writes the files of a commit into an empty folder, as git stores them. */
final class Export {
  private final Repository repository;
  private final Path target;

  Export(Repository repository, Path target) {
    this.repository = repository;
    this.target = target.toAbsolutePath().normalize();
  }

  /** Writes every file, executable bit and symbolic link; a submodule becomes an empty folder. */
  void write(ObjectId tree) {
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = new TreeWalk(reader)) {
      Files.createDirectories(target);
      walk.addTree(tree);
      while (walk.next()) {
        FileMode mode = walk.getFileMode();
        Path path = inside(walk.getPathString());
        if (mode == FileMode.TREE) {
          Files.createDirectory(path);
          walk.enterSubtree();
        } else if (mode == FileMode.GITLINK) {
          Files.createDirectory(path);
        } else {
          writeBlob(reader, walk.getObjectId(0), mode, path);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("exporting to " + target, failed);
    }
  }

  private void writeBlob(ObjectReader reader, ObjectId blob, FileMode mode, Path path)
      throws IOException {
    if (mode == FileMode.SYMLINK) {
      byte[] link = reader.open(blob, Constants.OBJ_BLOB).getBytes();
      Files.createSymbolicLink(path, Path.of(new String(link, StandardCharsets.UTF_8)));
      return;
    }
    try (OutputStream out = Files.newOutputStream(path)) {
      reader.open(blob, Constants.OBJ_BLOB).copyTo(out);
    }
    if (mode == FileMode.EXECUTABLE_FILE) {
      repository.getFS().setExecute(path.toFile(), true);
    }
  }

  private Path inside(String name) {
    Path path = target.resolve(name).normalize();
    if (!path.startsWith(target) || path.equals(target)) {
      throw new Failure(
          "the commit holds the path '" + name + "', which points out of the repository",
          "Check the repository with `git fsck`.");
    }
    return path;
  }
}
