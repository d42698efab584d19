package baseline;

import console.PrintableText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts as Python source writes them. */
final class PythonText {
  private static final int LINE = 88;
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\t\n\r]]");

  private PythonText() {}

  /** A string literal in single quotes, or in double ones where that spares backslashes. */
  static String literal(String text) {
    String quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
    String escaped = controls(text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"));
    return quote + (quote.equals("'") ? escaped.replace("'", "\\'") : escaped) + quote;
  }

  /**
   * A string literal as the only argument of a call, on a line of its own where the call's is full.
   *
   * @param before what stands before it on its line
   */
  static String argument(String text, String before) {
    String literal = literal(text);
    return before.length() + literal.length() < LINE ? literal : "\n    " + literal + "\n";
  }

  /**
   * A tuple of string literals, on one line where it fits; {@code None} if there are none.
   *
   * @param indent how many characters stand before it on its line
   */
  static String tuple(List<String> texts, int indent) {
    if (texts.isEmpty()) {
      return "None";
    }
    String all = texts.stream().map(PythonText::literal).collect(Collectors.joining(", "));
    String tuple = "(" + all + (texts.size() == 1 ? ",)" : ")");
    return indent + tuple.length() <= LINE
        ? tuple
        : texts.stream()
            .map(text -> "    " + literal(text) + ",\n")
            .collect(Collectors.joining("", "(\n", ")"));
  }

  /** A text inside a docstring. */
  static String documentation(String text) {
    return PrintableText.text(text).replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
  }

  /** Control characters, but for tabs and line ends, as escapes: a terminal would obey them. */
  private static String controls(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(found -> String.format("\\\\x%02x", (int) found.group().charAt(0)));
  }

  /** A long literal that keeps its lines; raw, so that it reads as it is, wherever it can be. */
  static String lines(String text) {
    boolean raw =
        !text.contains("\"\"\"")
            && !text.contains("\r")
            && !text.endsWith("\"")
            && !CONTROL.matcher(text).find();
    if (raw && !text.endsWith("\\")) {
      return "r\"\"\"" + text + "\"\"\"";
    }
    String escaped =
        controls(text.replace("\\", "\\\\").replace("\r", "\\r").replace("\"", "\\\""));
    return "\"\"\"" + escaped + "\"\"\"";
  }
}
