package database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A folder for this process alone, removed with all in it when closed or at the process' end. */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final Thread hook = new Thread(this::remove, "remove temporary folder");

  /**
   * @param purpose part of its name, for whoever finds it
   */
  public TemporaryFolder(String purpose) {
    try {
      path = Files.createTempDirectory("alembic_squash-" + purpose + "-").toRealPath();
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      return;
    }
  }

  private synchronized void remove() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      Files.walkFileTree(path, new Remover());
    } catch (IOException left) {
      throw new UncheckedIOException("the folder " + path + " could not be removed", left);
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
