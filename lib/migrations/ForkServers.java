package migrations;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import process.Processes;
import python.PythonInterpreter;

/**
 * The Python processes that commands are forked from: one that has Alembic imported, and, if a
 * project takes long to import, others that have that done as well.
 *
 * <p>Each kind of build has its own: what a module draws by lot while it is imported must not be
 * the same for two builds that are compared. One of a kind has the libraries imported, and from it
 * one is forked for each tree, which has the project's own modules. The first command of a kind in
 * a tree finds nothing imported, so that what is built in both ways is compared with each other.
 */
final class ForkServers implements AutoCloseable {
  /** Seconds of processor time. What is imported sooner is left to each command. */
  private static final double LONG = 0.2;

  private final NetworkAccess network;
  private final ForkServer plain;
  private final Map<Kind, ForkServer> withLibraries = new HashMap<>();
  private final Map<InTree, ForkServer> withModules = new HashMap<>();
  private final Set<InTree> come = new HashSet<>();
  private final Set<InTree> proven = new HashSet<>();
  private final Set<Kind> plainKinds = new HashSet<>();
  private Optional<ImportedModules> imported = Optional.empty();
  private boolean withoutOwn;
  private boolean allPlain;

  /**
   * A kind of build.
   *
   * @param clock what day it is for it
   * @param isAgain whether it is there to be compared with another one
   */
  record Kind(LaterClock clock, boolean isAgain) {}

  private record InTree(Kind kind, Path root) {}

  /**
   * As {@link ForkServer#ForkServer}.
   *
   * @param network what commands can reach
   */
  ForkServers(
      PythonInterpreter python,
      UnaryOperator<Processes.Command> surroundings,
      NetworkAccess network) {
    this.network = network;
    this.plain = new ForkServer(python, surroundings);
  }

  /** The one that has imported nothing of what a project needs. */
  ForkServer plain() {
    return plain;
  }

  /** One that has imported what the project needs in this tree, if that is worth while. */
  synchronized Optional<ForkServer> preloaded(Kind kind, ProjectTree tree) {
    boolean isFirst = come.add(new InTree(kind, tree.root()));
    if (isFirst || allPlain || imported.isEmpty() || plainKinds.contains(kind)) {
      return Optional.empty();
    }
    return Optional.of(
        withoutOwn || imported.get().own().isEmpty() ? libraries(kind) : modules(kind, tree));
  }

  private ForkServer libraries(Kind kind) {
    return withLibraries.computeIfAbsent(
        kind, first -> plain.serving(wanted(kind, Optional.empty())));
  }

  private ForkServer modules(Kind kind, ProjectTree tree) {
    return withModules.computeIfAbsent(
        new InTree(kind, tree.root()),
        first -> libraries(kind).serving(wanted(kind, Optional.of(tree))));
  }

  private ForkServer.Wanted wanted(Kind kind, Optional<ProjectTree> tree) {
    boolean isWalled = !network.isOpen() && network.unwalled().isEmpty();
    return new ForkServer.Wanted(imported.orElseThrow(), kind.clock(), tree, isWalled);
  }

  /** Takes note of what a command imported. */
  synchronized void learn(ImportedModules told) {
    if (imported.isEmpty() && told.seconds() >= LONG) {
      imported = Optional.of(told);
    }
  }

  /** Whether databases were upgraded by commands of this kind that found modules imported. */
  synchronized boolean areProven(Kind kind, ProjectTree tree) {
    return proven.contains(new InTree(kind, tree.root()));
  }

  /** A database was upgraded so. */
  synchronized void proved(Kind kind, ProjectTree tree) {
    proven.add(new InTree(kind, tree.root()));
  }

  /** A command of this kind did not even begin: less is imported for the next. */
  synchronized void importLess(Kind kind) {
    if (withoutOwn || imported.filter(known -> !known.own().isEmpty()).isEmpty()) {
      plainKinds.add(kind);
    }
    withoutOwn = true;
  }

  /** From now on, nothing is imported before a command of this kind does. */
  synchronized void usePlain(Kind kind) {
    plainKinds.add(kind);
  }

  /**
   * From now on, nothing is imported before any command does.
   *
   * @return whether anything was
   */
  synchronized boolean usePlain() {
    allPlain = true;
    return !withLibraries.isEmpty();
  }

  @Override
  public synchronized void close() {
    List<ForkServer> all = new ArrayList<>(withModules.values());
    all.addAll(withLibraries.values());
    all.add(plain);
    all.forEach(ForkServer::close);
  }
}
