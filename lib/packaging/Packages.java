package packaging;

import git.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one file tells setuptools.
 *
 * @param rule which folders are packages
 * @param sourceFolder the folder that packages lie in, relative to the file's; empty for its own
 * @param data patterns of files that belong to a package, by its name; an empty name for all
 */
record Packages(Rule rule, String sourceFolder, Map<String, List<String>> data) {

  /** Which folders are packages. */
  sealed interface Rule {
    /** Those that are named. */
    record Named(List<String> names) implements Rule {}

    /** Those with an {@code __init__.py}, as all above them have. */
    record Found() implements Rule {}

    /** All folders. */
    record Namespaces() implements Rule {}
  }

  /**
   * The innermost package that holds a folder.
   *
   * @param base the folder of the file that tells this
   * @param folder from the repository's root
   * @return empty if no package does
   */
  Optional<PackageFolder> holding(SourceTree tree, String base, String folder) {
    String top = join(base, sourceFolder);
    if (!top.isEmpty() && !folder.startsWith(top + "/")) {
      return Optional.empty();
    }
    List<String> parts =
        List.of((top.isEmpty() ? folder : folder.substring(top.length() + 1)).split("/"));
    for (int length = longest(tree, top, parts); length > 0; length--) {
      String name = String.join(".", parts.subList(0, length));
      if (!(rule instanceof Rule.Named named) || named.names().contains(name)) {
        return Optional.of(
            new PackageFolder(name, String.join("/", parts.subList(length, parts.size()))));
      }
    }
    return Optional.empty();
  }

  private int longest(SourceTree tree, String top, List<String> parts) {
    if (!(rule instanceof Rule.Found)) {
      return parts.size();
    }
    int length = 0;
    String folder = top;
    while (length < parts.size()) {
      folder = join(folder, parts.get(length));
      if (tree.read(folder + "/__init__.py").isEmpty()) {
        return length;
      }
      length++;
    }
    return length;
  }

  /** Whether the patterns take a file of a package in. */
  boolean ships(PackageFolder folder, String file) {
    List<String> parts = new ArrayList<>(List.of(folder.name().split("\\.")));
    String within = folder.within().isEmpty() ? file : folder.within() + "/" + file;
    for (String every : List.of("", "*")) {
      if (matches(every, within)) {
        return true;
      }
    }
    while (!parts.isEmpty()) {
      if (matches(String.join(".", parts), within)) {
        return true;
      }
      within = parts.remove(parts.size() - 1) + "/" + within;
    }
    return false;
  }

  private boolean matches(String key, String path) {
    return data.getOrDefault(key, List.of()).stream()
        .anyMatch(pattern -> PackageFolder.matches(pattern, path));
  }

  static String join(String folder, String name) {
    if (folder.isEmpty() || name.isEmpty()) {
      return folder + name;
    }
    return folder + "/" + name;
  }
}
