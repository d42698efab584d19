package source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.treesitter.TSNode;

/**
 * What the statements of a module, or of the body of a class, bind names to, in their order.
 * Functions and classes among them have names of their own.
 */
final class NameBindings {
  /** Statements whose names are their own. */
  static final Set<String> OWN_SCOPE =
      Set.of("function_definition", "class_definition", "decorated_definition", "lambda");

  private static final Set<String> CHANGING =
      Set.of(
          "add", "append", "clear", "discard", "extend", "insert", "pop", "remove", "reverse",
          "sort", "update");
  private static final Set<String> SEQUENCES =
      Set.of("expression_list", "tuple", "list", "pattern_list", "tuple_pattern", "list_pattern");

  private final PythonSource source;
  private final TSNode block;
  private final List<Bound> all = new ArrayList<>();
  private boolean isRead;

  /** Of the statements of a block, which are read when a name is asked for. */
  NameBindings(PythonSource source, TSNode block) {
    this.source = source;
    this.block = block;
  }

  /**
   * A name that is bound.
   *
   * @param name the name; empty where all names of a module are
   * @param at where the statement starts, in bytes
   * @param to what it is bound to
   */
  record Bound(String name, int at, Binding to) {}

  /** What a name is bound to; nodes are valid as long as their file is open. */
  sealed interface Binding {}

  /** What an expression gives. */
  record Expression(TSNode node) implements Binding {}

  /** A class. */
  record ClassBody(TSNode node) implements Binding {}

  /** A module. */
  record Module(ModuleName module) implements Binding {}

  /** Something in a module, or a module in a package. */
  record Member(ModuleName module, String name) implements Binding {}

  /** All names of a module: {@code from a import *}. */
  record AllOf(ModuleName module) implements Binding {}

  /** What only running the code tells. */
  record Unknown() implements Binding {}

  /** What a name may be bound to before an offset: the last binding of its own ends the list. */
  List<Bound> of(String name, int before) {
    List<Bound> found = new ArrayList<>();
    for (Bound bound : newestFirst()) {
      boolean isIt = bound.name().equals(name);
      boolean mayBe = bound.name().isEmpty() && !name.startsWith("_");
      if (bound.at() < before && (isIt || mayBe)) {
        found.add(bound);
      }
      if (bound.at() < before && isIt) {
        return found;
      }
    }
    return found;
  }

  /** Whether a name is bound by the block itself. */
  boolean bind(String name) {
    return newestFirst().stream().anyMatch(bound -> bound.name().equals(name));
  }

  private List<Bound> newestFirst() {
    if (!isRead) {
      PythonSource.children(block).forEach(this::read);
      Collections.reverse(all);
      isRead = true;
    }
    return all;
  }

  private void read(TSNode statement) {
    switch (statement.getType()) {
      case "expression_statement" ->
          PythonSource.children(statement).forEach(part -> readExpression(statement, part));
      case "import_statement" -> readImports(statement);
      case "import_from_statement" -> readFrom(statement);
      case "class_definition" -> bindName(statement, statement, new ClassBody(statement));
      case "decorated_definition" -> {
        TSNode definition = statement.getChildByFieldName("definition");
        boolean isClass = definition.getType().equals("class_definition");
        bindName(statement, definition, isClass ? new ClassBody(definition) : new Unknown());
      }
      case "function_definition" -> bindName(statement, statement, new Unknown());
      default -> readOther(statement, statement);
    }
  }

  private void bindName(TSNode statement, TSNode definition, Binding to) {
    add(statement, source.text(definition.getChildByFieldName("name")), to);
  }

  private void readExpression(TSNode statement, TSNode part) {
    switch (part.getType()) {
      case "assignment" -> readAssignment(statement, part);
      case "augmented_assignment" -> forget(statement, part.getChildByFieldName("left"));
      case "call" -> {
        if (CHANGING.contains(Calls.name(source, part))) {
          forget(statement, part.getChildByFieldName("function"));
        }
      }
      default -> readOther(statement, part);
    }
  }

  private void readAssignment(TSNode statement, TSNode assignment) {
    List<TSNode> parts = PythonSource.assigned(assignment);
    TSNode right = parts.get(parts.size() - 1);
    if (PythonSource.isAbsent(right)) {
      return;
    }
    for (TSNode target : parts.subList(0, parts.size() - 1)) {
      readTarget(statement, target, right);
    }
  }

  private void readTarget(TSNode statement, TSNode target, TSNode right) {
    List<TSNode> names = elements(target);
    List<TSNode> values = elements(right);
    if (target.getType().equals("identifier")) {
      add(statement, source.text(target), new Expression(right));
    } else if (!names.isEmpty() && names.size() == values.size()) {
      for (int i = 0; i < names.size(); i++) {
        readTarget(statement, names.get(i), values.get(i));
      }
    } else {
      forget(statement, target);
    }
  }

  /** Of a sequence that is written out; none where one is unpacked in it. */
  private static List<TSNode> elements(TSNode node) {
    List<TSNode> elements =
        PythonSource.children(node).stream()
            .filter(TSNode::isNamed)
            .filter(child -> !child.getType().equals("comment"))
            .toList();
    return SEQUENCES.contains(node.getType())
            && elements.stream().noneMatch(element -> element.getType().contains("splat"))
        ? elements
        : List.of();
  }

  private void readImports(TSNode statement) {
    for (TSNode part : PythonSource.children(statement)) {
      if (part.getType().equals("dotted_name")) {
        String first = ModuleName.of(source.text(part)).names().get(0);
        add(statement, first, new Module(ModuleName.of(first)));
      } else if (part.getType().equals("aliased_import")) {
        String name = source.text(part.getChildByFieldName("name"));
        add(statement, alias(part), new Module(ModuleName.of(name)));
      }
    }
  }

  private void readFrom(TSNode statement) {
    TSNode from = statement.getChildByFieldName("module_name");
    ModuleName module = ModuleName.of(source.text(from));
    for (TSNode part : PythonSource.children(statement)) {
      if (part.getStartByte() <= from.getStartByte()) {
        continue;
      }
      switch (part.getType()) {
        case "wildcard_import" -> add(statement, "", new AllOf(module));
        case "dotted_name" -> {
          String name = source.text(part);
          add(statement, name, new Member(module, name));
        }
        case "aliased_import" -> {
          String name = source.text(part.getChildByFieldName("name"));
          add(statement, alias(part), new Member(module, name));
        }
        default -> {}
      }
    }
  }

  private String alias(TSNode aliasedImport) {
    return source.text(aliasedImport.getChildByFieldName("alias"));
  }

  /** Whether and how often such a statement binds its names is known when it runs. */
  private void readOther(TSNode statement, TSNode node) {
    String type = node.getType();
    if (type.equals("function_definition") || type.equals("class_definition")) {
      bindName(statement, node, new Unknown());
    } else if (type.equals("delete_statement")) {
      PythonSource.children(node).forEach(child -> forget(statement, child));
    } else if (type.equals("identifier") && isTarget(node)) {
      add(statement, source.text(node), new Unknown());
    } else if (!type.equals("lambda")) {
      PythonSource.children(node).forEach(child -> readOther(statement, child));
    }
  }

  /** Notes that a name, or what it is bound to, is changed. */
  private void forget(TSNode statement, TSNode node) {
    switch (node.getType()) {
      case "identifier" -> add(statement, source.text(node), new Unknown());
      case "attribute" -> forget(statement, node.getChildByFieldName("object"));
      case "subscript" -> forget(statement, node.getChildByFieldName("value"));
      default -> PythonSource.children(node).forEach(child -> forget(statement, child));
    }
  }

  private void add(TSNode statement, String name, Binding to) {
    all.add(new Bound(name, statement.getStartByte(), to));
  }

  /** A name being read, or naming an argument or attribute, binds nothing. */
  static boolean isTarget(TSNode name) {
    TSNode parent = name.getParent();
    return switch (parent.getType()) {
      case "assignment", "augmented_assignment", "for_statement" ->
          TSNode.eq(parent.getChildByFieldName("left"), name);
      case "named_expression" -> TSNode.eq(parent.getChildByFieldName("name"), name);
      case "dotted_name" -> isImported(parent);
      case "aliased_import" -> TSNode.eq(parent.getChildByFieldName("alias"), name);
      case "pattern_list",
          "tuple_pattern",
          "list_pattern",
          "as_pattern_target",
          "ERROR",
          "module" ->
          true;
      default -> false;
    };
  }

  /** Whether importing this dotted name binds its one part. */
  private static boolean isImported(TSNode dottedName) {
    TSNode statement = dottedName.getParent();
    return dottedName.getChildCount() == 1
        && !statement.getType().equals("aliased_import")
        && !TSNode.eq(statement.getChildByFieldName("module_name"), dottedName);
  }
}
