package alembic;

import alembic.ModuleReference.Form;
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
    return reference.level() > 0 ? relative(from, reference) : absolute(from, reference);
  }

  private Set<String> relative(String from, ModuleReference reference) {
    String folder = Folders.parent(from);
    for (int up = 1; up < reference.level(); up++) {
      folder = Folders.parent(folder);
    }
    String path = ConfigFolders.join(folder, String.join("/", reference.names()));
    Set<String> meant = new LinkedHashSet<>(List.of(path + ENDING, path + PACKAGE));
    meant.retainAll(files);
    return meant;
  }

  private Set<String> absolute(String from, ModuleReference reference) {
    List<String> names = reference.names();
    Set<String> meant = new LinkedHashSet<>();
    for (String path : byLastName.getOrDefault(reference.last(), List.of())) {
      List<String> module = names(path);
      int shared = Math.min(module.size(), names.size());
      boolean ends =
          module
              .subList(module.size() - shared, module.size())
              .equals(names.subList(names.size() - shared, names.size()));
      // What only ends alike is most often something else: a dotted text, or sqlalchemy.types.
      boolean whole = names.size() <= module.size() && reference.form() != Form.DOTTED;
      if (ends && (whole || shared > 1)) {
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
