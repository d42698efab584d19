package source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.treesitter.TSNode;

/**
 * What the expressions of a Python file are called where they are defined: {@code os.environ.get}
 * for {@code env.get} after {@code from os import environ as env}. A call is written as {@code
 * NAME()}. Which of several bindings of a name counts is not looked at.
 */
public final class QualifiedNames {
  private static final int DEEPEST = 12;

  private final PythonSource source;
  private final Map<String, String> imports = new LinkedHashMap<>();
  private final Map<String, List<TSNode>> assigned = new HashMap<>();
  private final Map<String, String> known = new HashMap<>();
  private final Map<String, TSNode> classes = new HashMap<>();

  /** Those of a file, which has to stay open. */
  public QualifiedNames(PythonSource source) {
    this.source = source;
    read(source.root());
  }

  /** The modules and their members that the file imports, by the names that it has for them. */
  public Map<String, String> imports() {
    return imports;
  }

  /** The expressions that a name, of a variable or an attribute, is bound to in the file. */
  public List<TSNode> assigned(String name) {
    return assigned.getOrDefault(name, List.of());
  }

  /** The name of an expression; empty where it has none. */
  public String of(TSNode expression) {
    return of(expression, 0);
  }

  private String of(TSNode node, int depth) {
    if (PythonSource.isAbsent(node) || depth > DEEPEST) {
      return "";
    }
    return switch (node.getType()) {
      case "identifier" -> name(source.text(node), depth);
      case "attribute" ->
          of(node.getChildByFieldName("object"), depth + 1)
              + "."
              + source.text(node.getChildByFieldName("attribute"));
      case "call" -> of(node.getChildByFieldName("function"), depth + 1) + "()";
      case "subscript" -> of(node.getChildByFieldName("value"), depth + 1) + "[]";
      case "binary_operator" -> of(node.getChildByFieldName("left"), depth + 1);
      case "parenthesized_expression", "await" -> of(node.getNamedChild(0), depth + 1);
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
  private static List<TSNode> bases(TSNode definition) {
    TSNode bases = definition.getChildByFieldName("superclasses");
    return PythonSource.isAbsent(bases)
        ? List.of()
        : PythonSource.children(bases).stream().filter(TSNode::isNamed).toList();
  }

  private void read(TSNode node) {
    switch (node.getType()) {
      case "import_statement" -> readImport(node);
      case "import_from_statement" -> readFrom(node);
      case "assignment" -> {
        List<TSNode> parts = PythonSource.assigned(node);
        TSNode value = parts.get(parts.size() - 1);
        if (!PythonSource.isAbsent(value)) {
          parts.subList(0, parts.size() - 1).forEach(target -> bind(target, value));
        }
      }
      case "for_statement", "for_in_clause" ->
          bind(node.getChildByFieldName("left"), node.getChildByFieldName("right"));
      case "named_expression" ->
          bind(node.getChildByFieldName("name"), node.getChildByFieldName("value"));
      case "class_definition" -> classes.put(source.text(node.getChildByFieldName("name")), node);
      default -> {}
    }
    PythonSource.children(node).forEach(this::read);
  }

  private void bind(TSNode target, TSNode value) {
    if (PythonSource.isAbsent(target) || PythonSource.isAbsent(value)) {
      return;
    }
    switch (target.getType()) {
      case "identifier" -> note(source.text(target), value);
      case "attribute" -> note(source.text(target.getChildByFieldName("attribute")), value);
      case "pattern_list", "tuple_pattern" ->
          PythonSource.children(target).forEach(part -> bind(part, value));
      default -> {}
    }
  }

  private void note(String name, TSNode value) {
    assigned.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
  }

  private void readImport(TSNode statement) {
    for (TSNode part : PythonSource.children(statement)) {
      if (part.getType().equals("dotted_name")) {
        String whole = source.text(part);
        imports.put(whole.replaceFirst("\\..*", ""), whole.replaceFirst("\\..*", ""));
        imports.put(whole, whole);
      } else if (part.getType().equals("aliased_import")) {
        imports.put(
            source.text(part.getChildByFieldName("alias")),
            source.text(part.getChildByFieldName("name")));
      }
    }
  }

  private void readFrom(TSNode statement) {
    TSNode from = statement.getChildByFieldName("module_name");
    String module = source.text(from);
    String prefix = module.endsWith(".") ? module : module + ".";
    for (TSNode part : PythonSource.children(statement)) {
      if (part.getStartByte() <= from.getStartByte()) {
        continue;
      }
      switch (part.getType()) {
        case "wildcard_import" -> imports.put(prefix + "*", prefix + "*");
        case "dotted_name" -> imports.put(source.text(part), prefix + source.text(part));
        case "aliased_import" ->
            imports.put(
                source.text(part.getChildByFieldName("alias")),
                prefix + source.text(part.getChildByFieldName("name")));
        default -> {}
      }
    }
  }
}
