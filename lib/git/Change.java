package git;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import process.StoredBytes;

/**
 * A change of files of the work tree, and of their entries in the index.
 *
 * @param written what each file to write holds, by its path from the repository's root
 * @param removed the paths of tracked files to remove
 */
public record Change(Map<String, StoredBytes> written, Set<String> removed) {

  /** Keeps copies, so that nobody changes a change. */
  public Change {
    written = Map.copyOf(written);
    removed = Set.copyOf(removed);
  }

  /** One of files that are short. */
  public static Change of(Map<String, byte[]> written, Set<String> removed) {
    Map<String, StoredBytes> stored = new HashMap<>();
    written.forEach((path, bytes) -> stored.put(path, StoredBytes.of(bytes)));
    return new Change(stored, removed);
  }

  /**
   * Makes the change in a copy of the files that nobody else uses.
   *
   * @param root the folder that stands for the repository's top level
   */
  public void writeTo(Path root) {
    try {
      for (String path : removed) {
        Files.deleteIfExists(root.resolve(path));
      }
      for (Map.Entry<String, StoredBytes> file : written.entrySet()) {
        Path target = root.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        file.getValue().copyTo(target);
      }
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** All paths of the change, sorted. */
  public List<String> paths() {
    return List.copyOf(
        new TreeSet<>(Stream.concat(written.keySet().stream(), removed.stream()).toList()));
  }

  /**
   * Refuses what could not be made, or could not be taken back.
   *
   * @throws Failure if a path cannot be written or removed
   */
  public void check(GitRepository repository) {
    Set<String> tracked = new TreeSet<>(repository.trackedFiles());
    for (String path : paths()) {
      checkPath(repository.root(), path);
    }
    for (String path : removed) {
      if (written.containsKey(path)) {
        throw new IllegalArgumentException(path + " is both written and removed");
      }
      if (!tracked.contains(path) && isThere(repository.root().resolve(path))) {
        throw new Failure(
            path + " is not tracked by git, so removing it could not be undone",
            "Add it to git and commit, or remove it yourself.");
      }
    }
    SourceTree work = repository.workTree();
    for (String path : written.keySet()) {
      if (!tracked.contains(path)
          && isThere(repository.root().resolve(path))
          && !work.stored(path).equals(Optional.of(written.get(path)))) {
        throw new Failure(
            path + " is in the way: the file exists and git does not track it", "Move it away.");
      }
    }
  }

  private static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** A path stays inside the work tree, out of git's own folder, and passes no symbolic link. */
  private static void checkPath(Path root, String path) {
    Path file = root.resolve(path);
    if (path.isEmpty()
        || !file.normalize().equals(file)
        || !file.startsWith(root)
        || file.startsWith(root.resolve(".git"))) {
      throw new IllegalArgumentException("not a path inside the repository: '" + path + "'");
    }
    for (Path folder = file.getParent(); !folder.equals(root); folder = folder.getParent()) {
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new Failure(
            path + " cannot be written: " + root.relativize(folder) + " is not a folder",
            "Make it a real folder of the repository.");
      }
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Failure(path + " is a folder, and a file is needed there", "Move it away.");
    }
  }
}
