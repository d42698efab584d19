package source;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls of functions in a Python file. */
public final class Calls {
  private Calls() {}

  /** The last name of the function that is called: {@code c} of {@code a.b.c()}; else empty. */
  public static String name(PythonSource source, PythonNode call) {
    PythonNode function = call.field("function");
    return switch (function.type()) {
      case "identifier" -> source.text(function);
      case "attribute" -> source.text(function.field("attribute"));
      default -> "";
    };
  }

  /** The value of the argument of this name; empty if it is not named. */
  public static Optional<PythonNode> named(PythonSource source, PythonNode call, String name) {
    return call.field("arguments").children().stream()
        .filter(argument -> argument.type().equals("keyword_argument"))
        .filter(argument -> source.text(argument.field("name")).equals(name))
        .map(argument -> argument.field("value"))
        .findFirst();
  }

  /** The argument at a place, from 0, of those that are not named. */
  public static Optional<PythonNode> positional(PythonNode call, int place) {
    return call.field("arguments").children().stream()
        .filter(PythonNode::isNamed)
        .filter(argument -> !Set.of("comment", "keyword_argument").contains(argument.type()))
        .skip(place)
        .findFirst();
  }

  /** The arguments; of one that is named its value. */
  public static List<PythonNode> arguments(PythonNode call) {
    return call.field("arguments").children().stream()
        .filter(PythonNode::isNamed)
        .filter(argument -> !argument.type().equals("comment"))
        .map(
            argument ->
                argument.type().equals("keyword_argument") ? argument.field("value") : argument)
        .toList();
  }
}
