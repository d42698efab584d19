package phases;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import console.Failure;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Revision scripts that a squash removed: code that stays may have imported or read one. */
final class RemovedModules {
  private static final Pattern MODULE = Pattern.compile("No module named '([\\w.]+)'");
  private static final Pattern FILE = Pattern.compile("No such file or directory: '([^']+\\.py)'");

  /** What is advised where a module is missing that nobody removed. */
  private static final Pattern INSTALLING = Pattern.compile("(?m)\\AIt is not installed for .*\n?");

  private final Set<String> removed;

  private RemovedModules(Set<String> removed) {
    this.removed = removed;
  }

  /** The scripts of one state that the other does not have. */
  static RemovedModules between(RevisionGraph before, RevisionGraph after) {
    Set<String> removed = paths(before);
    removed.removeAll(paths(after));
    return new RemovedModules(removed);
  }

  private static Set<String> paths(RevisionGraph graph) {
    return graph.newestFirst().stream().map(RevisionScript::path).collect(Collectors.toSet());
  }

  /** Builds something, and says so where one of them is missed. */
  <T> T explaining(Supplier<T> build) {
    try {
      return build.get();
    } catch (Failure failure) {
      throw missed(failure.getMessage() + "\n" + failure.hint())
          .map(path -> explained(failure, path))
          .orElse(failure);
    }
  }

  private Optional<String> missed(String text) {
    Matcher module = MODULE.matcher(text);
    Matcher file = FILE.matcher(text);
    if (module.find()) {
      return named(module.group(1).replaceFirst(".*\\.", ""));
    }
    return file.find()
        ? named(file.group(1).replaceFirst("(?s).*/", "").replaceFirst("\\.py$", ""))
        : Optional.empty();
  }

  private Optional<String> named(String name) {
    return removed.stream().filter(path -> path.endsWith("/" + name + ".py")).findFirst();
  }

  private static Failure explained(Failure failure, String path) {
    String rest = INSTALLING.matcher(failure.hint()).replaceFirst("");
    return new Failure(
        failure.getMessage(),
        "The squash removed "
            + path
            + ", which code that stays needs. Take the squash back (`git restore --staged"
            + " --worktree .`), and plan again with --keep-imported, or after copying what is"
            + " needed into a module of the project.\n"
            + rest,
        failure);
  }
}
