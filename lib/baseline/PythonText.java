package baseline;

import java.util.List;
import java.util.stream.Collectors;

/** Texts as Python source writes them. */
final class PythonText {
  private PythonText() {}

  /** A string literal in single quotes. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }

  /** A tuple of string literals; {@code None} where there are none. */
  static String tuple(List<String> texts) {
    return switch (texts.size()) {
      case 0 -> "None";
      case 1 -> "(" + literal(texts.get(0)) + ",)";
      default ->
          texts.stream().map(PythonText::literal).collect(Collectors.joining(", ", "(", ")"));
    };
  }

  /** A text inside a docstring. */
  static String documentation(String text) {
    return text.replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
  }

  /** A long literal that keeps its lines; raw, so that it reads as it is, wherever it can be. */
  static String lines(String text) {
    boolean raw = !text.contains("\"\"\"") && !text.contains("\r") && !text.endsWith("\"");
    if (raw && !text.endsWith("\\")) {
      return "r\"\"\"" + text + "\"\"\"";
    }
    String escaped = text.replace("\\", "\\\\").replace("\r", "\\r").replace("\"", "\\\"");
    return "\"\"\"" + escaped + "\"\"\"";
  }
}
