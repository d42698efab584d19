package source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

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
  private final PythonNode block;
  private final List<Bound> all = new ArrayList<>();
  private boolean isRead;

  /** Of the statements of a block, which are read when a name is asked for. */
  NameBindings(PythonSource source, PythonNode block) {
    this.source = source;
    this.block = block;
  }

  /**
   * A name that is bound.
   *
   * @param name the name; empty if all names of a module are
   * @param at where the statement starts, in bytes
   * @param to what it is bound to
   */
  record Bound(String name, int at, Binding to) {}

  /** What a name is bound to. */
  sealed interface Binding {}

  /** What an expression gives. */
  record Expression(PythonNode node) implements Binding {}

  /** A class. */
  record ClassBody(PythonNode node) implements Binding {}

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
      block.children().forEach(this::read);
      Collections.reverse(all);
      isRead = true;
    }
    return all;
  }

  private void read(PythonNode statement) {
    switch (statement.type()) {
      case "expression_statement" ->
          statement.children().forEach(part -> readExpression(statement, part));
      case "import_statement" -> readImports(statement);
      case "import_from_statement" -> readFrom(statement);
      case "class_definition" -> bindName(statement, statement, new ClassBody(statement));
      case "decorated_definition" -> {
        PythonNode definition = statement.field("definition");
        boolean isClass = definition.type().equals("class_definition");
        bindName(statement, definition, isClass ? new ClassBody(definition) : new Unknown());
      }
      case "function_definition" -> bindName(statement, statement, new Unknown());
      default -> readOther(statement, statement);
    }
  }

  private void bindName(PythonNode statement, PythonNode definition, Binding to) {
    add(statement, source.text(definition.field("name")), to);
  }

  private void readExpression(PythonNode statement, PythonNode part) {
    switch (part.type()) {
      case "assignment" -> readAssignment(statement, part);
      case "augmented_assignment" -> forget(statement, part.field("left"));
      case "call" -> {
        if (CHANGING.contains(Calls.name(source, part))) {
          forget(statement, part.field("function"));
        }
      }
      default -> readOther(statement, part);
    }
  }

  private void readAssignment(PythonNode statement, PythonNode assignment) {
    List<PythonNode> parts = PythonSource.assigned(assignment);
    PythonNode right = parts.get(parts.size() - 1);
    if (right.isAbsent()) {
      return;
    }
    for (PythonNode target : parts.subList(0, parts.size() - 1)) {
      readTarget(statement, target, right);
    }
  }

  private void readTarget(PythonNode statement, PythonNode target, PythonNode right) {
    List<PythonNode> names = elements(target);
    List<PythonNode> values = elements(right);
    if (target.type().equals("identifier")) {
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
  private static List<PythonNode> elements(PythonNode node) {
    List<PythonNode> elements =
        node.children().stream()
            .filter(PythonNode::isNamed)
            .filter(child -> !child.type().equals("comment"))
            .toList();
    return SEQUENCES.contains(node.type())
            && elements.stream().noneMatch(element -> element.type().contains("splat"))
        ? elements
        : List.of();
  }

  private void readImports(PythonNode statement) {
    for (PythonNode part : statement.children()) {
      if (part.type().equals("dotted_name")) {
        String first = ModuleName.of(source.text(part)).names().get(0);
        add(statement, first, new Module(ModuleName.of(first)));
      } else if (part.type().equals("aliased_import")) {
        String name = source.text(part.field("name"));
        add(statement, alias(part), new Module(ModuleName.of(name)));
      }
    }
  }

  private void readFrom(PythonNode statement) {
    PythonNode from = statement.field("module_name");
    ModuleName module = ModuleName.of(source.text(from));
    for (PythonNode part : statement.children()) {
      if (part.start() <= from.start()) {
        continue;
      }
      switch (part.type()) {
        case "wildcard_import" -> add(statement, "", new AllOf(module));
        case "dotted_name" -> {
          String name = source.text(part);
          add(statement, name, new Member(module, name));
        }
        case "aliased_import" -> {
          String name = source.text(part.field("name"));
          add(statement, alias(part), new Member(module, name));
        }
        default -> {}
      }
    }
  }

  private String alias(PythonNode aliasedImport) {
    return source.text(aliasedImport.field("alias"));
  }

  /** Whether and how often such a statement binds its names is known when it runs. */
  private void readOther(PythonNode statement, PythonNode node) {
    String type = node.type();
    if (type.equals("function_definition") || type.equals("class_definition")) {
      bindName(statement, node, new Unknown());
    } else if (type.equals("delete_statement")) {
      node.children().forEach(child -> forget(statement, child));
    } else if (type.equals("identifier") && isTarget(node)) {
      add(statement, source.text(node), new Unknown());
    } else if (!type.equals("lambda")) {
      node.children().forEach(child -> readOther(statement, child));
    }
  }

  /** Notes that a name, or what it is bound to, is changed. */
  private void forget(PythonNode statement, PythonNode node) {
    switch (node.type()) {
      case "identifier" -> add(statement, source.text(node), new Unknown());
      case "attribute" -> forget(statement, node.field("object"));
      case "subscript" -> forget(statement, node.field("value"));
      default -> node.children().forEach(child -> forget(statement, child));
    }
  }

  private void add(PythonNode statement, String name, Binding to) {
    all.add(new Bound(name, statement.start(), to));
  }

  /** A name being read, or naming an argument or attribute, binds nothing. */
  static boolean isTarget(PythonNode name) {
    PythonNode parent = name.parent();
    return switch (parent.type()) {
      case "assignment", "augmented_assignment", "for_statement" -> parent.field("left") == name;
      case "named_expression" -> parent.field("name") == name;
      case "dotted_name" -> isImported(parent);
      case "aliased_import" -> parent.field("alias") == name;
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
  private static boolean isImported(PythonNode dottedName) {
    PythonNode statement = dottedName.parent();
    return dottedName.children().size() == 1
        && !statement.type().equals("aliased_import")
        && statement.field("module_name") != dottedName;
  }
}
