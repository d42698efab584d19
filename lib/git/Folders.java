package git;

import java.util.Collection;

/** Folders of paths in a repository; its root is the empty string. */
public final class Folders {
  private Folders() {}

  /** The folder that a path lies in. */
  public static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** The lowest folder that all of these paths lie in. */
  public static String shared(Collection<String> paths) {
    String shared = paths.stream().findFirst().map(Folders::parent).orElse("");
    for (String path : paths) {
      while (!shared.isEmpty() && !path.startsWith(shared + "/")) {
        shared = parent(shared);
      }
    }
    return shared;
  }

  /**
   * Whether a file lies in one of these folders.
   *
   * @param recursive whether folders below them count
   */
  public static boolean hold(Collection<String> folders, boolean recursive, String path) {
    String parent = parent(path);
    return folders.stream()
        .anyMatch(
            folder ->
                parent.equals(folder)
                    || (recursive && (folder.isEmpty() || parent.startsWith(folder + "/"))));
  }
}
