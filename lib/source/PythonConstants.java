package source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import source.NameBindings.AllOf;
import source.NameBindings.Bound;
import source.NameBindings.ClassBody;
import source.NameBindings.Expression;
import source.NameBindings.Member;
import source.NameBindings.Module;
import source.PythonValue.Comma;
import source.PythonValue.Comment;
import source.PythonValue.Computed;
import source.PythonValue.Element;
import source.PythonValue.Items;
import source.PythonValue.None;
import source.PythonValue.Shape;
import source.PythonValue.Text;
import source.PythonValue.Token;

/**
 * The values of constant expressions in a Python file, without running it. Names are followed, also
 * into other modules of the project.
 */
final class PythonConstants {
  private static final String VALUE = "value";

  private final PythonSource source;
  private final ProjectConstants project;
  private final NameBindings names;

  PythonConstants(PythonSource source, ProjectConstants project) {
    this.source = source;
    this.project = project;
    this.names = new NameBindings(source, source.root());
  }

  /**
   * Where an expression stands.
   *
   * @param names those of its block
   * @param end names that are bound before it count
   * @param outer the module's, where the block is the body of a class
   */
  private record Scope(NameBindings names, int end, Optional<Scope> outer) {
    Scope before(int offset) {
      return new Scope(names, offset, outer);
    }
  }

  /**
   * The value of an expression at the top level of the module; empty if it has to be computed.
   *
   * @param statement the offset of its statement
   */
  Optional<PythonValue> value(PythonNode expression, int statement) {
    return value(expression, module(statement));
  }

  /** What a name of the module with attributes behind it stands for, once it is loaded. */
  Optional<PythonValue> named(List<String> chain) {
    return named(chain, module(Integer.MAX_VALUE));
  }

  private Scope module(int end) {
    return new Scope(names, end, Optional.empty());
  }

  private Optional<PythonValue> value(PythonNode node, Scope scope) {
    int start = node.start();
    int end = node.end();
    return switch (node.type()) {
      case "none" -> Optional.of(new None(start, end));
      case "string" -> text(node, List.of(node), scope);
      case "concatenated_string" -> text(node, PythonSource.withoutComments(node), scope);
      case "identifier", "attribute" ->
          chain(node).flatMap(chain -> named(chain, scope)).map(value -> value.at(start, end));
      case "parenthesized_expression" -> value(PythonSource.withoutComments(node).get(1), scope);
      case "tuple", "expression_list" -> items(Shape.TUPLE, node, scope);
      case "list" -> items(Shape.LIST, node, scope);
      case "set" -> items(Shape.SET, node, scope);
      case "binary_operator" -> sum(node, scope);
      default -> Optional.empty();
    };
  }

  private Optional<PythonValue> text(PythonNode whole, List<PythonNode> literals, Scope scope) {
    StringBuilder text = new StringBuilder();
    boolean isPlain = true;
    for (PythonNode literal : literals) {
      Optional<String> plain = PythonString.of(source.text(literal)).text();
      Optional<String> part = plain.or(() -> formatted(literal, scope));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      isPlain &= plain.isPresent();
      text.append(part.get());
    }
    PythonString first = PythonString.of(source.text(literals.get(0)));
    Text value =
        new Text(text.toString(), first.opening(), first.closing(), whole.start(), whole.end());
    return Optional.of(isPlain ? value : value.at(value.start(), value.end()));
  }

  /** An f-string whose expressions are constants. */
  private Optional<String> formatted(PythonNode literal, Scope scope) {
    StringBuilder text = new StringBuilder();
    for (PythonNode part : literal.children()) {
      Optional<String> shown =
          switch (part.type()) {
            case "string_start", "string_end" -> Optional.of("");
            case "string_content" -> content(literal, part);
            case "interpolation" -> interpolated(part, scope);
            default -> Optional.empty();
          };
      if (shown.isEmpty()) {
        return Optional.empty();
      }
      text.append(shown.get());
    }
    return Optional.of(text.toString());
  }

  private Optional<String> content(PythonNode literal, PythonNode part) {
    PythonString whole = PythonString.of(source.text(literal));
    return new PythonString(whole.opening(), source.text(part), whole.closing()).text();
  }

  /** A format or a conversion is more than the brackets and what stands between them. */
  private Optional<String> interpolated(PythonNode part, Scope scope) {
    return part.children().size() == 3
        ? value(part.child(1), scope)
            .filter(Text.class::isInstance)
            .map(value -> ((Text) value).text())
        : Optional.empty();
  }

  private Optional<PythonValue> items(Shape shape, PythonNode node, Scope scope) {
    List<Token> tokens = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    boolean isUnpacked = false;
    for (PythonNode child : node.children()) {
      int start = child.start();
      int end = child.end();
      switch (child.type()) {
        case "(", ")", "[", "]", "{", "}" -> {}
        case "," -> tokens.add(new Comma(start, end));
        case "comment" -> tokens.add(new Comment(start, end));
        default -> {
          boolean isSplat = child.type().equals("list_splat");
          Optional<PythonValue> value = value(isSplat ? child.child(1) : child, scope);
          if (value.filter(v -> isSplat ? v.isSequence() : v instanceof Text).isEmpty()) {
            return Optional.empty();
          }
          if (value.get() instanceof Text text) {
            tokens.add(new Element(text));
          }
          texts.addAll(value.get().texts());
          isUnpacked |= isSplat;
        }
      }
    }
    int start = node.start();
    int end = node.end();
    return Optional.of(
        isUnpacked ? new Computed(texts, start, end) : new Items(shape, tokens, start, end));
  }

  private Optional<PythonValue> sum(PythonNode node, Scope scope) {
    Optional<PythonValue> left = value(node.field("left"), scope);
    Optional<PythonValue> right = value(node.field("right"), scope);
    boolean isSum = source.text(node.field("operator")).equals("+");
    if (!isSum || left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    int start = node.start();
    int end = node.end();
    if (left.get() instanceof Text one && right.get() instanceof Text other) {
      return Optional.of(new Text(one.text() + other.text(), "", "", start, end));
    }
    return left.get().isSequence() && right.get().isSequence()
        ? Optional.of(
            new Computed(
                Stream.concat(left.get().texts().stream(), right.get().texts().stream()).toList(),
                start,
                end))
        : Optional.empty();
  }

  /** The names of {@code a.b.c}; empty if something else is among them. */
  private Optional<List<String>> chain(PythonNode node) {
    return switch (node.type()) {
      case "identifier" -> Optional.of(List.of(source.text(node)));
      case "attribute" ->
          chain(node.field("object")).map(chain -> joined(chain, name(node.field("attribute"))));
      default -> Optional.empty();
    };
  }

  private List<String> name(PythonNode node) {
    return List.of(source.text(node));
  }

  private static List<String> joined(List<String> names, List<String> more) {
    return Stream.concat(names.stream(), more.stream()).toList();
  }

  private Optional<PythonValue> named(List<String> chain, Scope scope) {
    for (Bound bound : scope.names().of(chain.get(0), scope.end())) {
      if (!(bound.to() instanceof AllOf all)) {
        return bound(bound, chain.subList(1, chain.size()), scope.before(bound.at()));
      }
      Optional<PythonValue> value = project.value(source.path(), all.module(), chain);
      if (value.isPresent()) {
        return value;
      }
    }
    return scope.outer().flatMap(outer -> named(chain, outer));
  }

  private Optional<PythonValue> bound(Bound bound, List<String> attributes, Scope scope) {
    if (bound.to() instanceof Expression expression) {
      return attributes.isEmpty()
          ? value(expression.node(), scope)
          : chain(expression.node()).flatMap(chain -> named(joined(chain, attributes), scope));
    }
    if (bound.to() instanceof ClassBody definition && !attributes.isEmpty()) {
      return attribute(definition.node(), attributes, scope);
    }
    if (bound.to() instanceof Module module) {
      return project.value(source.path(), module.module(), attributes);
    }
    if (bound.to() instanceof Member member) {
      List<String> chain = joined(List.of(member.name()), attributes);
      return project.value(source.path(), member.module(), chain);
    }
    return Optional.empty();
  }

  /** An attribute of a class, its own or that of a class that it comes from. */
  private Optional<PythonValue> attribute(PythonNode definition, List<String> chain, Scope scope) {
    NameBindings own = new NameBindings(source, definition.field("body"));
    PythonNode superclasses = definition.field("superclasses");
    List<List<String>> bases =
        superclasses.isAbsent()
            ? List.of()
            : superclasses.children().stream().flatMap(base -> chain(base).stream()).toList();
    if (own.bind(chain.get(0))) {
      Scope body = new Scope(own, Integer.MAX_VALUE, Optional.of(scope));
      return isEnum(bases) ? member(chain, body, bases) : named(chain, body);
    }
    return bases.stream()
        .map(base -> named(joined(base, chain), scope))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** A member of an enumeration is a text itself only where that derives from str. */
  private Optional<PythonValue> member(List<String> chain, Scope body, List<List<String>> bases) {
    boolean isText = bases.stream().map(PythonConstants::last).anyMatch(PythonConstants::isText);
    boolean isMember = chain.size() == 1 && isText;
    boolean isValue = chain.size() == 2 && chain.get(1).equals(VALUE);
    return isMember || isValue ? named(chain.subList(0, 1), body) : Optional.empty();
  }

  private static boolean isEnum(List<List<String>> bases) {
    return bases.stream().anyMatch(base -> last(base).endsWith("Enum"));
  }

  private static boolean isText(String base) {
    return base.equals("str") || base.endsWith("StrEnum");
  }

  private static String last(List<String> names) {
    return names.get(names.size() - 1);
  }
}
