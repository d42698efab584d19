package archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import source.Calls;
import source.PythonNode;
import source.PythonSource;
import source.QualifiedNames;
import source.SourceEdit;

/** An env.py that is to ask {@code squashed_history.py} before it migrates. */
public final class EnvPy {
  private static final String MODULE = "squashed_history";
  private static final String LOADER = "load_python_file";
  private static final String LOADERS_NAME = "alembic.util." + LOADER;
  private static final String CONTEXT = "alembic.context";
  private static final String MIGRATING = "run_migrations";
  private static final String IMPORT = "from alembic.util import " + LOADER;

  private final PythonSource source;
  private final QualifiedNames names;
  private final List<PythonNode> imports;

  /** Reads one. */
  public EnvPy(String path, byte[] bytes) {
    this.source = PythonSource.of(path, bytes);
    this.names = new QualifiedNames(source);
    this.imports =
        source.root().children().stream()
            .filter(node -> node.is("import_statement", "import_from_statement"))
            .toList();
  }

  /** Whether an env.py can be had ask, or asks. */
  public static boolean canAsk(String path, byte[] bytes) {
    EnvPy env = new EnvPy(path, bytes);
    return env.mentionsIt() || env.asking().isPresent();
  }

  /** What whoever writes it by hand puts where. */
  static String byHand() {
    return "below the imports:\n"
        + ("    " + IMPORT + "\n")
        + ("    " + loading("context", "\"") + "\n")
        + "before each run_migrations(), once the context is configured:\n"
        + ("    " + MODULE + ".use(context)");
  }

  /**
   * The file with the lines that ask; the same bytes where it has them.
   *
   * @return empty if it does not migrate as Alembic's templates do, so that a person has to say
   *     where they go
   */
  public Optional<byte[]> asking() {
    List<PythonNode> calls = calls(source.root());
    Optional<String> context = context();
    if (source.root().hasError()
        || calls.isEmpty()
        || context.isEmpty()
        || !calls.stream().allMatch(this::isPlain)
        || isOtherwiseBound(MODULE)
        || isOtherwiseBound(LOADER)) {
      return Optional.empty();
    }
    SourceEdit edit = new SourceEdit(source.bytes());
    if (names.assigned(MODULE).isEmpty()) {
      load(edit, context.get());
    }
    calls.stream().filter(call -> !asks(call)).forEach(call -> ask(edit, call));
    return Optional.of(edit.applied(source.charset()));
  }

  /** Whether the lines are in the file, wherever a person has put them. */
  boolean mentionsIt() {
    return source.text(source.root()).contains(MODULE + ".use(");
  }

  /** What the file calls Alembic's context, by an import at its top level. */
  private Optional<String> context() {
    return names.imports().entrySet().stream()
        .filter(entry -> entry.getValue().equals(CONTEXT))
        .map(Map.Entry::getKey)
        .filter(name -> imports.stream().anyMatch(statement -> binds(statement, name)))
        .findFirst();
  }

  private boolean binds(PythonNode statement, String name) {
    return statement.children().stream()
        .anyMatch(
            part ->
                part.is("aliased_import")
                    ? source.text(part.field("alias")).equals(name)
                    : part.is("dotted_name") && source.text(part).equals(name));
  }

  private boolean isOtherwiseBound(String name) {
    return (names.imports().containsKey(name) && !names.imports().get(name).equals(LOADERS_NAME))
        || names.assigned(name).stream()
            .anyMatch(value -> !names.of(value).equals(LOADERS_NAME + "()"));
  }

  private List<PythonNode> calls(PythonNode node) {
    List<PythonNode> found = new ArrayList<>();
    if (node.is("call") && Calls.name(source, node).equals(MIGRATING) && !isOfTheFile(node)) {
      found.add(node);
    }
    node.children().forEach(child -> found.addAll(calls(child)));
    return found;
  }

  /** A function of that name that the file defines itself. */
  private boolean isOfTheFile(PythonNode call) {
    return call.field("function").is("identifier") && !names.imports().containsKey(MIGRATING);
  }

  /** A statement of its own, of Alembic's context. */
  private boolean isPlain(PythonNode call) {
    PythonNode function = call.field("function");
    return call.parent().is("expression_statement")
        && function.is("attribute")
        && names.of(function.field("object")).equals(CONTEXT);
  }

  private boolean asks(PythonNode call) {
    PythonNode before = call.parent().before();
    return !before.isAbsent() && source.text(before).startsWith(MODULE + ".use(");
  }

  /** The import goes behind that of the context, what it loads behind all of them. */
  private void load(SourceEdit edit, String context) {
    PythonNode last = imports.get(imports.size() - 1);
    PythonNode own =
        imports.stream().filter(statement -> binds(statement, context)).findFirst().orElseThrow();
    int end = lineEnd(last.end());
    String newLine = lineBreak(end);
    boolean isKnown = names.imports().containsKey(LOADER);
    if (!isKnown) {
      edit.replace(lineEnd(own.end()), lineEnd(own.end()), newLine + IMPORT);
    }
    edit.replace(end, end, newLine + newLine + loading(context, quote()));
  }

  private static String loading(String context, String quote) {
    return "%s = %s(%s.script.dir, %s%s%s)"
        .formatted(MODULE, LOADER, context, quote, SquashedHistoryFile.NAME, quote);
  }

  /** The quote that most of the file's texts have. */
  private String quote() {
    String text = source.text(source.root());
    long single = text.chars().filter(c -> c == '\'').count();
    return single > text.length() - text.replace("\"", "").length() ? "'" : "\"";
  }

  private void ask(SourceEdit edit, PythonNode call) {
    int start = call.start();
    String asking = MODULE + ".use(" + source.text(call.field("function").field("object")) + ")";
    int line = lineStart(start);
    String before = source.text(line, start);
    String between = before.isBlank() ? lineBreak(lineEnd(start)) + before : "; ";
    edit.replace(start, start, asking + between);
  }

  private int lineStart(int from) {
    int start = from;
    while (start > 0 && source.bytes()[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private int lineEnd(int from) {
    int end = from;
    while (end < source.bytes().length
        && source.bytes()[end] != '\n'
        && source.bytes()[end] != '\r') {
      end++;
    }
    return end;
  }

  private String lineBreak(int end) {
    byte[] bytes = source.bytes();
    return end < bytes.length && bytes[end] == '\r' ? "\r\n" : "\n";
  }
}
