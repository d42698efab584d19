package source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions, classes, variables and imports of a Python file, and its other code. */
public final class CodeUnits {
  /** The name of the code that is none of these. */
  public static final String REST = "";

  private static final String UPGRADE = "upgrade";

  private static final Set<String> IMPORTS =
      Set.of("import_statement", "import_from_statement", "future_import_statement");

  private final PythonSource source;
  private final Map<String, Unit> units = new LinkedHashMap<>();

  private final boolean withParts;

  private CodeUnits(PythonSource source, boolean withParts) {
    this.source = source;
    this.withParts = withParts;
  }

  /**
   * A unit.
   *
   * @param kind what it is
   * @param parts what it does, as {@link PythonCode} has it
   * @param names the names that it mentions
   * @param nodes its statements
   */
  public record Unit(Kind kind, List<String> parts, Set<String> names, List<PythonNode> nodes) {}

  /** What a unit is. */
  public enum Kind {
    FUNCTION,
    CLASS,
    VARIABLE,
    IMPORT,
    REST
  }

  /** Those of a file, by name. */
  public static Map<String, Unit> of(PythonSource source) {
    return of(source, true);
  }

  /** As {@link #of}, without what the units do. */
  public static Map<String, Unit> outline(PythonSource source) {
    return of(source, false);
  }

  private static Map<String, Unit> of(PythonSource source, boolean withParts) {
    CodeUnits code = new CodeUnits(source, withParts);
    source.root().children().stream()
        .filter(statement -> !PythonCode.isIdle(statement))
        .forEach(code::add);
    return code.units;
  }

  /**
   * What {@code upgrade()} runs: itself, Alembic's {@code upgrade_ENGINE()}, code outside of
   * functions, and what these mention.
   */
  public static Set<String> upgrading(Map<String, Unit> units) {
    return mentioned(
        units,
        units.keySet().stream()
            .filter(name -> name.equals(REST) || name.startsWith(UPGRADE))
            .toList());
  }

  /** The names of units that some names lead to: their own, and those that these mention. */
  public static Set<String> mentioned(Map<String, Unit> units, Collection<String> names) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (units.containsKey(name) && reached.add(name)) {
        units.get(name).names().forEach(open::push);
      }
    }
    return reached;
  }

  private void add(PythonNode statement) {
    String type = statement.type();
    if (IMPORTS.contains(type)) {
      addImports(statement);
    } else if (type.equals("decorated_definition")) {
      PythonNode definition = statement.field("definition");
      add(kind(definition), name(definition), statement);
    } else if (type.equals("function_definition") || type.equals("class_definition")) {
      add(kind(statement), name(statement), statement);
    } else if (isAssignment(statement)) {
      PythonNode target = statement.child(0).field("left");
      add(Kind.VARIABLE, source.text(target), statement);
    } else {
      add(Kind.REST, REST, statement);
    }
  }

  private static boolean isAssignment(PythonNode statement) {
    return statement.type().equals("expression_statement")
        && statement.children().size() == 1
        && statement.child(0).type().equals("assignment")
        && statement.child(0).field("left").type().equals("identifier");
  }

  private static Kind kind(PythonNode definition) {
    return definition.type().equals("class_definition") ? Kind.CLASS : Kind.FUNCTION;
  }

  private String name(PythonNode definition) {
    return source.text(definition.field("name"));
  }

  /** Each name that is imported is one: their order, and what stands with them, means nothing. */
  private void addImports(PythonNode statement) {
    PythonNode module = statement.field("module_name");
    boolean isFrom = !module.isAbsent();
    String from = isFrom ? source.text(module) : "";
    for (PythonNode part : statement.children()) {
      boolean isModule = isFrom && part == module;
      if (part.isNamed() && !isModule && !part.type().equals("comment")) {
        String text = source.text(part).replaceAll("\\s+", " ");
        String bound = text.replaceFirst(".* as ", "");
        String name = isFrom ? bound : bound.replaceFirst("\\..*", "");
        add(
            name,
            new Unit(Kind.IMPORT, List.of("import", from, text), Set.of(), List.of(statement)));
      }
    }
  }

  private void add(Kind kind, String name, PythonNode statement) {
    Set<String> names = new HashSet<>();
    addNames(statement, names);
    List<String> parts = withParts ? PythonCode.parts(source, statement) : List.of();
    add(name, new Unit(kind, parts, names, List.of(statement)));
  }

  private void add(String name, Unit unit) {
    units.merge(
        name,
        unit,
        (before, more) -> {
          List<String> parts = new ArrayList<>(before.parts());
          parts.addAll(more.parts());
          Set<String> names = new HashSet<>(before.names());
          names.addAll(more.names());
          List<PythonNode> nodes = new ArrayList<>(before.nodes());
          nodes.addAll(more.nodes());
          return new Unit(before.kind(), parts, names, nodes);
        });
  }

  /** Names of types that are only declared are none. */
  private void addNames(PythonNode node, Set<String> names) {
    if (node.type().equals("identifier")) {
      names.add(source.text(node));
    } else if (!node.type().equals("type")) {
      node.children().forEach(child -> addNames(child, names));
    }
  }
}
