package conditions;

import conditions.UpgradeCode.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import source.Calls;
import source.PythonNode;
import source.PythonString;

/**
 * The texts that expressions of Python may stand for, as far as they are spelled out: names are
 * followed to what they are bound to, parameters to the arguments of calls. {@value #UNKNOWN}
 * stands for a part that only running the code tells.
 */
final class Spelled {
  /** A letter to PostgreSQL. */
  static final String UNKNOWN = "…";

  private static final int DEEPEST = 6;
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
    return of(file, node, 0);
  }

  /** The texts that are handed to the function that a node stands in. */
  List<String> arguments(CodeFile file, PythonNode node) {
    return CodeFile.function(node)
        .map(function -> file.source().text(function.field("name")))
        .filter(name -> !name.startsWith("upgrade"))
        .stream()
        .flatMap(name -> code.calls(name).stream())
        .flatMap(
            call -> Calls.arguments(call.node()).stream().flatMap(a -> of(call.file(), a).stream()))
        .distinct()
        .toList();
  }

  private List<String> of(CodeFile file, PythonNode node, int depth) {
    if (node.isAbsent() || depth > DEEPEST) {
      return List.of();
    }
    return switch (node.type()) {
      case "string" -> List.of(string(file, node, depth));
      case "concatenated_string" ->
          List.of(
              node.children().stream()
                  .filter(part -> part.type().equals("string"))
                  .map(part -> string(file, part, depth))
                  .collect(Collectors.joining()));
      case "binary_operator" -> operator(file, node, depth);
      case "list", "tuple", "set", "expression_list" ->
          named(node).flatMap(element -> of(file, element, depth + 1).stream()).toList();
      case "parenthesized_expression", "await" -> of(file, node.parts().get(0), depth + 1);
      case "conditional_expression" ->
          List.of(0, 2).stream()
              .flatMap(place -> of(file, node.parts().get(place), depth + 1).stream())
              .toList();
      case "call" -> call(file, node, depth);
      case "identifier" -> name(file, node, depth);
      case "attribute" -> assigned(file, file.source().text(node.field("attribute")), depth);
      default -> List.of();
    };
  }

  private static java.util.stream.Stream<PythonNode> named(PythonNode node) {
    return node.children().stream()
        .filter(PythonNode::isNamed)
        .filter(child -> !child.type().equals("comment"));
  }

  private String string(CodeFile file, PythonNode literal, int depth) {
    return PythonString.of(file.source().text(literal))
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
          file.source().text(part).replace("{{", "{").replace("}}", "}").replace("\\n", "\n");
      case "interpolation" -> one(of(file, part.field("expression"), depth + 1));
      default -> "";
    };
  }

  private static String one(List<String> texts) {
    return texts.size() == 1 ? texts.get(0) : UNKNOWN;
  }

  private List<String> operator(CodeFile file, PythonNode node, int depth) {
    List<String> left = of(file, node.field("left"), depth + 1);
    String operator = file.source().text(node.field("operator"));
    if (!operator.equals("+")) {
      return left;
    }
    List<String> right = of(file, node.field("right"), depth + 1);
    return left.isEmpty() && right.isEmpty() ? List.of() : List.of(one(left) + one(right));
  }

  private List<String> call(CodeFile file, PythonNode call, int depth) {
    PythonNode function = call.field("function");
    String name = Calls.name(file.source(), call);
    if (function.type().equals("attribute") && CHANGING.contains(name)) {
      return of(file, function.field("object"), depth + 1).stream()
          .map(text -> name.startsWith("format") ? FIELD.matcher(text).replaceAll(UNKNOWN) : text)
          .toList();
    }
    return WRAPPING.contains(name)
        ? Calls.positional(call, 0).map(text -> of(file, text, depth + 1)).orElse(List.of())
        : List.of();
  }

  private List<String> name(CodeFile file, PythonNode name, int depth) {
    String text = file.source().text(name);
    List<String> assigned = assigned(file, text, depth);
    return assigned.isEmpty() ? parameter(file, name, text, depth) : assigned;
  }

  private List<String> assigned(CodeFile file, String name, int depth) {
    String key = file.path() + " " + name;
    if (!known.containsKey(key)) {
      known.put(key, List.of());
      known.put(
          key,
          file.names().assigned(name).stream()
              .flatMap(value -> of(file, value, depth + 1).stream())
              .distinct()
              .toList());
    }
    return known.get(key);
  }

  /** What calls of the function hand over by place or name. */
  private List<String> parameter(CodeFile file, PythonNode name, String text, int depth) {
    Set<String> texts = new LinkedHashSet<>();
    CodeFile.function(name)
        .ifPresent(
            function -> {
              int place = place(file, function, text);
              String called = file.source().text(function.field("name"));
              if (place >= 0) {
                for (Call call : code.calls(called)) {
                  Calls.named(call.file().source(), call.node(), text)
                      .or(() -> Calls.positional(call.node(), place))
                      .ifPresent(given -> texts.addAll(of(call.file(), given, depth + 1)));
                }
              }
            });
    return List.copyOf(texts);
  }

  /** The place of a parameter among those of a function; negative where it is none. */
  private static int place(CodeFile file, PythonNode function, String name) {
    List<String> parameters = new ArrayList<>();
    named(function.field("parameters"))
        .map(parameter -> file.source().text(parameter).replaceFirst("(?s)\\s*[:=].*", ""))
        .filter(parameter -> !parameter.equals("self"))
        .forEach(parameters::add);
    return parameters.indexOf(name);
  }
}
