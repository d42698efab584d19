package packaging;

import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * A folder in a package.
 *
 * @param name the package's, with dots
 * @param within the folder's path from the package's own; empty for that itself
 */
record PackageFolder(String name, String within) {

  /** The pattern, from the package's folder, of the SQL in it. */
  String pattern() {
    return within.isEmpty() ? "*.sql" : within + "/*.sql";
  }

  /** Python's glob: a star stays in its folder, two stars are any number of folders, or none. */
  static boolean matches(String pattern, String path) {
    return glob(pattern, path) || glob(pattern.replace("**/", ""), path);
  }

  private static boolean glob(String pattern, String path) {
    return FileSystems.getDefault()
        .getPathMatcher("glob:" + pattern.replace("{", "\\{").replace("}", "\\}"))
        .matches(Path.of(path));
  }
}
