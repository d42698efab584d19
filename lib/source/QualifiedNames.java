package source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the expressions of a Python file are called where they are defined: {@code os.environ.get}
 * for {@code env.get} after {@code from os import environ as env}. A call is written as {@code
 * NAME()}. Which of several bindings of a name counts is not looked at.
 */
public final class QualifiedNames {
  private static final int DEEPEST = 12;

  private final PythonSource source;
  private final Map<String, String> imports = new LinkedHashMap<>();
  private final Map<String, List<PythonNode>> assigned = new HashMap<>();
  private final Map<String, String> known = new HashMap<>();
  private final Map<String, PythonNode> classes = new HashMap<>();

  /** Those of a file. */
  public QualifiedNames(PythonSource source) {
    this.source = source;
    read(source.root());
  }

  /** The modules and their members that the file imports, by the names that it has for them. */
  public Map<String, String> imports() {
    return imports;
  }

  /** The expressions that a name, of a variable or an attribute, is bound to in the file. */
  public List<PythonNode> assigned(String name) {
    return assigned.getOrDefault(name, List.of());
  }

  /** The name of an expression; empty if it has none. */
  public String of(PythonNode expression) {
    return of(expression, 0);
  }

  private String of(PythonNode node, int depth) {
    if (node.isAbsent() || depth > DEEPEST) {
      return "";
    }
    return switch (node.type()) {
      case "identifier" -> name(source.text(node), depth);
      case "attribute" ->
          of(node.field("object"), depth + 1) + "." + source.text(node.field("attribute"));
      case "call" -> of(node.field("function"), depth + 1) + "()";
      case "subscript" -> of(node.field("value"), depth + 1) + "[]";
      case "binary_operator" -> of(node.field("left"), depth + 1);
      case "parenthesized_expression", "await" -> of(node.parts().get(0), depth + 1);
      default -> "";
    };
  }

  /** Names that lead to each other, or to themselves, are their own. */
  private String name(String name, int depth) {
    if (!known.containsKey(name)) {
      known.put(name, name);
      known.put(name, defined(name, depth));
    }
    return known.get(name);
  }

  private String defined(String name, int depth) {
    if (imports.containsKey(name)) {
      return imports.get(name);
    }
    if (classes.containsKey(name)) {
      return bases(classes.get(name)).stream()
          .map(base -> of(base, depth + 1))
          .filter(base -> base.contains("."))
          .findFirst()
          .orElse(name);
    }
    return assigned(name).stream()
        .map(value -> of(value, depth + 1))
        .filter(value -> value.contains("."))
        .findFirst()
        .orElse(name);
  }

  /** The classes that a class is derived from. */
  private static List<PythonNode> bases(PythonNode definition) {
    PythonNode bases = definition.field("superclasses");
    return bases.isAbsent()
        ? List.of()
        : bases.children().stream().filter(PythonNode::isNamed).toList();
  }

  private void read(PythonNode node) {
    switch (node.type()) {
      case "import_statement" -> readImport(node);
      case "import_from_statement" -> readFrom(node);
      case "assignment" -> {
        List<PythonNode> parts = PythonSource.assigned(node);
        PythonNode value = parts.get(parts.size() - 1);
        if (!value.isAbsent()) {
          parts.subList(0, parts.size() - 1).forEach(target -> bind(target, value));
        }
      }
      case "for_statement", "for_in_clause" -> bind(node.field("left"), node.field("right"));
      case "named_expression" -> bind(node.field("name"), node.field("value"));
      case "class_definition" -> classes.put(source.text(node.field("name")), node);
      default -> {}
    }
    node.children().forEach(this::read);
  }

  private void bind(PythonNode target, PythonNode value) {
    if (target.isAbsent() || value.isAbsent()) {
      return;
    }
    switch (target.type()) {
      case "identifier" -> note(source.text(target), value);
      case "attribute" -> note(source.text(target.field("attribute")), value);
      case "pattern_list", "tuple_pattern" -> target.children().forEach(part -> bind(part, value));
      default -> {}
    }
  }

  private void note(String name, PythonNode value) {
    assigned.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
  }

  private void readImport(PythonNode statement) {
    for (PythonNode part : statement.children()) {
      if (part.type().equals("dotted_name")) {
        String whole = source.text(part);
        imports.put(whole.replaceFirst("\\..*", ""), whole.replaceFirst("\\..*", ""));
        imports.put(whole, whole);
      } else if (part.type().equals("aliased_import")) {
        imports.put(source.text(part.field("alias")), source.text(part.field("name")));
      }
    }
  }

  private void readFrom(PythonNode statement) {
    PythonNode from = statement.field("module_name");
    String module = source.text(from);
    String prefix = module.endsWith(".") ? module : module + ".";
    for (PythonNode part : statement.children()) {
      if (part.start() <= from.start()) {
        continue;
      }
      switch (part.type()) {
        case "wildcard_import" -> imports.put(prefix + "*", prefix + "*");
        case "dotted_name" -> imports.put(source.text(part), prefix + source.text(part));
        case "aliased_import" ->
            imports.put(source.text(part.field("alias")), prefix + source.text(part.field("name")));
        default -> {}
      }
    }
  }
}
