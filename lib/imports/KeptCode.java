package imports;

import alembic.Cut;
import alembic.RevisionScript;
import config.AlembicConfig;
import config.ConfigFolders;
import git.Folders;
import git.GeneratedPaths;
import git.Links;
import git.SourceTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import source.ModuleReference;
import source.ModuleReferences;
import source.PythonModules;
import source.PythonSource;

/** The Python files of a tree that are there after a squash. */
public final class KeptCode {
  private final SourceTree tree;
  private final AlembicConfig config;
  private final Cut cut;
  private final Set<String> paths;
  private final PythonModules modules;
  private final Set<String> squashed;

  /** The code beside the squashed revisions of a tree. */
  public KeptCode(SourceTree tree, AlembicConfig config, Cut cut) {
    this.tree = tree;
    this.config = config;
    this.cut = cut;
    List<SourceTree.Entry> files =
        tree.list("", true).stream()
            .filter(file -> isBeside(file.path()) || !GeneratedPaths.isOne(file.path()))
            .toList();
    this.paths = files.stream().map(SourceTree.Entry::path).collect(Collectors.toSet());
    this.modules = new PythonModules(files);
    this.squashed = cut.squashed().stream().map(RevisionScript::path).collect(Collectors.toSet());
  }

  /** The files of squashed revisions. */
  Set<String> squashed() {
    return squashed;
  }

  /** The squashed revisions. */
  List<RevisionScript> squashedScripts() {
    return cut.squashed();
  }

  /** The squashed revisions that a reference in a file may mean; the cut's id stays. */
  List<RevisionScript> squashed(String path, ModuleReference reference) {
    if (reference.form() == ModuleReference.Form.REVISION) {
      return cut.squashed().stream()
          .filter(script -> !script.revision().equals(cut.revision().revision()))
          .filter(script -> reference.names().equals(List.of(script.revision())))
          .toList();
    }
    Set<String> meant = modules.meant(path, reference);
    return cut.squashed().stream().filter(script -> meant.contains(script.path())).toList();
  }

  /** All files of the tree. */
  public Set<String> paths() {
    return paths;
  }

  /** The modules of the tree. */
  public PythonModules modules() {
    return modules;
  }

  /** All of it, sorted. */
  Set<String> all() {
    Set<String> all = new TreeSet<>(modules.files());
    all.removeAll(squashed);
    return all;
  }

  /** Kept revisions and env.py: what Alembic runs. */
  Set<String> run() {
    Set<String> run = new LinkedHashSet<>();
    cut.kept().forEach(script -> run.add(script.path()));
    String env = ConfigFolders.join(config.scriptLocation(), "env.py");
    if (modules.files().contains(env)) {
      run.add(env);
    }
    return run;
  }

  /** What Alembic runs, with the modules of the project that it imports, and those that they do. */
  Set<String> imported() {
    Set<String> known = new LinkedHashSet<>(run());
    Deque<String> open = new ArrayDeque<>(known);
    while (!open.isEmpty()) {
      String path = open.pop();
      for (ModuleReference reference : references(path)) {
        for (String other : modules.meant(path, reference)) {
          if (!squashed.contains(other) && known.add(other)) {
            open.push(other);
          }
        }
      }
    }
    return known;
  }

  /** Whether a file lies where the revisions do, or where env.py does. */
  boolean isBeside(String path) {
    return Folders.hold(config.versionLocations(), true, path)
        || Folders.hold(List.of(config.scriptLocation()), true, path);
  }

  /** The bytes of a file; empty if it is gone. */
  public Optional<byte[]> read(String path) {
    Optional<byte[]> bytes = tree.read(path);
    return bytes.isEmpty() && tree.link(path).isPresent()
        ? tree.read(Links.real(tree, path))
        : bytes;
  }

  /** Where a file names modules. */
  public List<ModuleReference> references(String path) {
    return read(path).map(bytes -> references(path, bytes)).orElse(List.of());
  }

  private static List<ModuleReference> references(String path, byte[] bytes) {
    PythonSource source = PythonSource.of(path, bytes);
    return ModuleReferences.of(source);
  }
}
