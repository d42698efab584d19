package source;

import console.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import source.PythonValue.Text;

/**
 * The values that a revision script gives to the names that Alembic reads, at the top level of the
 * module; the last assignment counts, as in Python.
 */
public final class ScriptAssignments {
  public static final String REVISION = "revision";
  public static final String DOWN_REVISION = "down_revision";
  public static final String DEPENDS_ON = "depends_on";
  public static final String BRANCH_LABELS = "branch_labels";

  /** All of them. */
  public static final Set<String> WANTED =
      Set.of(REVISION, DOWN_REVISION, DEPENDS_ON, BRANCH_LABELS);

  private static final String HINT = "Write it as a plain string, tuple, list, set or None.";
  private static final String COMPUTED_HINT =
      "Write it as a plain string, tuple, list, set or None, or name a constant that a module of"
          + " this repository defines.";

  private final PythonSource source;
  private final PythonConstants constants;
  private final Map<String, Assigned> assigned = new HashMap<>();
  private final Map<String, Failure> unreadable = new HashMap<>();
  private Optional<Text> docstring = Optional.empty();

  private record Assigned(PythonNode value, int statement) {}

  /**
   * Reads the module.
   *
   * @param project defines constants that the script may name
   */
  public ScriptAssignments(PythonSource source, ProjectConstants project) {
    this.source = source;
    this.constants = new PythonConstants(source, project);
    boolean first = true;
    for (PythonNode statement : source.root().children()) {
      if (!statement.type().equals("comment")) {
        read(statement, first);
        first = false;
      }
    }
  }

  /**
   * The value of one of the names; empty if the script does not assign it.
   *
   * @throws Failure naming file and line where the value has to be computed, or where a syntax
   *     error is in the way
   */
  public Optional<PythonValue> value(String name) {
    if (unreadable.containsKey(name)) {
      throw unreadable.get(name);
    }
    return Optional.ofNullable(assigned.get(name)).map(last -> value(name, last));
  }

  private PythonValue value(String name, Assigned last) {
    return constants
        .value(last.value(), last.statement())
        .orElseThrow(
            () ->
                source.wrong(
                    last.value(),
                    "'" + name + "' has to be computed: " + oneLine(last.value()),
                    COMPUTED_HINT));
  }

  /** Whether the script assigns a name, whatever to. */
  public boolean hasValue(String name) {
    return assigned.containsKey(name) || unreadable.containsKey(name);
  }

  /** The module's docstring, as it stands. */
  public Optional<String> docstring() {
    return docstring.map(Text::text);
  }

  private void read(PythonNode statement, boolean first) {
    if (statement.isError()) {
      noteMentions(statement, "there is a syntax error near '%s'");
    } else if (!statement.type().equals("expression_statement")) {
      if (!NameBindings.OWN_SCOPE.contains(statement.type())) {
        boolean broken = statement.hasError() || source.root().isError();
        noteMentions(
            statement,
            broken
                ? "there is a syntax error near '%s'"
                : "'%s' is set inside another statement, so it has to be computed");
      }
    } else {
      for (PythonNode part : statement.children()) {
        if (part.type().equals("assignment")) {
          assign(part);
        } else if (first) {
          docstring = docstring(part);
        } else if (part.type().equals("augmented_assignment")) {
          noteMentions(part, "'%s' is changed in place, so it has to be computed");
        }
      }
    }
  }

  private Optional<Text> docstring(PythonNode first) {
    return Set.of("string", "concatenated_string").contains(first.type())
        ? constants.value(first, 0).map(Text.class::cast)
        : Optional.empty();
  }

  /** Notes a statement that binds a wanted name in a way that is not read. */
  private void noteMentions(PythonNode node, String what) {
    String type = node.type();
    if (NameBindings.OWN_SCOPE.contains(type)) {
      return;
    }
    boolean target = type.equals("identifier") && NameBindings.isTarget(node);
    if (target && WANTED.contains(source.text(node))) {
      refuse(source.text(node), node, what.formatted(source.text(node)));
    }
    node.children().forEach(child -> noteMentions(child, what));
  }

  private void refuse(String name, PythonNode node, String what) {
    unreadable.putIfAbsent(name, source.wrong(node, what, HINT));
  }

  private void assign(PythonNode assignment) {
    List<PythonNode> parts = PythonSource.assigned(assignment);
    PythonNode right = parts.get(parts.size() - 1);
    if (right.isAbsent()) {
      return;
    }
    for (PythonNode target : parts.subList(0, parts.size() - 1)) {
      if (target.type().equals("identifier")) {
        bind(source.text(target), target, assignment, right);
      } else {
        noteMentions(target, "'%s' is set together with other names, which is not read");
      }
    }
  }

  private void bind(String name, PythonNode target, PythonNode assignment, PythonNode right) {
    if (!WANTED.contains(name)) {
      return;
    }
    PythonNode statement = assignment.parent();
    Optional<PythonNode> error =
        assignment.hasError()
            ? Optional.of(target)
            : Stream.of(statement.before(), statement.after())
                .filter(ScriptAssignments::isBroken)
                .findFirst();
    error.ifPresent(node -> refuse(name, node, "there is a syntax error near '" + name + "'"));
    assigned.put(name, new Assigned(right, statement.start()));
  }

  /** Marks of a merge conflict, for example, leave an error beside the assignments they part. */
  private static boolean isBroken(PythonNode sibling) {
    return !sibling.isAbsent() && sibling.isError();
  }

  private String oneLine(PythonNode node) {
    return source.text(node).lines().findFirst().orElse("");
  }
}
