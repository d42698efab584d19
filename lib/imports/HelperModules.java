package imports;

import alembic.RevisionScript;
import config.AlembicConfig;
import config.ConfigFolders;
import console.Failure;
import git.Folders;
import git.SourceTree;
import imports.SquashedImports.Use;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import source.ModuleReferences;
import source.PythonModules;
import source.PythonSource;

/**
 * Squashed revision scripts that stay as plain modules of Python, since code that stays imports
 * them. Each lies where every import of it can reach it as it reached the script, whatever the path
 * is that Python looks for modules on: beside the version location, or in it as a package, which
 * Alembic does not read.
 */
public final class HelperModules {
  static final String COPY =
      "Copy what it needs into a module of the project, import that, and commit.";

  private static final String PREFIX = "squashed_";

  private final KeptCode code;
  private final AlembicConfig config;
  private final Map<RevisionScript, List<Use>> uses = new LinkedHashMap<>();
  private final Map<RevisionScript, String> places = new LinkedHashMap<>();

  private HelperModules(KeptCode code, AlembicConfig config) {
    this.code = code;
    this.config = config;
  }

  /** None: what stays imports no squashed script. */
  public static HelperModules none(KeptCode code, AlembicConfig config) {
    return new HelperModules(code, config);
  }

  /**
   * Modules for all that is imported.
   *
   * @throws Failure if one cannot be moved, or an import cannot be written anew
   */
  public static HelperModules of(KeptCode code, AlembicConfig config, SquashedImports imports) {
    HelperModules helpers = new HelperModules(code, config);
    Deque<Use> open = new ArrayDeque<>(imports.running());
    while (!open.isEmpty()) {
      Use use = open.pop();
      if (!helpers.uses.containsKey(use.script())) {
        open.addAll(SquashedImports.in(code, use.script().path()));
      }
      helpers.uses.computeIfAbsent(use.script(), script -> new ArrayList<>()).add(use);
    }
    helpers.uses.forEach(
        (script, found) -> helpers.places.put(script, helpers.place(script, found)));
    return helpers;
  }

  /** Whether a file is such a module, of an earlier squash say. */
  public static boolean isOne(SourceTree tree, String path) {
    return path.endsWith(".py")
        && last(path).startsWith(PREFIX)
        && tree.read(path)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .filter(PlainModule::isOne)
            .isPresent();
  }

  /** The modules' files, by path. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    places.forEach(
        (script, path) -> {
          byte[] plain = PlainModule.of(script, namesUsed(script));
          files.put(path, rewritten(script.path(), plain));
        });
    return files;
  }

  /** The files that import them, but for themselves. */
  public Set<String> importers() {
    Set<String> importers = new LinkedHashSet<>();
    uses.values().forEach(found -> found.forEach(use -> importers.add(use.path())));
    places.keySet().forEach(script -> importers.remove(script.path()));
    return importers;
  }

  /** The bytes of a file with its imports of squashed scripts leading to the modules. */
  public byte[] rewritten(String path, byte[] bytes) {
    PythonSource source = PythonSource.of(path, bytes);
    ImportEdit edit = new ImportEdit(source, bytes);
    for (Use use : SquashedImports.in(code, path, ModuleReferences.of(source))) {
      Optional.ofNullable(places.get(use.script()))
          .ifPresent(place -> edit.rename(use.reference(), names(use), place));
    }
    return edit.applied();
  }

  private String place(RevisionScript script, List<Use> found) {
    if (PlainModule.isTiedToItsPlace(script)) {
      throw new Failure(
          found.get(0).sentence()
              + ", which cannot stay as a module elsewhere: it asks where its own file is, or"
              + " imports from there",
          COPY);
    }
    List<String> places = candidates(script);
    for (String place : places) {
      if (found.stream()
          .allMatch(use -> ImportEdit.canRename(use.reference(), names(use), place))) {
        return place;
      }
    }
    Use hard =
        found.stream()
            .filter(
                use ->
                    places.stream()
                        .noneMatch(p -> ImportEdit.canRename(use.reference(), names(use), p)))
            .findFirst()
            .orElse(found.get(0));
    throw new Failure(hard.sentence() + ", in a way that cannot be written anew", COPY);
  }

  private static String last(String path) {
    List<String> names = PythonModules.names(path);
    return names.get(names.size() - 1);
  }

  private static List<String> names(Use use) {
    return PythonModules.names(use.script().path());
  }

  /** Places that are free, and that Alembic does not read. */
  private List<String> candidates(RevisionScript script) {
    String name = PREFIX + last(script.path()).replaceAll("\\W", "_");
    String inside = ConfigFolders.join(Folders.parent(script.path()), name + "/__init__.py");
    List<String> candidates = new ArrayList<>();
    config.versionLocations().stream()
        .filter(location -> Folders.hold(List.of(location), true, script.path()))
        .filter(location -> !location.isEmpty())
        .map(location -> ConfigFolders.join(Folders.parent(location), name + ".py"))
        .filter(path -> !Folders.hold(config.versionLocations(), config.recursive(), path))
        .forEach(candidates::add);
    candidates.add(inside);
    candidates.removeIf(path -> code.paths().contains(path));
    return candidates;
  }

  /** Names that Alembic reads and that importers may read as well. */
  private Set<String> namesUsed(RevisionScript script) {
    Set<String> used = new LinkedHashSet<>();
    for (Use use : uses.get(script)) {
      code.read(use.path())
          .ifPresent(bytes -> used.addAll(PlainModule.namesOfOthers(use.path(), bytes)));
    }
    return used;
  }
}
