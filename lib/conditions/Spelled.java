package conditions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import source.Calls;
import source.PythonNode;
import source.PythonString;

/**
 * The texts that expressions of Python may stand for, as far as they are spelled out: names are
 * followed to what they are bound to. {@value #UNKNOWN} stands for a part that only running the
 * code tells.
 */
final class Spelled {
  /** A letter to PostgreSQL. */
  static final String UNKNOWN = "…";

  private static final int DEEPEST = 6;
  private static final Pattern NAME = Pattern.compile("[\\w.]+");
  private static final Pattern FIELD = Pattern.compile("\\{\\w*\\}");
  private static final Set<String> WRAPPING =
      Set.of("text", "DDL", "dedent", "str", "Path", "cleandoc");
  private static final Set<String> CHANGING =
      Set.of("format", "strip", "replace", "lower", "upper", "rstrip", "lstrip", "format_map");

  private final UpgradeCode code;
  private final Map<String, List<String>> known = new HashMap<>();

  Spelled(UpgradeCode code) {
    this.code = code;
  }

  /** Those of an expression; of a sequence those of its elements. */
  List<String> of(CodeFile file, PythonNode node) {
    return of(file, node, 0).toList();
  }

  /** Those of an expression, else names that are handed to the function that it stands in. */
  List<String> orHanded(CodeFile file, PythonNode node) {
    List<String> own = of(file, node);
    return own.isEmpty() ? handed(file, node) : own;
  }

  /** The names that are handed to the function that a node stands in. */
  List<String> handed(CodeFile file, PythonNode node) {
    String function = file.text(CodeFile.function(node).field("name"));
    return code.calls(function.startsWith("upgrade") ? "" : function)
        .flatMap(call -> Calls.arguments(call.node()).stream().flatMap(a -> of(call.file(), a, 0)))
        .filter(text -> NAME.matcher(text).matches())
        .distinct()
        .toList();
  }

  private Stream<String> of(CodeFile file, PythonNode node, int depth) {
    if (depth > DEEPEST) {
      return Stream.empty();
    }
    int deeper = depth + 1;
    return switch (node.type()) {
      case "string" -> Stream.of(string(file, node, depth));
      case "concatenated_string" ->
          Stream.of(
              node.parts().stream()
                  .map(part -> string(file, part, depth))
                  .collect(Collectors.joining()));
      case "binary_operator" -> operator(file, node, deeper);
      case "list", "tuple", "set", "expression_list", "parenthesized_expression", "await" ->
          node.parts().stream().flatMap(element -> of(file, element, deeper));
      case "conditional_expression" ->
          Stream.of(0, 2).flatMap(place -> of(file, node.parts().get(place), deeper));
      case "call" -> call(file, node, deeper);
      case "identifier" -> assigned(file, file.text(node), deeper).stream();
      case "attribute" -> assigned(file, file.text(node.field("attribute")), deeper).stream();
      default -> Stream.empty();
    };
  }

  private String string(CodeFile file, PythonNode literal, int depth) {
    return PythonString.of(file.text(literal))
        .text()
        .orElseGet(
            () ->
                literal.children().stream()
                    .map(part -> part(file, part, depth))
                    .collect(Collectors.joining()));
  }

  private String part(CodeFile file, PythonNode part, int depth) {
    return switch (part.type()) {
      case "string_content" ->
          file.text(part).replace("{{", "{").replace("}}", "}").replace("\\n", "\n");
      case "interpolation" -> one(of(file, part.field("expression"), depth + 1).toList());
      default -> "";
    };
  }

  private static String one(List<String> texts) {
    return texts.size() == 1 ? texts.get(0) : UNKNOWN;
  }

  private Stream<String> operator(CodeFile file, PythonNode node, int depth) {
    List<String> left = of(file, node.field("left"), depth).toList();
    if (!file.text(node.field("operator")).equals("+")) {
      return left.stream();
    }
    List<String> right = of(file, node.field("right"), depth).toList();
    return left.isEmpty() && right.isEmpty() ? Stream.empty() : Stream.of(one(left) + one(right));
  }

  private Stream<String> call(CodeFile file, PythonNode call, int depth) {
    PythonNode function = call.field("function");
    String name = Calls.name(file.source(), call);
    if (function.is("attribute") && CHANGING.contains(name)) {
      return of(file, function.field("object"), depth)
          .map(text -> name.startsWith("format") ? FIELD.matcher(text).replaceAll(UNKNOWN) : text);
    }
    return WRAPPING.contains(name)
        ? Calls.positional(call, 0).stream().flatMap(text -> of(file, text, depth))
        : Stream.empty();
  }

  private List<String> assigned(CodeFile file, String name, int depth) {
    String key = file.path() + " " + name;
    if (!known.containsKey(key)) {
      known.put(key, List.of());
      known.put(
          key,
          file.names().assigned(name).stream()
              .flatMap(value -> of(file, value, depth))
              .distinct()
              .toList());
    }
    return known.get(key);
  }
}
