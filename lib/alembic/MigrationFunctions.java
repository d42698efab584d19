package alembic;

import java.util.Optional;
import java.util.Set;
import org.treesitter.TSNode;
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
    try (PythonSource source = new PythonSource(script.path(), script.source())) {
      return PythonSource.children(source.root()).stream()
          .map(MigrationFunctions::function)
          .flatMap(Optional::stream)
          .filter(function -> NAMES.contains(source.text(function.getChildByFieldName("name"))))
          .anyMatch(function -> hasParameters(function.getChildByFieldName("parameters")));
    }
  }

  private static Optional<TSNode> function(TSNode statement) {
    return switch (statement.getType()) {
      case "function_definition" -> Optional.of(statement);
      case "decorated_definition" -> function(statement.getChildByFieldName("definition"));
      default -> Optional.empty();
    };
  }

  private static boolean hasParameters(TSNode parameters) {
    return PythonSource.children(parameters).stream()
        .anyMatch(part -> !Set.of("(", ")", "comment").contains(part.getType()));
  }
}
