package config;

import console.Failure;
import git.Folders;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the file that configures Alembic. */
public final class ConfigFinder {
  private static final String INI = "alembic.ini";

  private final SourceTree tree;
  private final String projectFolder;

  private ConfigFinder(SourceTree tree, String projectFolder) {
    this.tree = tree;
    this.projectFolder = projectFolder;
  }

  /**
   * Paths of configurations: {@code alembic.ini} files, and pyproject.toml files whose {@code
   * [tool.alembic]} has a script_location. One in the project's folder wins alone; else those below
   * it; else all others. The nearest comes first. The caller asks if there are several.
   *
   * @param projectFolder the folder to start from, relative to the root
   * @param given the path that the user named, relative to the project's folder or to the root
   * @throws Failure if there is none
   */
  public static List<String> find(SourceTree tree, String projectFolder, Optional<String> given) {
    ConfigFinder finder = new ConfigFinder(tree, projectFolder);
    return given.map(finder::named).orElseGet(finder::search);
  }

  private List<String> named(String path) {
    for (String candidate : List.of(ConfigFolders.join(projectFolder, path), path)) {
      if (tree.read(candidate).isPresent()) {
        return List.of(candidate);
      }
    }
    throw new Failure(
        "there is no " + path + " in " + tree.describe(),
        "--alembic-ini-path takes a path relative to the project's folder.");
  }

  private List<String> search() {
    Map<String, String> byFolder = new TreeMap<>();
    for (SourceTree.Entry entry : tree.list("", true)) {
      String folder = Folders.parent(entry.path());
      if (entry.name().equals(INI)) {
        byFolder.put(folder, entry.path());
      } else if (entry.name().equals(ConfigOptions.PYPROJECT) && namesScripts(entry.path())) {
        byFolder.putIfAbsent(folder, entry.path());
      }
    }
    if (byFolder.isEmpty()) {
      throw new Failure(
          "no alembic.ini was found in "
              + tree.describe()
              + ", and no pyproject.toml with [tool.alembic]",
          "Commit it, or name it with --alembic-ini-path. If code configures Alembic, commit an"
              + " alembic.ini all the same: [alembic] with script_location = package:folder, or"
              + " with the path of the folder that has env.py.");
    }
    if (byFolder.containsKey(projectFolder)) {
      return List.of(byFolder.get(projectFolder));
    }
    List<String> nearestFirst =
        byFolder.keySet().stream()
            .sorted(Comparator.comparingInt(this::steps).thenComparing(Comparator.naturalOrder()))
            .toList();
    List<String> below = nearestFirst.stream().filter(this::isBelow).toList();
    return (below.isEmpty() ? nearestFirst : below).stream().map(byFolder::get).toList();
  }

  private boolean namesScripts(String path) {
    String text = tree.read(path).map(b -> new String(b, StandardCharsets.UTF_8)).orElse("");
    return text.contains("alembic") && TomlSection.parse(path, text, "").namesScripts();
  }

  private boolean isBelow(String folder) {
    return projectFolder.isEmpty() || folder.startsWith(projectFolder + "/");
  }

  /** How many folders to go up and down from the project's folder. */
  private int steps(String folder) {
    String[] from = names(projectFolder);
    String[] to = names(folder);
    int shared = 0;
    while (shared < Math.min(from.length, to.length) && from[shared].equals(to[shared])) {
      shared++;
    }
    return from.length + to.length - 2 * shared;
  }

  private static String[] names(String folder) {
    return folder.isEmpty() ? new String[0] : folder.split("/");
  }
}
