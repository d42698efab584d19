package migrations;

import java.util.List;
import java.util.Optional;
import postgres.ConnectionParameters;
import python.PythonInterpreter;

/**
 * What to do where a command of Alembic's failed, as far as its report tells.
 *
 * @param python what ran it
 * @param provisions lines of the project's Dockerfile that make roles, extensions and the like
 */
record RunAdvice(PythonInterpreter python, List<String> provisions) {
  private static final String NO_MODULE = "ModuleNotFoundError";

  /** Keeps a copy. */
  RunAdvice {
    provisions = List.copyOf(provisions);
  }

  /** Of a command that failed. */
  Optional<String> of(RunnerReport told, ConnectionParameters to) {
    if (told.error().contains(NO_MODULE)) {
      return Optional.of(
          "It is not installed for "
              + python.executable()
              + ": install it there, or name the project's Python with --python.");
    }
    if (told.wanted() != null) {
      return Optional.of(outside(told.wanted()));
    }
    if (told.missing_x() != null) {
      return Optional.of(
          "Pass it as to alembic: -x "
              + told.missing_x()
              + "=VALUE. Given to plan, later phases have it.");
    }
    if (told.variables() != null && told.sqlstate() == null) {
      return Optional.of(told.variables().advice());
    }
    return Optional.ofNullable(told.running())
        .flatMap(at -> Optional.ofNullable(told.sqlstate()))
        .flatMap(state -> MissingObject.advice(state, told.error(), to, provisions));
  }

  /** What could not be reached is an address, or a program that reached nothing. */
  private static String outside(String wanted) {
    return wanted.contains(":") || wanted.contains("/")
        ? "It wanted to reach "
            + wanted
            + ", and builds reach nothing but their throwaway database: pass "
            + NetworkAccess.OPTION
            + " "
            + wanted
            + " if it has to."
        : "It started "
            + wanted
            + ", which reaches nothing but the throwaway database, as do all builds: pass "
            + NetworkAccess.OPTION
            + " HOST:PORT if it has to reach more.";
  }
}
