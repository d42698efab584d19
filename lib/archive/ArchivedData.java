package archive;

import alembic.RevisionScript;
import config.AlembicConfig;
import config.ConfigFolders;
import console.Failure;
import git.Folders;
import git.SourceTree;
import imports.KeptCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import source.FileReading;
import source.ModuleReference;
import source.ModuleReference.Form;

/**
 * The other files of version locations that squashed revisions read.
 *
 * @param beside those that they look for from where they are themselves
 * @param byFolder those that they name by the folder, wherever they are
 */
record ArchivedData(Set<String> beside, Set<String> byFolder) {

  /**
   * Looks into scripts.
   *
   * @throws Failure naming one that imports another by the name of their folder
   */
  static ArchivedData of(
      SourceTree tree, AlembicConfig config, KeptCode code, List<RevisionScript> scripts) {
    ArchivedData data = new ArchivedData(new HashSet<>(), new HashSet<>());
    Map<String, String> squashed = new HashMap<>();
    scripts.forEach(script -> squashed.put(script.path(), script.revision()));
    List<String> files =
        config.versionLocations().stream()
            .flatMap(location -> tree.list(location, true).stream())
            .map(SourceTree.Entry::path)
            .distinct()
            .toList();
    List<String> plain = files.stream().filter(path -> !path.endsWith(".py")).toList();
    for (RevisionScript script : scripts) {
      data.addModules(script, code, squashed, files);
      data.addPlain(FileReading.of(script.path(), script.source()), plain);
    }
    return data;
  }

  private void addModules(
      RevisionScript script, KeptCode code, Map<String, String> squashed, List<String> files) {
    String folder = Folders.parent(script.path());
    for (ModuleReference reference : code.references(script.path())) {
      boolean isSearched = reference.form() != Form.REVISION && reference.level() == 0;
      for (String other :
          isSearched ? code.modules().meant(script.path(), reference) : Set.<String>of()) {
        String own = ConfigFolders.join(folder, String.join("/", reference.names()));
        boolean isBeside = other.equals(own + ".py") || other.equals(own + "/__init__.py");
        if (squashed.containsKey(other) && !isBeside && !other.equals(script.path())) {
          throw new Failure(
              "--history=archive is not possible: "
                  + script.path()
                  + ", line "
                  + reference.line()
                  + ", imports "
                  + other
                  + " by the name of its folder, which it leaves",
              "Copy what it needs into a module of the project, import that, and commit; or use"
                  + " --history=guard.");
        }
        if (isBeside && files.contains(other) && !squashed.containsKey(other)) {
          String top = ConfigFolders.join(folder, reference.names().get(0));
          files.stream().filter(file -> file.startsWith(top + "/")).forEach(beside::add);
          beside.add(other);
        }
      }
    }
  }

  /** Who lists a folder, or puts a name together, may read each file that it has. */
  private void addPlain(FileReading script, List<String> files) {
    String folder = Folders.parent(script.path());
    Set<String> parts =
        script.texts().stream()
            .flatMap(text -> Arrays.stream(text.split("[/\\\\.]")))
            .collect(Collectors.toSet());
    for (String path : files) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      boolean isNamed = script.texts().stream().anyMatch(text -> text.contains(name));
      boolean isListed = script.listings().stream().anyMatch(listing -> listing.finds(name));
      boolean isComputed = isEnding(script, name);
      if ((isNamed || isListed || isComputed)
          && (Folders.hold(List.of(folder), true, path) || isNamed)) {
        boolean isByFolder = parts.contains(folder.substring(folder.lastIndexOf('/') + 1));
        (isByFolder ? byFolder : beside).add(path);
      }
    }
  }

  private static boolean isEnding(FileReading script, String name) {
    String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
    return !ending.isEmpty() && script.texts().contains(ending);
  }
}
