package source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.treesitter.TSNode;

/** Calls of functions in a Python file. */
public final class Calls {
  private Calls() {}

  /** The last name of the function that is called: {@code c} of {@code a.b.c()}; else empty. */
  public static String name(PythonSource source, TSNode call) {
    TSNode function = call.getChildByFieldName("function");
    return switch (function.getType()) {
      case "identifier" -> source.text(function);
      case "attribute" -> source.text(function.getChildByFieldName("attribute"));
      default -> "";
    };
  }

  /** The value of the argument of this name; empty where it is not named. */
  public static Optional<TSNode> named(PythonSource source, TSNode call, String name) {
    return PythonSource.children(call.getChildByFieldName("arguments")).stream()
        .filter(argument -> argument.getType().equals("keyword_argument"))
        .filter(argument -> source.text(argument.getChildByFieldName("name")).equals(name))
        .map(argument -> argument.getChildByFieldName("value"))
        .findFirst();
  }

  /** The argument at a place, from 0, of those that are not named. */
  public static Optional<TSNode> positional(TSNode call, int place) {
    return PythonSource.children(call.getChildByFieldName("arguments")).stream()
        .filter(TSNode::isNamed)
        .filter(argument -> !Set.of("comment", "keyword_argument").contains(argument.getType()))
        .skip(place)
        .findFirst();
  }

  /** The arguments; of one that is named its value. */
  public static List<TSNode> arguments(TSNode call) {
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
