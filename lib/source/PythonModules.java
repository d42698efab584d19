package source;

import config.ConfigFolders;
import git.Folders;
import git.SourceTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import source.ModuleReference.Form;

/**
 * The modules of Python that a tree has, by what they may be called: where Python looks for them is
 * known only when it runs, so a name means each file whose path ends with it.
 */
public final class PythonModules {
  private static final String ENDING = ".py";
  private static final String PACKAGE = "/__init__.py";

  private final Map<String, List<String>> byLastName = new HashMap<>();
  private final Set<String> files = new HashSet<>();

  /** The modules among files. */
  public PythonModules(Collection<SourceTree.Entry> entries) {
    for (SourceTree.Entry entry : entries) {
      if (entry.path().endsWith(ENDING)) {
        files.add(entry.path());
        List<String> names = names(entry.path());
        if (!names.isEmpty()) {
          byLastName
              .computeIfAbsent(names.get(names.size() - 1), name -> new ArrayList<>())
              .add(entry.path());
        }
      }
    }
  }

  /** All files. */
  public Set<String> files() {
    return Set.copyOf(files);
  }

  /** The parts of a file's path, which is how its module may be called from the root. */
  public static List<String> names(String path) {
    String module =
        path.endsWith(PACKAGE)
            ? path.substring(0, path.length() - PACKAGE.length())
            : path.substring(0, path.length() - ENDING.length());
    return List.of(module.split("/"));
  }

  /**
   * The files that a reference may mean.
   *
   * @param from the file that it stands in
   */
  public Set<String> meant(String from, ModuleReference reference) {
    // What only ends alike is most often something else: a dotted text, or sqlalchemy.types.
    boolean whole = reference.form() != Form.DOTTED;
    ModuleName name = new ModuleName(reference.level(), reference.names());
    return name.level() > 0 ? relative(from, name) : absolute(from, name.names(), whole);
  }

  /**
   * The files that an import may mean. Of several those count that lie, by the whole name, below a
   * folder that the importer is in as well.
   *
   * @param from the file that it stands in
   */
  public Set<String> imported(String from, ModuleName name) {
    if (name.level() > 0) {
      return relative(from, name);
    }
    if (name.names().isEmpty()) {
      return Set.of();
    }
    Set<String> meant = absolute(from, name.names(), true);
    Set<String> near = new LinkedHashSet<>(meant);
    near.removeIf(path -> !isNear(from, path, name.names().size()));
    return near.isEmpty() ? meant : near;
  }

  /** Whether the folder that a module's name starts in holds another file as well. */
  private static boolean isNear(String from, String path, int length) {
    List<String> module = names(path);
    String root = String.join("/", module.subList(0, Math.max(0, module.size() - length)));
    return module.size() >= length && Folders.hold(List.of(root), true, from);
  }

  private Set<String> relative(String from, ModuleName name) {
    String folder = Folders.parent(from);
    for (int up = 1; up < name.level(); up++) {
      folder = Folders.parent(folder);
    }
    String path =
        name.names().isEmpty()
            ? folder
            : ConfigFolders.join(folder, String.join("/", name.names()));
    Set<String> meant = new LinkedHashSet<>(List.of(path + ENDING, path + PACKAGE));
    meant.retainAll(files);
    return meant;
  }

  private Set<String> absolute(String from, List<String> names, boolean whole) {
    Set<String> meant = new LinkedHashSet<>();
    for (String path : byLastName.getOrDefault(names.get(names.size() - 1), List.of())) {
      List<String> module = names(path);
      int shared = Math.min(module.size(), names.size());
      boolean ends =
          module
              .subList(module.size() - shared, module.size())
              .equals(names.subList(names.size() - shared, names.size()));
      if (ends && ((whole && names.size() <= module.size()) || shared > 1)) {
        meant.add(path);
      }
    }
    if (names.size() == 1 && meant.size() > 1) {
      meant.removeIf(path -> !isTop(from, path));
    }
    return meant;
  }

  /** Whether a module may be imported without a package: it is in none, or beside the importer. */
  private boolean isTop(String from, String path) {
    String folder = Folders.parent(path.endsWith(PACKAGE) ? Folders.parent(path) : path);
    return folder.equals(Folders.parent(from)) || !files.contains(folder + PACKAGE);
  }
}
