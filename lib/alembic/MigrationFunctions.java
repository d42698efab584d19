package alembic;

import java.util.Optional;
import java.util.Set;
import source.PythonNode;
import source.PythonSource;

/** The functions of a revision script that Alembic calls, looked at without running them. */
public final class MigrationFunctions {
  private static final Set<String> NAMES = Set.of("upgrade", "downgrade");

  private MigrationFunctions() {}

  /**
   * Whether they take arguments: those that env.py hands to {@code run_migrations}, which calls
   * each revision with the same.
   */
  public static boolean takeArguments(RevisionScript script) {
    PythonSource source = script.code();
    return source.root().children().stream()
        .map(MigrationFunctions::function)
        .flatMap(Optional::stream)
        .filter(function -> NAMES.contains(source.text(function.field("name"))))
        .anyMatch(function -> hasParameters(function.field("parameters")));
  }

  private static Optional<PythonNode> function(PythonNode statement) {
    return switch (statement.type()) {
      case "function_definition" -> Optional.of(statement);
      case "decorated_definition" -> function(statement.field("definition"));
      default -> Optional.empty();
    };
  }

  private static boolean hasParameters(PythonNode parameters) {
    return parameters.children().stream()
        .anyMatch(part -> !Set.of("(", ")", "comment").contains(part.type()));
  }
}
