package git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import process.StoredBytes;

/**
 * Writes and removes files of the work tree so that it can be undone: originals are moved into
 * git's folder, which keeps their times and modes, and moved back. Safe to undo from another
 * thread.
 */
final class WorkFiles {
  private final Path root;
  private final Path gitFolder;
  private final Deque<Undo> undos = new ArrayDeque<>();
  private final List<Path> left = new ArrayList<>();
  private Path aside;
  private boolean over;

  private interface Undo {
    void run() throws IOException;
  }

  /** Something to do that makes the files' change final. */
  interface Last {
    void run() throws IOException;
  }

  WorkFiles(Path root, Path gitFolder) {
    this.root = root;
    this.gitFolder = gitFolder;
  }

  /** Removes a file, if it is there, so that it can be put back. */
  synchronized void moveAside(String path) {
    checkRunning();
    Path file = root.resolve(path);
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        if (aside == null) {
          aside = Files.createTempDirectory(gitFolder, "alembic_squash-");
        }
        Path kept = aside.resolve(Integer.toString(undos.size()));
        undos.push(() -> restore(kept, file));
        Files.move(file, kept);
        left.add(file.getParent());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("removing " + file, failed);
    }
  }

  /** Writes a file, with the executable bit that it had before. */
  synchronized void write(String path, StoredBytes content) {
    checkRunning();
    Path file = root.resolve(path);
    boolean executable = Files.isRegularFile(file) && Files.isExecutable(file);
    moveAside(path);
    try {
      createFolders(file.getParent());
      undos.push(() -> Files.deleteIfExists(file));
      content.copyTo(file);
      if (executable && !file.toFile().setExecutable(true)) {
        throw new IOException("the executable bit cannot be set");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("writing " + file, failed);
    }
  }

  /** Does the last step; when it returns, nothing can be put back any more. */
  synchronized void finish(Last last) {
    checkRunning();
    try {
      last.run();
      over = true;
      undos.clear();
      deleteAside();
    } catch (IOException failed) {
      throw new UncheckedIOException("changing the index", failed);
    }
  }

  /** Undoes every step, the last one first; does nothing once all is final or undone. */
  synchronized void putBack() {
    over = true;
    List<IOException> failures = new ArrayList<>();
    while (!undos.isEmpty()) {
      try {
        undos.pop().run();
      } catch (IOException failed) {
        failures.add(failed);
      }
    }
    if (!failures.isEmpty()) {
      throw new UncheckedIOException("the originals are kept in " + aside, failures.get(0));
    }
    try {
      deleteAside();
    } catch (IOException failed) {
      throw new UncheckedIOException("removing " + aside, failed);
    }
  }

  /** Removes the folders that lost their last file, as git does. */
  void removeEmptyFolders() {
    for (Path start : left) {
      Path folder = start;
      while (!folder.equals(root) && removedIfEmpty(folder)) {
        folder = folder.getParent();
      }
    }
  }

  private static boolean removedIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (DirectoryNotEmptyException inUse) {
      return false;
    } catch (IOException failed) {
      throw new UncheckedIOException("removing " + folder, failed);
    }
  }

  private void createFolders(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      createFolders(folder.getParent());
      undos.push(() -> Files.deleteIfExists(folder));
      Files.createDirectory(folder);
    }
  }

  private static void restore(Path kept, Path file) throws IOException {
    if (Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(kept, file);
    }
  }

  private void deleteAside() throws IOException {
    if (aside != null && Files.exists(aside)) {
      try (var kept = Files.list(aside)) {
        for (Path file : kept.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(aside);
    }
  }

  private void checkRunning() {
    if (over) {
      throw new IllegalStateException("the change was already made or taken back");
    }
  }
}
