package plan;

import alembic.RevisionScripts;
import config.AlembicConfig;
import console.Console;
import git.Folders;
import git.SourceTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Folders below the version locations that hold revision scripts which Alembic does not read. */
final class UnreadFolders {
  private static final int NAMED = 3;

  private UnreadFolders() {}

  /** The warning, in one sentence; empty if every script is read. */
  static Optional<String> warning(SourceTree tree, AlembicConfig config) {
    if (config.recursive()) {
      return Optional.empty();
    }
    Map<String, List<String>> scripts =
        config.versionLocations().stream()
            .flatMap(location -> tree.list(location, true).stream())
            .map(SourceTree.Entry::path)
            .distinct()
            .filter(path -> !Folders.hold(config.versionLocations(), false, path))
            .filter(path -> isRevision(tree, path))
            .collect(Collectors.groupingBy(Folders::parent, TreeMap::new, Collectors.toList()));
    return scripts.isEmpty()
        ? Optional.empty()
        : Optional.of(sentence(config.configPath(), scripts));
  }

  private static boolean isRevision(SourceTree tree, String path) {
    return RevisionScripts.isRevisionFile(path)
        && tree.read(path).flatMap(bytes -> RevisionScripts.revisionIn(path, bytes)).isPresent();
  }

  private static String sentence(String config, Map<String, List<String>> scripts) {
    String named =
        scripts.entrySet().stream()
            .limit(NAMED)
            .map(
                folder ->
                    Console.counted(folder.getValue().size(), "script") + " in " + folder.getKey())
            .collect(Collectors.joining(", "));
    int more = scripts.size() - NAMED;
    return "revision scripts are not read: "
        + named
        + (more > 0 ? " and " + Console.counted(more, "more folder") : "")
        + "; "
        + config
        + " neither lists "
        + (scripts.size() == 1 ? "that folder" : "those folders")
        + " in version_locations nor sets recursive_version_locations";
  }
}
