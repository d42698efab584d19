package source;

import java.util.List;
import org.treesitter.TSNode;

/** Calls of functions in a Python file. */
final class Calls {
  private Calls() {}

  /** The last name of the function that is called: {@code c} of {@code a.b.c()}; else empty. */
  static String name(PythonSource source, TSNode call) {
    TSNode function = call.getChildByFieldName("function");
    return switch (function.getType()) {
      case "identifier" -> source.text(function);
      case "attribute" -> source.text(function.getChildByFieldName("attribute"));
      default -> "";
    };
  }

  /** The arguments; of one that is named its value. */
  static List<TSNode> arguments(TSNode call) {
    return PythonSource.children(call.getChildByFieldName("arguments")).stream()
        .filter(TSNode::isNamed)
        .filter(argument -> !argument.getType().equals("comment"))
        .map(
            argument ->
                argument.getType().equals("keyword_argument")
                    ? argument.getChildByFieldName("value")
                    : argument)
        .toList();
  }
}
