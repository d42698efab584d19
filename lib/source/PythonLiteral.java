package source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Literals of a Python file that hold others: lists, tuples and dictionaries of texts. */
public final class PythonLiteral {
  private PythonLiteral() {}

  /** The literal that a name is bound to at the top level of a file; absent where it is none. */
  public static PythonNode named(PythonSource source, String name) {
    for (PythonNode statement : source.root().children()) {
      for (PythonNode part : statement.children()) {
        if (part.is("assignment") && source.text(part.field("left")).equals(name)) {
          return part.field("right");
        }
      }
    }
    return PythonNode.absent();
  }

  /**
   * The text of a string; empty for {@code None}.
   *
   * @throws console.Failure naming file and line where it is anything else
   */
  public static Optional<String> text(PythonSource source, PythonNode literal) {
    if (literal.is("none")) {
      return Optional.empty();
    }
    Optional<String> text =
        literal.is("string") ? PythonString.of(source.text(literal)).text() : Optional.empty();
    return Optional.of(text.orElseThrow(() -> wrong(source, literal, "a text or None")));
  }

  /** The members of a list or tuple; a text or {@code None} stands for one or none. */
  public static List<PythonNode> members(PythonSource source, PythonNode literal) {
    if (literal.is("none")) {
      return List.of();
    }
    if (literal.is("string")) {
      return List.of(literal);
    }
    if (!literal.is("list", "tuple")) {
      throw wrong(source, literal, "a list or a tuple");
    }
    return literal.parts();
  }

  /** The texts of a list or tuple; as {@link #members}. */
  public static List<String> texts(PythonSource source, PythonNode literal) {
    return members(source, literal).stream()
        .map(member -> text(source, member).orElseThrow(() -> wrong(source, member, "a text")))
        .toList();
  }

  /** The values of a dictionary with texts as keys. */
  public static Map<String, PythonNode> entries(PythonSource source, PythonNode literal) {
    if (!literal.is("dictionary")) {
      throw wrong(source, literal, "a dictionary");
    }
    Map<String, PythonNode> entries = new LinkedHashMap<>();
    for (PythonNode pair : literal.parts()) {
      String key = text(source, pair.field("key")).orElseThrow(() -> wrong(source, pair, "a text"));
      entries.put(key, pair.field("value"));
    }
    return entries;
  }

  private static console.Failure wrong(PythonSource source, PythonNode node, String wanted) {
    return source.wrong(
        node, "'" + source.text(node) + "' is not " + wanted, "Restore it as it was generated.");
  }
}
