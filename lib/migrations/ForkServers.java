package migrations;

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
 * The Python processes that commands are forked from: one that has Alembic imported, and once it is
 * known which libraries a project imports, and that these are many, one that has them as well.
 * There is one of those for each kind of build: what a library draws by lot while it is imported
 * must not be the same for two builds that are compared.
 */
final class ForkServers implements AutoCloseable {
  /** Fewer are imported in less time than a process more takes. */
  private static final int MANY = 150;

  private final PythonInterpreter python;
  private final UnaryOperator<Processes.Command> surroundings;
  private final ForkServer plain;
  private final Map<Kind, ForkServer> preloaded = new HashMap<>();
  private Optional<List<String>> libraries = Optional.empty();
  private final Set<Kind> plainKinds = new HashSet<>();

  /**
   * A kind of build.
   *
   * @param clock what day it is for it
   * @param isAgain whether it is there to be compared with another one
   */
  record Kind(LaterClock clock, boolean isAgain) {}

  /** As {@link ForkServer#ForkServer}. */
  ForkServers(PythonInterpreter python, UnaryOperator<Processes.Command> surroundings) {
    this.python = python;
    this.surroundings = surroundings;
    this.plain = new ForkServer(python, surroundings, Optional.empty());
  }

  /** The one that has imported nothing of what a project needs. */
  ForkServer plain() {
    return plain;
  }

  /** The one that has imported what the project needs, where that is worth while. */
  synchronized Optional<ForkServer> preloaded(Kind kind) {
    return libraries
        .filter(names -> !plainKinds.contains(kind))
        .map(
            names ->
                preloaded.computeIfAbsent(
                    kind,
                    first ->
                        new ForkServer(
                            python,
                            surroundings,
                            Optional.of(new ForkServer.Preload(kind.clock(), names)))));
  }

  /** Takes note of the libraries that a command imported, in their order. */
  synchronized void learn(List<String> imported) {
    if (libraries.isEmpty() && imported.size() >= MANY) {
      libraries = Optional.of(List.copyOf(imported));
    }
  }

  /** From now on, nothing is imported before a command of this kind does. */
  synchronized void usePlain(Kind kind) {
    plainKinds.add(kind);
  }

  @Override
  public synchronized void close() {
    plain.close();
    preloaded.values().forEach(ForkServer::close);
  }
}
