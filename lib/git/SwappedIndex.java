package git;

import console.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.function.Consumer;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Repository;
import process.Instance;

/**
 * The index, replaced by one that was prepared aside. What is prepared gets the name of git's lock
 * as well, so that after a kill at any moment that lock is known as ours.
 */
final class SwappedIndex {
  private static final String PREPARED = "alembic_squash-";
  private static final String SUFFIX = ".index";
  private static final int TRIES = 5;
  private static final int TAIL = 1 << 10;
  private static final String SPARSE = "sdir\0\0\0\0";

  private final Repository repository;
  private final Path index;
  private final Path lock;
  private final Path prepared;

  SwappedIndex(Repository repository) {
    this.repository = repository;
    this.index = repository.getIndexFile().toPath();
    this.lock = index.resolveSibling(index.getFileName() + ".lock");
    this.prepared = index.resolveSibling(PREPARED + Instance.own().token() + SUFFIX);
  }

  /**
   * Reads it.
   *
   * @throws Failure if it has a form that cannot be read here
   */
  static DirCache read(Repository repository) throws IOException {
    try {
      return repository.readDirCache();
    } catch (IOException odd) {
      Path index = repository.getIndexFile().toPath();
      if (isSparse(index)) {
        throw new Failure(
            "the index of this repository is sparse, and a full one was expected: " + index,
            "Say `git sparse-checkout reapply --no-sparse-index`; what is checked out stays the"
                + " same.",
            odd);
      }
      if (isSplit(index)) {
        throw new Failure(
            "the index of this repository is split, and one file was expected: " + index,
            "Say `git update-index --no-split-index`, and have core.splitIndex false.",
            odd);
      }
      throw odd;
    }
  }

  /** Its extension is one of the last (git's manual, gitformat-index). */
  private static boolean isSparse(Path index) throws IOException {
    byte[] bytes = Files.readAllBytes(index);
    int start = Math.max(0, bytes.length - TAIL);
    return new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1)
        .contains(SPARSE);
  }

  private static boolean isSplit(Path index) throws IOException {
    try (DirectoryStream<Path> shared =
        Files.newDirectoryStream(index.getParent(), "sharedindex.*")) {
      return shared.iterator().hasNext();
    }
  }

  /**
   * Changes it in one step.
   *
   * @throws Failure if another command holds it
   */
  void swap(Consumer<DirCache> edit) throws IOException {
    removeLeft();
    try {
      for (int tries = 1; !swapped(edit); tries++) {
        removeLeft();
        if (tries == TRIES) {
          throw new Failure(
              "git's index changes again and again: " + index,
              "Another git command runs in this repository; wait for its end.");
        }
      }
    } finally {
      removeLeft();
    }
  }

  /** False where somebody changed it meanwhile. */
  private boolean swapped(Consumer<DirCache> edit) throws IOException {
    byte[] before = bytes();
    if (before.length > 0) {
      Files.write(prepared, before);
    }
    DirCache copy = new DirCache(prepared.toFile(), repository.getFS());
    copy.read();
    copy.lock();
    try {
      edit.accept(copy);
      copy.write();
      if (!copy.commit()) {
        throw new IOException(prepared + " was not replaced");
      }
    } finally {
      copy.unlock();
    }
    take();
    if (!Arrays.equals(before, bytes())) {
      return false;
    }
    Files.move(lock, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  private byte[] bytes() throws IOException {
    return Files.exists(index) ? Files.readAllBytes(index) : new byte[0];
  }

  private void take() throws IOException {
    try {
      Files.createLink(lock, prepared);
    } catch (FileAlreadyExistsException held) {
      throw held(held);
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      try {
        Files.copy(prepared, lock);
      } catch (FileAlreadyExistsException held) {
        throw held(held);
      }
    }
  }

  private Failure held(IOException why) {
    return new Failure(
        "git's index is locked: there is a file " + lock,
        "Another git command runs in this repository; wait for its end. If none does, one was"
            + " killed: remove the file.",
        why);
  }

  /** Removes what this process or one that was killed prepared, and the lock that it became. */
  void removeLeft() throws IOException {
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(index.getParent(), PREPARED + "*" + SUFFIX + "*")) {
      for (Path one : all) {
        if (isLeft(one)) {
          if (Files.exists(lock) && isSame(one)) {
            Files.delete(lock);
          }
          Files.deleteIfExists(one);
        }
      }
    }
  }

  private boolean isLeft(Path one) {
    return one.equals(prepared)
        || Instance.in(one.getFileName().toString()).filter(Instance::isGone).isPresent();
  }

  private boolean isSame(Path one) throws IOException {
    return Files.isSameFile(lock, one) || Files.mismatch(lock, one) < 0;
  }
}
