package source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.treesitter.TSNode;

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
  static List<String> parts(PythonSource source, TSNode node) {
    PythonCode code = new PythonCode(source);
    code.add(node);
    return code.parts;
  }

  /** Whether a statement does nothing. */
  static boolean isIdle(TSNode statement) {
    return StringLiterals.isDocumentation(statement)
        || Set.of("comment", "pass_statement").contains(statement.getType());
  }

  private void add(TSNode node) {
    switch (node.getType()) {
      case "line_continuation" -> {}
      case "string" -> parts.add(text(List.of(node)));
      case "concatenated_string" ->
          parts.add(text(children(node).filter(part -> part.getType().equals("string")).toList()));
      case "parenthesized_expression" -> children(node).filter(TSNode::isNamed).forEach(this::add);
      case "typed_parameter" -> add(node.getChild(0));
      default -> {
        if (isIdle(node)) {
          return;
        }
        if (node.getChildCount() == 0) {
          parts.add(source.text(node));
        } else {
          addTree(node);
        }
      }
    }
  }

  private void addTree(TSNode node) {
    parts.add("<" + node.getType().replace("typed_", ""));
    List<TSNode> children =
        children(node)
            .filter(child -> !child.getType().equals("comment"))
            .filter(child -> !declares(node, child))
            .toList();
    for (int i = 0; i < children.size(); i++) {
      if (!isTrailingComma(node, children, i)) {
        add(children.get(i));
      }
    }
    parts.add(">");
  }

  private static boolean declares(TSNode node, TSNode child) {
    return DECLARING.contains(node.getType())
        && Set.of("type", "->", ":").contains(child.getType());
  }

  /** One that could be left out; that of a tuple with one element could not. */
  private static boolean isTrailingComma(TSNode node, List<TSNode> children, int index) {
    return children.get(index).getType().equals(",")
        && index + 1 < children.size()
        && CLOSING.contains(children.get(index + 1).getType())
        && (!node.getType().equals(TUPLE) || node.getNamedChildCount() > 1);
  }

  /** What a literal stands for; where that has to be computed, as it is written. */
  private String text(List<TSNode> literals) {
    StringBuilder text = new StringBuilder("'");
    for (TSNode literal : literals) {
      String written = source.text(literal);
      Optional<String> value = PythonString.of(written).text();
      text.append(value.orElse(written));
      if (value.isEmpty()) {
        text.append("' as written '");
      }
    }
    return text.append("'").toString();
  }

  private static Stream<TSNode> children(TSNode node) {
    return PythonSource.children(node).stream();
  }
}
