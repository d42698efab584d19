package conditions;

import conditions.CodePattern.Told;
import conditions.PlaceCondition.Kind;
import git.SourceTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import source.Calls;
import source.PythonNode;

/**
 * What Python code asks of the place where it runs, found without running it: by what its
 * expressions are called where they are defined, a call with {@code ()} behind its name, a value by
 * a key with {@code []}, and one that is looked for in a collection with {@code in}.
 */
final class PythonQuestions {
  private static final List<CodePattern> RULES =
      CodePattern.table(
          """
          VARIABLE  KEY  -  os\\.(environb?(\\[\\]|\\.\\w+\\(\\)| in)?|getenvb?\\(\\))
              |decouple\\.(config|AutoConfig\\(\\))\\(\\)
              |(environs\\.Env|environ\\.Env|starlette\\.config\\.Config)\\(\\)(\\.\\w+)?\\(\\)
          MACHINE  ITSELF  -  (platform\\.\\w+|os\\.(?:uname|getlogin|getuid|cpu_count)
              |socket\\.get(?:hostname|fqdn|hostbyname)|getpass\\.getuser
              |locale\\.get(?:default)?locale|uuid\\.getnode)\\(\\)|sys\\.platform|os\\.name|time\\.tzname
          PROGRAM  KEY  -  shutil\\.which\\(\\)
          PACKAGE  KEY  -  (importlib\\.(util\\.find_spec|metadata\\.version)
              |pkg_resources\\.get_distribution)\\(\\)
          FILE  PATH  -  os\\.(access|listdir|scandir|path\\.(l?exists|isfile|isdir))\\(\\)
              |glob\\.i?glob\\(\\)|(io\\.)?open\\(\\)
              |pathlib\\.\\w*Path\\b.*\\.(exists|is_file|is_dir|read_\\w+|open|iterdir|glob)\\(\\)
          CONFIGURATION  KEY  Alembic's  .*\\.get_(main|section|alembic)_option\\(\\)
          CONFIGURATION  KEY  1  flask\\.(current_app\\.config)(\\[\\]|\\.\\w+\\(\\)| in)
          CONFIGURATION  KEY  1  .*\\b(config\\.attributes)(\\[\\]|\\.\\w+\\(\\)| in)
          VERSION  NOT  -  .*\\.server_version(_info)?
          SESSION  ITSELF  -  .*\\.(url\\.(?:host|port|username|database))
          OBJECT  COMPARED  1  .*\\.(get_(?:\\w+_names|enums))\\(\\)
          OBJECT  ARGUMENTS  1  .*\\.(has_(?:table|index|sequence|schema|type)
              |get_(?:columns|indexes|foreign_keys|\\w+_constraints?))\\(\\)
          DROPPED  ARGUMENTS  -  .*\\.drop_\\w+\\(if_exists\\)
          """,
          UnaryOperator.identity());

  /** They say where the scripts are. */
  private static final Set<String> OWN_OPTIONS =
      Set.of("script_location", "version_locations", "here", "prepend_sys_path", "file_template");

  /** Calls that make what their first argument, or {@code name}, says. */
  private static final Pattern MAKING =
      Pattern.compile("(?i)create_\\w+|Table|Sequence|CreateSchema|Index|PGFunction|Enum");

  private static final int DEEPEST = 6;
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern ASKING =
      Pattern.compile(".*(exists|is_?file|is_?dir|access|listdir|scandir|glob\\.i?glob)\\(\\)");
  private static final Pattern OUTSIDE = Pattern.compile("(?s)[/~].*|[A-Za-z]:.*");
  private static final Pattern PREFIX = Pattern.compile("\\benv_prefix\\s*=\\s*['\"](\\w*)['\"]");
  private static final Pattern IMPORT_ERROR = Pattern.compile("ImportError|ModuleNotFoundError");
  private static final Pattern OTHERWISE = Pattern.compile("\\b(import|raise)\\b");
  private static final Pattern IMPORTED = Pattern.compile("(?m)^\\s*(?:from|import)\\s+([\\w.]+)");
  private static final Pattern RUNNING = Pattern.compile("\\bop\\.\\w+\\(|\\.execute\\(");
  private static final Pattern GOING_ON =
      Pattern.compile("begin_nested|autocommit_block|SAVEPOINT|AUTOCOMMIT");

  private final Spelled spelled;
  private final SourceTree tree;
  private final Map<String, Optional<CodePattern>> rules = new HashMap<>();

  /**
   * Questions of a project.
   *
   * @param tree its files, which are no matter of the place
   */
  PythonQuestions(Spelled spelled, SourceTree tree) {
    this.spelled = spelled;
    this.tree = tree;
  }

  /** What a node asks for, of itself. */
  Stream<Question> at(CodeFile file, PythonNode node) {
    return switch (node.type()) {
      case "call" -> named(file, node, node.field("function"), isIfExists(file, node));
      case "subscript" -> named(file, node, node.field("value"), "[]");
      case "comparison_operator" -> named(file, node, node.child(2), " in");
      case "attribute" -> named(file, node, node, "");
      case "identifier" -> isImported(file, node) ? named(file, node, node, "") : Stream.empty();
      case "try_statement" -> attempted(file, node);
      case "assignment" -> setting(file, node);
      default -> Stream.empty();
    };
  }

  private static String isIfExists(CodeFile file, PythonNode call) {
    return Calls.named(file.source(), call, "if_exists")
        .filter(flag -> !flag.is("false"))
        .map(flag -> "(if_exists)")
        .orElse("()");
  }

  /** Notes what a call makes, and which names it mentions. */
  void made(CodeFile file, PythonNode call, MadeObjects made) {
    String name = Calls.name(file.source(), call);
    if (name.startsWith("drop_")) {
      return;
    }
    boolean isRename = name.equals("rename_table");
    if (isRename || MAKING.matcher(name).matches()) {
      Stream.of(Calls.positional(call, isRename ? 1 : 0), Calls.named(file.source(), call, "name"))
          .flatMap(Optional::stream)
          .flatMap(argument -> spelled.orHanded(file, argument).stream())
          .forEach(text -> made.make(file.path(), text));
    }
    Calls.arguments(call).stream()
        .filter(argument -> argument.is("string"))
        .flatMap(argument -> spelled.of(file, argument).stream())
        .filter(text -> WORD.matcher(text).matches())
        .forEach(made::mention);
  }

  private static boolean isImported(CodeFile file, PythonNode name) {
    PythonNode outer = name.parent();
    return file.names().imports().containsKey(file.text(name))
        && !outer.is("dotted_name", "aliased_import")
        && outer.field("attribute") != name
        && outer.field("name") != name;
  }

  private Stream<Question> named(CodeFile file, PythonNode node, PythonNode called, String ending) {
    String name = file.names().of(called) + ending;
    return rules
        .computeIfAbsent(
            name,
            none -> RULES.stream().filter(r -> r.pattern().matcher(name).matches()).findFirst())
        .filter(rule -> rule.told() != Told.KEY || !isElsewhere(node))
        .flatMap(rule -> asked(file, node, name, rule))
        .stream();
  }

  private Optional<Question> asked(CodeFile file, PythonNode node, String name, CodePattern rule) {
    Matcher matcher = rule.pattern().matcher(name);
    String seen = matcher.matches() && matcher.groupCount() > 0 ? matcher.group(1) : name;
    List<PythonNode> arguments = node.is("call") ? Calls.arguments(node) : List.of(key(node));
    Optional<List<String>> names =
        switch (rule.told()) {
          case NOT -> Optional.of(List.of());
          case ITSELF -> Optional.of(List.of(seen == null ? name : seen));
          case KEY -> Optional.of(spelled.of(file, key(node)));
          case ARGUMENTS ->
              Optional.of(
                  arguments.stream().flatMap(one -> spelled.of(file, one).stream()).toList());
          case COMPARED -> Optional.of(compared(file, node));
          case PATH -> file(file, node, name).map(List::of);
        };
    return names
        .filter(about -> about.stream().noneMatch(OWN_OPTIONS::contains))
        .map(
            about ->
                Question.of(
                    rule.kind(), about, rule.by().equals(CodePattern.SEEN) ? seen : rule.by()));
  }

  /** Whether it is part of a longer name, bound to another, or set: that is looked at there. */
  private static boolean isElsewhere(PythonNode node) {
    PythonNode outer = node.parent();
    return outer.is("delete_statement")
        || (outer.is("assignment") && outer.field("left") == node)
        || (node.is("attribute", "identifier")
            && outer.is("attribute", "subscript", "comparison_operator", "assignment"));
  }

  private static PythonNode key(PythonNode node) {
    return switch (node.type()) {
      case "call" -> Calls.positional(node, 0).orElse(PythonNode.absent());
      case "subscript" -> node.field("subscript");
      case "comparison_operator" -> node.child(0);
      default -> PythonNode.absent();
    };
  }

  /** What is looked for in a list, or in a name that it is bound to. */
  private List<String> compared(CodeFile file, PythonNode list) {
    return comparisons(file.scope(list))
        .filter(
            one ->
                one.child(2).holds(list)
                    || file.names().assigned(file.text(one.child(2))).stream()
                        .anyMatch(value -> value.holds(list)))
        .flatMap(one -> spelled.of(file, one.child(0)).stream())
        .toList();
  }

  private static Stream<PythonNode> comparisons(PythonNode node) {
    return Stream.concat(
        node.is("comparison_operator") ? Stream.of(node) : Stream.empty(),
        node.children().stream().flatMap(PythonQuestions::comparisons));
  }

  /** A file that the project does not bring along. */
  private Optional<String> file(CodeFile file, PythonNode call, String name) {
    PythonNode function = call.field("function");
    PythonNode path = name.startsWith("pathlib.") ? function.field("object") : key(call);
    List<String> texts = new ArrayList<>();
    return isOfProject(file, path, texts, 0)
        ? Optional.empty()
        : texts.stream()
            .filter(
                text ->
                    OUTSIDE.matcher(text).matches()
                        || (ASKING.matcher(name).matches()
                            && !text.contains(Spelled.UNKNOWN)
                            && tree.list("", true).stream()
                                .noneMatch(one -> ("/" + one.path()).endsWith("/" + text))))
            .findFirst();
  }

  /** Whether a path starts where a file of the project is; notes the texts that it is made of. */
  private boolean isOfProject(CodeFile file, PythonNode node, List<String> texts, int depth) {
    if (node.is("identifier")) {
      String name = file.text(node);
      return name.equals("__file__")
          || (file.names().imports().containsKey(name)
              && file.names().of(node).matches("(alembic|flask)\\..*"))
          || (depth < DEEPEST
              && file.names().assigned(name).stream()
                  .anyMatch(value -> isOfProject(file, value, texts, depth + 1)));
    }
    if (node.is("string", "concatenated_string")) {
      texts.addAll(spelled.of(file, node));
    }
    return node.children().stream().anyMatch(child -> isOfProject(file, child, texts, depth));
  }

  /** A field of pydantic's settings, which a variable of that name gives. */
  private static Stream<Question> setting(CodeFile file, PythonNode assignment) {
    PythonNode owner = assignment.parent().parent().parent();
    boolean isSetting =
        owner.is("class_definition")
            && owner.field("superclasses").parts().stream()
                .anyMatch(base -> file.names().of(base).endsWith("BaseSettings"));
    if (!isSetting) {
      return Stream.empty();
    }
    Matcher prefix = PREFIX.matcher(file.text(owner));
    String name = (prefix.find() ? prefix.group(1) : "") + file.text(assignment.field("left"));
    return Stream.of(Question.of(Kind.VARIABLE, List.of(name.toUpperCase(Locale.ROOT)), ""));
  }

  /** What goes on where something is not installed, or where the server refuses something. */
  private static Stream<Question> attempted(CodeFile file, PythonNode statement) {
    PythonNode body = statement.field("body");
    boolean goesOn =
        RUNNING.matcher(file.text(body)).find()
            && GOING_ON.matcher(file.text(file.scope(statement))).find();
    return statement.children().stream()
        .filter(clause -> clause.is("except_clause"))
        .map(file::text)
        .filter(clause -> !OTHERWISE.matcher(clause).find())
        .map(clause -> clause.replaceFirst("(?s)^except\\*?\\s*(.*?)(\\s+as\\b[^:]*)?:.*", "$1"))
        .flatMap(
            caught ->
                IMPORT_ERROR.matcher(caught).find()
                    ? IMPORTED
                        .matcher(file.text(body))
                        .results()
                        .map(seen -> Question.of(Kind.PACKAGE, List.of(seen.group(1)), ""))
                    : goesOn
                        ? Stream.of(Question.of(Kind.ERROR, List.of(caught), ""))
                        : Stream.empty());
  }
}
