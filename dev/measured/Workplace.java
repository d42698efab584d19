package measured;

import console.Console;
import console.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import postgres.PostgresInstallation;
import python.PythonInterpreter;
import python.ToolVirtualEnvironment;

/**
 * What measurements need.
 *
 * @param console where to tell how far they are
 * @param root the folder of this checkout
 * @param rounds how often each thing is measured
 * @param named the Python that was asked for: it has Alembic and a driver
 */
public record Workplace(Console console, Path root, int rounds, Optional<Path> named) {

  /** The tool. */
  JBangScript tool() {
    return new JBangScript(root.resolve("jbang"), root.resolve("alembic_squash.java"));
  }

  /** The Python to migrate with; if none was named, that of the tool's own environment. */
  Path python() {
    return named.orElseGet(
        () ->
            ToolVirtualEnvironment.of(PythonInterpreter.find(Optional.empty(), root))
                .python()
                .executable());
  }

  /** PostgreSQL's programs. */
  PostgresInstallation postgres() {
    return PostgresInstallation.find()
        .orElseThrow(() -> new Failure("there is no PostgreSQL on this machine", "Install it."));
  }

  /** Measures what is beside each other. */
  List<Result> measured(Contest contest) throws Exception {
    return contest.measured(rounds, console);
  }
}
