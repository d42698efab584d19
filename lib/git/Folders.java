package git;

import java.util.Collection;

/** Folders of paths in a repository; its root is the empty string. */
public final class Folders {
  private Folders() {}

  /** The folder that a path lies in. */
  public static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
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
