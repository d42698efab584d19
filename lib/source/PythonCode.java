package source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Python code does, without how it is written down: without layout, comments, quotes,
 * docstrings, types that are declared, and {@code pass}.
 */
final class PythonCode {
  private static final Set<String> CLOSING = Set.of(")", "]", "}");
  private static final String TUPLE = "tuple";

  /** Nodes that mean the same with a declared type and without. */
  private static final Set<String> DECLARING =
      Set.of("function_definition", "assignment", "typed_parameter", "typed_default_parameter");

  private final PythonSource source;
  private final List<String> parts = new ArrayList<>();

  private PythonCode(PythonSource source) {
    this.source = source;
  }

  /** A node as a list: its type, its parts, and where it ends. */
  static List<String> parts(PythonSource source, PythonNode node) {
    PythonCode code = new PythonCode(source);
    code.add(node);
    return code.parts;
  }

  /** Whether a statement does nothing. */
  static boolean isIdle(PythonNode statement) {
    return StringLiterals.isDocumentation(statement)
        || Set.of("comment", "pass_statement").contains(statement.type());
  }

  private void add(PythonNode node) {
    switch (node.type()) {
      case "line_continuation" -> {}
      case "string" -> parts.add(text(List.of(node)));
      case "concatenated_string" ->
          parts.add(text(children(node).filter(part -> part.type().equals("string")).toList()));
      case "parenthesized_expression" ->
          children(node).filter(PythonNode::isNamed).forEach(this::add);
      case "typed_parameter" -> add(node.child(0));
      default -> {
        if (isIdle(node)) {
          return;
        }
        if (node.children().size() == 0) {
          parts.add(source.text(node));
        } else {
          addTree(node);
        }
      }
    }
  }

  private void addTree(PythonNode node) {
    parts.add("<" + node.type().replace("typed_", ""));
    List<PythonNode> children =
        children(node)
            .filter(child -> !child.type().equals("comment"))
            .filter(child -> !declares(node, child))
            .toList();
    for (int i = 0; i < children.size(); i++) {
      if (!isTrailingComma(node, children, i)) {
        add(children.get(i));
      }
    }
    parts.add(">");
  }

  private static boolean declares(PythonNode node, PythonNode child) {
    return DECLARING.contains(node.type()) && Set.of("type", "->", ":").contains(child.type());
  }

  /** One that could be left out; that of a tuple with one element could not. */
  private static boolean isTrailingComma(PythonNode node, List<PythonNode> children, int index) {
    return children.get(index).type().equals(",")
        && index + 1 < children.size()
        && CLOSING.contains(children.get(index + 1).type())
        && (!node.type().equals(TUPLE) || node.parts().size() > 1);
  }

  /** What a literal stands for; where that has to be computed, as it is written. */
  private String text(List<PythonNode> literals) {
    StringBuilder text = new StringBuilder("'");
    for (PythonNode literal : literals) {
      String written = source.text(literal);
      Optional<String> value = PythonString.of(written).text();
      text.append(value.orElse(written));
      if (value.isEmpty()) {
        text.append("' as written '");
      }
    }
    return text.append("'").toString();
  }

  private static Stream<PythonNode> children(PythonNode node) {
    return node.children().stream();
  }
}
