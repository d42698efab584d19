package packaging;

import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * A folder in a package.
 *
 * @param name the package's, with dots
 * @param within the folder's path from the package's own; empty for that itself
 * @param ending how the files of it end that are to be shipped
 */
record PackageFolder(String name, String within, String ending) {
  /** With SQL to ship. */
  PackageFolder(String name, String within) {
    this(name, within, ".sql");
  }

  /** The same with other files to ship. */
  PackageFolder of(String otherEnding) {
    return new PackageFolder(name, within, otherEnding);
  }

  /** The pattern, from the package's folder, of those files. */
  String pattern() {
    return (within.isEmpty() ? "*" : within + "/*") + ending;
  }

  /** How a file's name ends: from its last dot, or all of it. */
  static String ending(String file) {
    return file.substring(Math.max(0, file.lastIndexOf('.')));
  }

  /** What files are called in sentences. */
  static String kind(String file) {
    return switch (ending(file)) {
      case ".sql" -> "SQL";
      case ".py" -> "scripts";
      default -> ending(file) + " files";
    };
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
