package alembic;

import alembic.PythonValue.Comma;
import alembic.PythonValue.Comment;
import alembic.PythonValue.Element;
import alembic.PythonValue.Items;
import alembic.PythonValue.None;
import alembic.PythonValue.Shape;
import alembic.PythonValue.Text;
import alembic.PythonValue.Token;
import console.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.treesitter.TSNode;

/**
 * The values that a revision script gives to the names that Alembic reads, at the top level of the
 * module; the last assignment counts, as in Python.
 */
final class ScriptAssignments {
  static final String REVISION = "revision";
  static final String DOWN_REVISION = "down_revision";
  static final String DEPENDS_ON = "depends_on";
  static final String BRANCH_LABELS = "branch_labels";

  /** All of them. */
  static final Set<String> WANTED = Set.of(REVISION, DOWN_REVISION, DEPENDS_ON, BRANCH_LABELS);

  private static final Set<String> OWN_SCOPE =
      Set.of("function_definition", "class_definition", "decorated_definition", "lambda");
  private static final String HINT = "Write it as a plain string, tuple, list, set or None.";

  private final PythonSource source;
  private final Map<String, PythonValue> wanted = new HashMap<>();
  private final Map<String, Text> constants = new HashMap<>();
  private Optional<Text> docstring = Optional.empty();

  /**
   * Reads the module.
   *
   * @throws Failure naming file and line where a value has to be computed, or where a syntax error
   *     is in the way
   */
  ScriptAssignments(PythonSource source) {
    this.source = source;
    boolean first = true;
    for (TSNode statement : PythonSource.children(source.root())) {
      if (!statement.getType().equals("comment")) {
        read(statement, first);
        first = false;
      }
    }
  }

  /** The value of one of the names; empty where the script does not assign it. */
  Optional<PythonValue> value(String name) {
    return Optional.ofNullable(wanted.get(name));
  }

  /** The module's docstring, as it stands. */
  Optional<String> docstring() {
    return docstring.map(Text::text);
  }

  private void read(TSNode statement, boolean first) {
    if (statement.isError()) {
      refuseMentions(statement, "there is a syntax error near '%s'");
    } else if (!statement.getType().equals("expression_statement")) {
      if (!OWN_SCOPE.contains(statement.getType())) {
        boolean broken = statement.hasError() || source.root().isError();
        refuseMentions(
            statement,
            broken
                ? "there is a syntax error near '%s'"
                : "'%s' is set inside another statement, so it has to be computed");
      }
    } else {
      for (TSNode part : PythonSource.children(statement)) {
        if (part.getType().equals("assignment")) {
          assign(part);
        } else if (first) {
          docstring = constant(part) instanceof Text text ? Optional.of(text) : Optional.empty();
        } else if (part.getType().equals("augmented_assignment")) {
          refuseMentions(part, "'%s' is changed in place, so it has to be computed");
        }
      }
    }
  }

  /** Refuses a statement that binds a wanted name in a way that is not read. */
  private void refuseMentions(TSNode node, String what) {
    String type = node.getType();
    if (OWN_SCOPE.contains(type)) {
      return;
    }
    boolean target = type.equals("identifier") && isTarget(node);
    if (target && WANTED.contains(source.text(node))) {
      throw source.wrong(node, what.formatted(source.text(node)), HINT);
    }
    PythonSource.children(node).forEach(child -> refuseMentions(child, what));
  }

  /** A name being read, or naming an argument or attribute, binds nothing. */
  private static boolean isTarget(TSNode name) {
    TSNode parent = name.getParent();
    return switch (parent.getType()) {
      case "assignment", "augmented_assignment" ->
          TSNode.eq(parent.getChildByFieldName("left"), name);
      case "for_statement" -> TSNode.eq(parent.getChildByFieldName("left"), name);
      case "dotted_name" -> isImported(parent);
      case "aliased_import" -> TSNode.eq(parent.getChildByFieldName("alias"), name);
      case "pattern_list",
          "tuple_pattern",
          "list_pattern",
          "as_pattern_target",
          "ERROR",
          "module" ->
          true;
      default -> false;
    };
  }

  /** Whether importing this dotted name binds its one part. */
  private static boolean isImported(TSNode dottedName) {
    TSNode statement = dottedName.getParent();
    return dottedName.getChildCount() == 1
        && !statement.getType().equals("aliased_import")
        && !TSNode.eq(statement.getChildByFieldName("module_name"), dottedName);
  }

  private void assign(TSNode assignment) {
    List<TSNode> targets = new ArrayList<>();
    TSNode right = assignment;
    while (!isAbsent(right) && right.getType().equals("assignment")) {
      targets.add(right.getChildByFieldName("left"));
      right = right.getChildByFieldName("right");
    }
    if (isAbsent(right)) {
      return;
    }
    for (TSNode target : targets) {
      if (target.getType().equals("identifier")) {
        bind(source.text(target), target, assignment, right);
      } else {
        refuseMentions(target, "'%s' is set together with other names, which is not read");
      }
    }
  }

  private void bind(String name, TSNode target, TSNode assignment, TSNode right) {
    if (!WANTED.contains(name)) {
      if (evaluated(right).orElse(null) instanceof Text text) {
        constants.put(name, text);
      } else {
        constants.remove(name);
      }
      return;
    }
    TSNode statement = assignment.getParent();
    Optional<TSNode> error =
        assignment.hasError()
            ? Optional.of(target)
            : Stream.of(statement.getPrevSibling(), statement.getNextSibling())
                .filter(ScriptAssignments::isBroken)
                .findFirst();
    if (error.isPresent()) {
      throw source.wrong(error.get(), "there is a syntax error near '" + name + "'", HINT);
    }
    PythonValue value =
        evaluated(right)
            .orElseThrow(
                () ->
                    source.wrong(
                        right, "'" + name + "' has to be computed: " + oneLine(right), HINT));
    wanted.put(name, value);
    if (value instanceof Text text) {
      constants.put(name, text);
    }
  }

  /** Marks of a merge conflict, say, leave an error beside the assignments that they part. */
  private static boolean isBroken(TSNode sibling) {
    return !isAbsent(sibling) && sibling.isError();
  }

  private Optional<PythonValue> evaluated(TSNode node) {
    return Optional.ofNullable(constant(node));
  }

  /** The value of an expression; null, inside this class only, where it is no constant. */
  private PythonValue constant(TSNode node) {
    int start = node.getStartByte();
    int end = node.getEndByte();
    return switch (node.getType()) {
      case "none" -> new None(start, end);
      case "string" -> text(node, List.of(node));
      case "concatenated_string" -> text(node, withoutComments(node));
      case "identifier" -> name(node);
      case "parenthesized_expression" -> {
        List<TSNode> inner = withoutComments(node);
        yield constant(inner.get(1));
      }
      case "tuple", "expression_list" -> items(Shape.TUPLE, node);
      case "list" -> items(Shape.LIST, node);
      case "set" -> items(Shape.SET, node);
      default -> null;
    };
  }

  private PythonValue name(TSNode node) {
    Text bound = constants.get(source.text(node));
    return bound == null
        ? null
        : new Text(bound.text(), "", "", node.getStartByte(), node.getEndByte());
  }

  private PythonValue text(TSNode whole, List<TSNode> literals) {
    StringBuilder text = new StringBuilder();
    for (TSNode literal : literals) {
      Optional<String> part = PythonString.of(source.text(literal)).text();
      if (part.isEmpty()) {
        return null;
      }
      text.append(part.get());
    }
    PythonString first = PythonString.of(source.text(literals.get(0)));
    return new Text(
        text.toString(),
        first.opening(),
        first.closing(),
        whole.getStartByte(),
        whole.getEndByte());
  }

  private PythonValue items(Shape shape, TSNode node) {
    List<Token> tokens = new ArrayList<>();
    for (TSNode child : PythonSource.children(node)) {
      int start = child.getStartByte();
      int end = child.getEndByte();
      switch (child.getType()) {
        case "(", ")", "[", "]", "{", "}" -> {}
        case "," -> tokens.add(new Comma(start, end));
        case "comment" -> tokens.add(new Comment(start, end));
        default -> {
          if (!(constant(child) instanceof Text text)) {
            return null;
          }
          tokens.add(new Element(text));
        }
      }
    }
    return new Items(shape, tokens, node.getStartByte(), node.getEndByte());
  }

  private static List<TSNode> withoutComments(TSNode node) {
    return PythonSource.children(node).stream()
        .filter(child -> !child.getType().equals("comment"))
        .toList();
  }

  private String oneLine(TSNode node) {
    return source.text(node).lines().findFirst().orElse("");
  }

  private static boolean isAbsent(TSNode node) {
    return node == null || node.isNull();
  }
}
