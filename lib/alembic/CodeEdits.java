package alembic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import source.CodeUnits;
import source.CodeUnits.Kind;
import source.CodeUnits.Unit;
import source.PythonSource;
import source.ScriptAssignments;

/**
 * What was edited in a revision script between two states, by what it does: layout, comments,
 * quotes, docstrings, declared types and the order of imports are left out, and so is where the
 * revision stands in history.
 *
 * @param upgrading what {@code upgrade()} runs: itself, and functions, variables and the like that
 *     it uses in the file
 * @param others other functions and the like
 */
public record CodeEdits(List<String> upgrading, List<String> others) {
  /** None. */
  public static final CodeEdits NONE = new CodeEdits(List.of(), List.of());

  /** What says where the revision stands; a squash changes it. */
  private static final Set<String> PLACE =
      Set.of(
          ScriptAssignments.DOWN_REVISION,
          ScriptAssignments.DEPENDS_ON,
          ScriptAssignments.BRANCH_LABELS);

  /** Whether nothing was. */
  public boolean isNone() {
    return equals(NONE);
  }

  /**
   * What is done otherwise. Where one of the two does not parse, all is.
   *
   * @param path what both are called in failures
   */
  public static CodeEdits between(String path, byte[] then, byte[] now) {
    if (Arrays.equals(then, now)) {
      return NONE;
    }
    PythonSource one = PythonSource.of(path, then);
    PythonSource other = PythonSource.of(path, now);
    return one.root().hasError() || other.root().hasError()
        ? new CodeEdits(List.of("what does not parse"), List.of())
        : between(CodeUnits.of(one), CodeUnits.of(other));
  }

  private static CodeEdits between(Map<String, Unit> then, Map<String, Unit> now) {
    Set<String> run = new HashSet<>(CodeUnits.upgrading(then));
    run.addAll(CodeUnits.upgrading(now));
    Set<String> names = new TreeSet<>(then.keySet());
    names.addAll(now.keySet());
    names.removeAll(PLACE);
    List<String> upgrading = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String name : names) {
      if (!isSame(name, then, now)) {
        String shown = shown(name, now.getOrDefault(name, then.get(name)).kind());
        (run.contains(name) ? upgrading : others).add(shown);
      }
    }
    return new CodeEdits(upgrading, others);
  }

  private static boolean isSame(String name, Map<String, Unit> then, Map<String, Unit> now) {
    boolean inBoth = then.containsKey(name) && now.containsKey(name);
    return inBoth
        ? then.get(name).parts().equals(now.get(name).parts())
        : isUnusedImport(name, then) && isUnusedImport(name, now);
  }

  private static boolean isUnusedImport(String name, Map<String, Unit> units) {
    Unit unit = units.get(name);
    return unit == null
        || (unit.kind() == Kind.IMPORT
            && units.values().stream().noneMatch(other -> other.names().contains(name)));
  }

  private static String shown(String name, Kind kind) {
    return switch (kind) {
      case FUNCTION -> name + "()";
      case CLASS, VARIABLE -> name;
      case IMPORT -> "import of " + name;
      case REST -> "code outside of functions";
    };
  }
}
