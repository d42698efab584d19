package alembic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.treesitter.TSNode;

/** What a Python file does, without how it is written down. */
public final class PythonCode {
  private static final Set<String> IMPORTS =
      Set.of("import_statement", "import_from_statement", "future_import_statement");
  private static final Set<String> CLOSING = Set.of(")", "]", "}");
  private static final String TUPLE = "tuple";

  private final PythonSource source;

  private PythonCode(PythonSource source) {
    this.source = source;
  }

  /**
   * Whether two files do the same: they may differ in layout, comments, quotes, the order of their
   * imports, and their docstrings. Files that do not parse are the same where their bytes are.
   *
   * @param path what both are called in failures
   */
  public static boolean isSame(String path, byte[] one, byte[] other) {
    if (Arrays.equals(one, other)) {
      return true;
    }
    try (PythonSource left = new PythonSource(path, one);
        PythonSource right = new PythonSource(path, other)) {
      return !left.root().hasError()
          && !right.root().hasError()
          && new PythonCode(left).parts().equals(new PythonCode(right).parts());
    }
  }

  /** The tree as a list: each node's type, its parts, and where it ends; imports come first. */
  private List<String> parts() {
    List<List<String>> imports = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (TSNode statement : PythonSource.children(source.root())) {
      if (IMPORTS.contains(statement.getType())) {
        List<String> parts = new ArrayList<>();
        add(statement, parts);
        imports.add(parts);
      } else if (!isText(statement)) {
        add(statement, rest);
      }
    }
    List<String> all = new ArrayList<>(imports.stream().map(List::toString).sorted().toList());
    all.addAll(rest);
    return all;
  }

  /** A docstring, or another text that nobody reads. */
  private static boolean isText(TSNode statement) {
    return statement.getType().equals("expression_statement")
        && statement.getChildCount() == 1
        && statement.getChild(0).getType().equals("string");
  }

  private void add(TSNode node, List<String> parts) {
    switch (node.getType()) {
      case "comment", "line_continuation" -> {}
      case "string" -> parts.add(text(List.of(node)));
      case "concatenated_string" ->
          parts.add(text(children(node).filter(part -> part.getType().equals("string")).toList()));
      case "parenthesized_expression" ->
          children(node).filter(TSNode::isNamed).forEach(inner -> add(inner, parts));
      default -> {
        if (node.getChildCount() == 0) {
          parts.add(source.text(node));
        } else {
          addTree(node, parts);
        }
      }
    }
  }

  private void addTree(TSNode node, List<String> parts) {
    parts.add("<" + node.getType());
    List<TSNode> children =
        children(node).filter(child -> !child.getType().equals("comment")).toList();
    for (int i = 0; i < children.size(); i++) {
      if (!isTrailingComma(node, children, i)) {
        add(children.get(i), parts);
      }
    }
    parts.add(">");
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
