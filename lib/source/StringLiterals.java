package source;

import java.util.ArrayList;
import java.util.List;

/** The string literals of a Python file, but for its documentation. */
public final class StringLiterals {
  private static final String STRING = "string";

  private StringLiterals() {}

  /**
   * A literal.
   *
   * @param node where it stands
   * @param parts what it spells out: all of it, or what stands between its expressions
   */
  record Literal(PythonNode node, List<String> parts) {}

  /** Those of a file, in their order. */
  static List<Literal> of(PythonSource source) {
    List<Literal> literals = new ArrayList<>();
    add(source, source.root(), literals);
    return literals;
  }

  /** Whether a statement is a docstring, or another text that nobody reads. */
  public static boolean isDocumentation(PythonNode statement) {
    return statement.type().equals("expression_statement")
        && statement.children().size() == 1
        && isText(statement.child(0).type());
  }

  private static boolean isText(String type) {
    return type.equals(STRING) || type.equals("concatenated_string");
  }

  private static void add(PythonSource source, PythonNode node, List<Literal> literals) {
    if (isDocumentation(node)) {
      return;
    }
    if (node.type().equals(STRING) && !node.hasError()) {
      literals.add(new Literal(node, parts(source, node)));
    }
    node.children().forEach(child -> add(source, child, literals));
  }

  private static List<String> parts(PythonSource source, PythonNode literal) {
    return PythonString.of(source.text(literal))
        .text()
        .map(List::of)
        .orElseGet(
            () ->
                literal.children().stream()
                    .filter(part -> part.type().equals("string_content"))
                    .map(source::text)
                    .toList());
  }
}
