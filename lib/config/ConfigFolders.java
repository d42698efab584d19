package config;

import console.Failure;
import git.Folders;
import git.Links;
import git.SourceTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes folders of the repository out of what a configuration says. */
public final class ConfigFolders {
  private final SourceTree tree;
  private final String configPath;
  private final String workingFolder;
  private final List<String> prependSysPath;

  ConfigFolders(
      SourceTree tree, String configPath, String workingFolder, List<String> prependSysPath) {
    this.tree = tree;
    this.configPath = configPath;
    this.workingFolder = workingFolder;
    this.prependSysPath = prependSysPath;
  }

  /**
   * The folder from which a relative location leads to files of the tree: the given one, or one
   * above it. Empty if there is none, and where the location does not depend on it.
   */
  static Optional<String> workingFolder(SourceTree tree, String folder, String location) {
    if (location.startsWith("/") || location.contains(":")) {
      return Optional.empty();
    }
    return Stream.iterate(Optional.of(folder), Optional::isPresent, ConfigFolders::above)
        .flatMap(Optional::stream)
        .filter(start -> isFolder(tree, join(start, location)))
        .findFirst();
  }

  private static boolean isFolder(SourceTree tree, String path) {
    return !tree.list(path, true).isEmpty() || Links.areOnTheWay(tree, path);
  }

  private static Optional<String> above(Optional<String> folder) {
    return folder.filter(name -> !name.isEmpty()).map(Folders::parent);
  }

  /** A name below a folder; the root is the empty string. */
  public static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /**
   * A folder from the repository's root, without symbolic links on the way.
   *
   * @param location a path, relative to the working folder or below {@code %(here)s}; or {@code
   *     package:path}, Alembic's name for a folder of a Python package
   * @throws Failure if it lies outside the repository, a link on the way leads nowhere in it, or
   *     there is no such package
   */
  String resolve(String location) {
    if (!location.startsWith("/") && location.contains(":")) {
      return packageFolder(location);
    }
    return Links.real(tree, path(location));
  }

  private String path(String location) {
    String unix = location.replace('\\', '/');
    if (unix.startsWith(ConfigOptions.ROOT)) {
      return normalized(location, unix.substring(ConfigOptions.ROOT.length()));
    }
    if (unix.startsWith("/")) {
      throw outside(location);
    }
    return normalized(location, join(workingFolder, unix));
  }

  private String normalized(String location, String path) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : List.of(path.split("/", -1))) {
      if (name.equals("..")) {
        if (names.isEmpty()) {
          throw outside(location);
        }
        names.removeLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return String.join("/", names);
  }

  /** Python would import the package; we look where its import path may lead in the repository. */
  private String packageFolder(String location) {
    String[] parts = location.split(":");
    String packagePath = parts[0].replace('.', '/');
    String below = String.join("/", List.of(parts).subList(1, parts.length));
    Set<String> roots = new LinkedHashSet<>();
    for (String entry : prependSysPath) {
      if (!entry.startsWith("/") || entry.startsWith(ConfigOptions.ROOT)) {
        roots.add(path(entry));
      }
    }
    roots.addAll(List.of(workingFolder, join(workingFolder, "src"), "", "src"));
    for (String root : roots) {
      String folder = join(root, packagePath);
      if (isFolder(tree, folder)) {
        return Links.real(tree, normalized(location, join(folder, below)));
      }
    }
    throw new Failure(
        configPath + " names the Python package '" + parts[0] + "', which is not in the repository",
        "It was looked for in: "
            + String.join(", ", roots.stream().map(ConfigFolders::shown).toList())
            + ". Name its parent folder in prepend_sys_path.");
  }

  private Failure outside(String location) {
    return new Failure(
        configPath + " names the folder '" + location + "', which is outside the repository",
        "Squashing needs the revision scripts in the same repository.");
  }

  private static String shown(String folder) {
    return folder.isEmpty() ? "the root" : folder;
  }
}
