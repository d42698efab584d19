package source;

import git.GeneratedPaths;
import git.SourceTree;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The constants that the modules of a tree define, each read when it is first asked for. Most
 * revision scripts need none of them.
 */
public final class ProjectConstants {
  private final Optional<SourceTree> tree;
  private final Supplier<Collection<SourceTree.Entry>> files;
  private final Map<Constant, Optional<PythonValue>> known = new HashMap<>();
  private final Deque<Constant> open = new ArrayDeque<>();
  private Optional<PythonModules> modules = Optional.empty();

  private record Constant(String path, List<String> chain) {}

  private ProjectConstants(
      Optional<SourceTree> tree, Supplier<Collection<SourceTree.Entry>> files) {
    this.tree = tree;
    this.files = files;
  }

  /** No module at all: what a file says by itself. */
  public static ProjectConstants none() {
    return new ProjectConstants(Optional.empty(), List::of);
  }

  /** Those of a tree. */
  public static ProjectConstants of(SourceTree tree) {
    return new ProjectConstants(
        Optional.of(tree),
        () ->
            tree.list("", true).stream()
                .filter(file -> !GeneratedPaths.isOne(file.path()))
                .toList());
  }

  /**
   * What a name of a module stands for, with attributes behind it.
   *
   * @param from the path of the file that imports the module
   * @param chain the name and the attributes; the first ones may name modules in a package
   * @return empty if it is none of the project's, is no constant, or where several modules may be
   *     meant that differ in it
   */
  synchronized Optional<PythonValue> value(String from, ModuleName module, List<String> chain) {
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    Set<Optional<PythonValue>> values = new HashSet<>();
    for (String path : modules().imported(from, module)) {
      values.add(value(new Constant(path, chain)));
    }
    Optional<PythonValue> value = values.size() == 1 ? values.iterator().next() : Optional.empty();
    return value.isPresent() || chain.size() == 1
        ? value
        : value(from, module.child(chain.get(0)), chain.subList(1, chain.size()));
  }

  private PythonModules modules() {
    if (modules.isEmpty()) {
      modules = Optional.of(new PythonModules(files.get()));
    }
    return modules.get();
  }

  /** Modules may import each other; what was found on such a way round is not all of it. */
  private Optional<PythonValue> value(Constant constant) {
    if (known.containsKey(constant)) {
      return known.get(constant);
    }
    if (open.contains(constant)) {
      return Optional.empty();
    }
    open.push(constant);
    Optional<PythonValue> value = read(constant).map(found -> found.at(0, 0));
    open.pop();
    if (open.isEmpty()) {
      known.put(constant, value);
    }
    return value;
  }

  private Optional<PythonValue> read(Constant constant) {
    Optional<byte[]> bytes = tree.flatMap(files -> files.read(constant.path()));
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    PythonSource source = PythonSource.of(constant.path(), bytes.get());
    return new PythonConstants(source, this).named(constant.chain());
  }
}
