package source;

import java.util.ArrayList;
import java.util.List;
import org.treesitter.TSNode;

/** The string literals of a Python file, but for its documentation. */
public final class StringLiterals {
  private static final String STRING = "string";

  private StringLiterals() {}

  /**
   * A literal.
   *
   * @param node where it stands; valid as long as its file is open
   * @param parts what it spells out: all of it, or what stands between its expressions
   */
  record Literal(TSNode node, List<String> parts) {}

  /** Those of a file, in their order. */
  static List<Literal> of(PythonSource source) {
    List<Literal> literals = new ArrayList<>();
    add(source, source.root(), literals);
    return literals;
  }

  /** Whether a statement is a docstring, or another text that nobody reads. */
  public static boolean isDocumentation(TSNode statement) {
    return statement.getType().equals("expression_statement")
        && statement.getChildCount() == 1
        && isText(statement.getChild(0).getType());
  }

  private static boolean isText(String type) {
    return type.equals(STRING) || type.equals("concatenated_string");
  }

  private static void add(PythonSource source, TSNode node, List<Literal> literals) {
    if (isDocumentation(node)) {
      return;
    }
    if (node.getType().equals(STRING) && !node.hasError()) {
      literals.add(new Literal(node, parts(source, node)));
    }
    PythonSource.children(node).forEach(child -> add(source, child, literals));
  }

  private static List<String> parts(PythonSource source, TSNode literal) {
    return PythonString.of(source.text(literal))
        .text()
        .map(List::of)
        .orElseGet(
            () ->
                PythonSource.children(literal).stream()
                    .filter(part -> part.getType().equals("string_content"))
                    .map(source::text)
                    .toList());
  }
}
