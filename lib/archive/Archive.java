package archive;

import alembic.RevisionScript;
import config.AlembicConfig;
import config.ConfigFolders;
import console.Failure;
import git.Folders;
import git.SourceTree;
import imports.KeptCode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import process.StoredBytes;

/**
 * Where squashed revisions go that stay for old databases, byte for byte: into a folder beside that
 * of their version location, as deep as that, so that paths from their own file mean what they did.
 *
 * @param written the files that it gets, by path
 * @param folders the folders with revisions in it, from the repository's root
 * @param kept files that stay where they are as well: scripts name them by their folder
 */
record Archive(Map<String, StoredBytes> written, Set<String> folders, Set<String> kept) {
  private static final String FOLDER = "squashed";

  /**
   * Works it out.
   *
   * @param tree the files, not squashed yet
   * @param code those that stay
   * @param scripts the revisions to keep
   * @param gone files that only squashed revisions read
   * @throws Failure naming a script that would not run from there, or a path that is not free
   */
  static Archive of(
      SourceTree tree,
      AlembicConfig config,
      KeptCode code,
      List<RevisionScript> scripts,
      List<String> gone) {
    Map<String, StoredBytes> written = new TreeMap<>();
    Set<String> folders = new TreeSet<>();
    Map<String, String> siblings = siblings(config, scripts);
    for (RevisionScript script : scripts) {
      String path = moved(script.path(), siblings);
      folders.add(Folders.parent(path));
      written.put(path, StoredBytes.of(script.source()));
    }
    ArchivedData data = ArchivedData.of(tree, config, code, scripts);
    for (String path : data.beside()) {
      written.put(moved(path, siblings), tree.stored(path).orElseThrow());
    }
    Set<String> kept = new HashSet<>(gone);
    kept.removeIf(path -> !path.endsWith(".py") && !data.byFolder().contains(path));
    written.keySet().forEach(path -> checkFree(tree, config, path));
    return new Archive(written, folders, kept);
  }

  /** The folder of the archive by the version location of the scripts that it gets. */
  private static Map<String, String> siblings(AlembicConfig config, List<RevisionScript> scripts) {
    Map<String, String> siblings = new LinkedHashMap<>();
    for (RevisionScript script : scripts) {
      String location = location(config, script.path());
      String parent = Folders.parent(location);
      long others =
          config.versionLocations().stream()
              .filter(other -> Folders.parent(other).equals(parent))
              .count();
      String name = FOLDER + (others > 1 ? "_" + location.substring(parent.length() + 1) : "");
      siblings.put(location, ConfigFolders.join(parent, name));
    }
    return siblings;
  }

  private static String location(AlembicConfig config, String path) {
    return config.versionLocations().stream()
        .filter(location -> !location.isEmpty())
        .filter(location -> Folders.hold(List.of(location), true, path))
        .max(Comparator.comparingInt(String::length))
        .orElseThrow(
            () ->
                new Failure(
                    "--history=archive is not possible: " + path + " is in no folder of its own",
                    "Use --history=guard."));
  }

  private static String moved(String path, Map<String, String> siblings) {
    String location =
        siblings.keySet().stream()
            .filter(folder -> path.startsWith(folder + "/"))
            .max(Comparator.comparingInt(String::length))
            .orElseThrow();
    return siblings.get(location) + path.substring(location.length());
  }

  private static void checkFree(SourceTree tree, AlembicConfig config, String path) {
    if (tree.read(path).isPresent()) {
      throw new Failure(
          "--history=archive is not possible: there is a file " + path + " already",
          "Rename it, or use --history=guard.");
    }
    if (Folders.hold(config.versionLocations(), config.recursive(), path)) {
      throw new Failure(
          "--history=archive is not possible: Alembic would read "
              + Path.of(path).getParent()
              + " too, as "
              + config.configPath()
              + " says",
          "Name the version locations without their parent folder, or use --history=guard.");
    }
  }
}
