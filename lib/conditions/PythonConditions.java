package conditions;

import conditions.PlaceCondition.Kind;
import git.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import source.Calls;
import source.PythonNode;

/** What Python code asks of the place where it runs, found without running it. */
final class PythonConditions {
  private static final String ENVIRON = "os.environ";
  private static final Set<String> GETENV =
      Set.of("os.getenv", "os.getenvb", "decouple.config", "decouple.AutoConfig()");
  private static final Pattern SETTINGS_READER =
      Pattern.compile("(environs\\.Env|environ\\.Env|starlette\\.config\\.Config)\\(\\)(\\.\\w+)?");
  private static final Pattern MACHINE =
      Pattern.compile(
          "platform\\.\\w+|sys\\.platform|os\\.(name|uname|getlogin|getuid|cpu_count)"
              + "|socket\\.(gethostname|getfqdn|gethostbyname)|getpass\\.getuser"
              + "|locale\\.(getlocale|getdefaultlocale)|time\\.tzname|uuid\\.getnode");
  private static final Set<String> ON_FILES =
      Set.of(
          "os.path.exists",
          "os.path.isfile",
          "os.path.isdir",
          "os.path.lexists",
          "os.access",
          "os.listdir",
          "os.scandir",
          "glob.glob",
          "glob.iglob");
  private static final Pattern ON_PATH =
      Pattern.compile(
          "pathlib\\.(Pure)?(Posix)?Path(\\(\\))?\\..*\\b(exists|is_file|is_dir|read_text|read_bytes|open|iterdir|glob)");
  private static final Map<String, Kind> INSTALLED =
      Map.of(
          "shutil.which", Kind.PROGRAM,
          "importlib.util.find_spec", Kind.PACKAGE,
          "importlib.metadata.version", Kind.PACKAGE,
          "pkg_resources.get_distribution", Kind.PACKAGE);

  /** Of SQLAlchemy's Inspector and dialects: what is there. */
  private static final Set<String> INSPECTING =
      Set.of(
          "has_table",
          "has_index",
          "has_sequence",
          "has_schema",
          "has_type",
          "get_table_names",
          "get_view_names",
          "get_materialized_view_names",
          "get_columns",
          "get_indexes",
          "get_foreign_keys",
          "get_unique_constraints",
          "get_check_constraints",
          "get_pk_constraint",
          "get_schema_names",
          "get_sequence_names",
          "get_enums");

  private static final Set<String> LISTING =
      Set.of(
          "get_table_names",
          "get_view_names",
          "get_materialized_view_names",
          "get_schema_names",
          "get_sequence_names",
          "get_enums");
  private static final Set<String> VERSIONS = Set.of("server_version_info", "server_version");
  private static final Set<String> OF_URL = Set.of("host", "port", "username", "database");
  private static final Set<String> OPTIONS =
      Set.of("get_main_option", "get_section_option", "get_alembic_option");

  /** They say where the scripts are. */
  private static final Set<String> OWN_OPTIONS =
      Set.of("script_location", "version_locations", "here", "prepend_sys_path", "file_template");

  private static final Pattern PREFIX = Pattern.compile("\\benv_prefix\\s*=\\s*['\"](\\w*)['\"]");
  private static final Pattern IMPORT_ERROR = Pattern.compile("ImportError|ModuleNotFoundError");
  private static final Pattern GOING_ON =
      Pattern.compile("begin_nested|autocommit_block|SAVEPOINT|AUTOCOMMIT");

  private final Spelled spelled;
  private final SourceTree tree;
  private final CodeFile file;
  private final BiConsumer<PythonNode, SqlConditions.Sighting> found;

  /**
   * Those of a file.
   *
   * @param tree the project, whose own files are no matter of the place
   * @param found takes each, with its node
   */
  PythonConditions(
      Spelled spelled,
      SourceTree tree,
      CodeFile file,
      BiConsumer<PythonNode, SqlConditions.Sighting> found) {
    this.spelled = spelled;
    this.tree = tree;
    this.file = file;
    this.found = found;
  }

  /** Looks at code. */
  void look(PythonNode node) {
    switch (node.type()) {
      case "call" -> call(node);
      case "attribute" -> attribute(node);
      case "identifier" -> name(node);
      case "try_statement" -> attempt(node);
      case "assignment" -> setting(node);
      default -> {}
    }
    node.children().forEach(this::look);
  }

  private void add(PythonNode node, Kind kind, List<String> subjects, String by) {
    found.accept(node, new SqlConditions.Sighting(kind, subjects, by, "", Optional.empty(), false));
  }

  /** A field of pydantic's settings, which a variable of that name gives. */
  private void setting(PythonNode assignment) {
    PythonNode body = assignment.parent().parent();
    PythonNode owner = body.isAbsent() ? body : body.parent();
    if (owner.isAbsent() || !owner.type().equals("class_definition")) {
      return;
    }
    PythonNode bases = owner.field("superclasses");
    boolean isSettings =
        !bases.isAbsent()
            && bases.children().stream()
                .anyMatch(base -> file.names().of(base).endsWith("BaseSettings"));
    if (isSettings) {
      Matcher prefix = PREFIX.matcher(file.source().text(owner));
      String field = file.source().text(assignment.field("left"));
      String name = (prefix.find() ? prefix.group(1) : "") + field;
      add(assignment, Kind.VARIABLE, List.of(name.toUpperCase(Locale.ROOT)), "");
    }
  }

  private void name(PythonNode node) {
    String outer = node.parent().type();
    boolean isRead =
        !Set.of("dotted_name", "aliased_import", "keyword_argument", "attribute").contains(outer)
            || (outer.equals("attribute") && node.parent().field("object") == node);
    if (isRead) {
      value(node);
    }
  }

  private void attribute(PythonNode node) {
    String last = file.source().text(node.field("attribute"));
    PythonNode object = node.field("object");
    if (VERSIONS.contains(last)) {
      add(node, Kind.VERSION, List.of(), "");
    } else if (OF_URL.contains(last) && file.names().of(object).endsWith(".url")) {
      add(node, Kind.SESSION, List.of("url." + last), "");
    } else {
      value(node);
    }
  }

  /** A name or an attribute that is read. */
  private void value(PythonNode node) {
    String name = file.names().of(node);
    if (name.equals(ENVIRON) || name.equals("os.environb")) {
      environ(node);
    } else if (MACHINE.matcher(name).matches() && isWhole(node)) {
      add(node, Kind.MACHINE, List.of(name), "");
    } else if (name.matches("flask\\.current_app\\.config")) {
      keyed(node, Kind.CONFIGURATION, "current_app.config");
    } else if (name.endsWith("config.attributes")) {
      keyed(node, Kind.CONFIGURATION, "config.attributes");
    }
  }

  /** Whether no longer name starts with it. */
  private static boolean isWhole(PythonNode node) {
    return !node.parent().type().equals("attribute");
  }

  private void environ(PythonNode node) {
    // A variable that is bound to all of them is looked at where it is used.
    if (!node.parent().type().equals("assignment")) {
      keyed(node, Kind.VARIABLE, "");
    }
  }

  /** What is taken from a mapping. */
  private void keyed(PythonNode mapping, Kind kind, String by) {
    PythonNode outer = mapping.parent();
    switch (outer.type()) {
      case "subscript" -> {
        if (!isTarget(outer)) {
          add(mapping, kind, spelled.of(file, outer.field("subscript")), by);
        }
      }
      case "attribute" -> {
        PythonNode call = outer.parent();
        if (call.type().equals("call")) {
          add(mapping, kind, first(call), by);
        }
      }
      case "comparison_operator" -> add(mapping, kind, spelled.of(file, outer.parts().get(0)), by);
      default -> add(mapping, kind, List.of(), by);
    }
  }

  private static boolean isTarget(PythonNode node) {
    PythonNode outer = node.parent();
    return (outer.type().equals("assignment") && outer.field("left") == node)
        || outer.type().equals("delete_statement");
  }

  private List<String> first(PythonNode call) {
    return Calls.positional(call, 0).map(argument -> spelled.of(file, argument)).orElse(List.of());
  }

  private void call(PythonNode call) {
    PythonNode function = call.field("function");
    String name = file.names().of(function);
    String last = Calls.name(file.source(), call);
    if (GETENV.contains(name) || SETTINGS_READER.matcher(name).matches()) {
      add(call, Kind.VARIABLE, first(call), "");
    } else if (INSTALLED.containsKey(name)) {
      add(call, INSTALLED.get(name), first(call), "");
    } else if (ON_FILES.contains(name)) {
      files(call, Calls.positional(call, 0).orElse(call), true);
    } else if (ON_PATH.matcher(name).matches()) {
      files(call, function, name.matches(".*\\b(exists|is_file|is_dir)"));
    } else if (name.equals("open") || name.equals("io.open")) {
      files(call, Calls.positional(call, 0).orElse(call), false);
    } else if (OPTIONS.contains(last)) {
      int place = last.equals("get_section_option") ? 1 : 0;
      List<String> option =
          Calls.positional(call, place).map(text -> spelled.of(file, text)).orElse(List.of());
      if (option.stream().noneMatch(OWN_OPTIONS::contains)) {
        add(call, Kind.CONFIGURATION, option, "Alembic's");
      }
    } else if (INSPECTING.contains(last) && function.type().equals("attribute")) {
      inspected(call, last);
    } else if (last.startsWith("drop_")
        && Calls.named(file.source(), call, "if_exists").isPresent()) {
      dropped(call);
    }
  }

  private void dropped(PythonNode call) {
    String flag = file.source().text(Calls.named(file.source(), call, "if_exists").orElseThrow());
    if (!flag.equals("False")) {
      List<String> subjects = new ArrayList<>(first(call));
      Calls.positional(call, 1)
          .or(() -> Calls.named(file.source(), call, "table_name"))
          .ifPresent(table -> subjects.addAll(spelled.of(file, table)));
      add(call, Kind.DROPPED, subjects, "");
    }
  }

  /** The last text is the name; a connection may come first. */
  private void inspected(PythonNode call, String method) {
    List<String> subjects = new ArrayList<>();
    if (LISTING.contains(method)) {
      compared(call, subjects);
    } else {
      for (PythonNode argument : Calls.arguments(call)) {
        subjects.addAll(spelled.of(file, argument));
      }
    }
    add(call, Kind.OBJECT, subjects, method);
  }

  /** What is looked for in a list, or in a name that it is bound to. */
  private void compared(PythonNode list, List<String> subjects) {
    PythonNode outer = list.parent();
    while (!outer.isAbsent()
        && !Set.of("comparison_operator", "assignment", "block", "module").contains(outer.type())) {
      outer = outer.parent();
    }
    if (outer.isAbsent()) {
      return;
    }
    if (outer.type().equals("comparison_operator")) {
      subjects.addAll(spelled.of(file, outer.parts().get(0)));
    } else if (outer.type().equals("assignment")) {
      String name = file.source().text(outer.field("left"));
      PythonNode scope = CodeFile.function(list).orElse(file.source().root());
      comparisons(scope, name, subjects);
    }
  }

  private void comparisons(PythonNode node, String name, List<String> subjects) {
    if (node.type().equals("comparison_operator")
        && node.parts().size() == 2
        && file.source().text(node.parts().get(1)).equals(name)) {
      subjects.addAll(spelled.of(file, node.parts().get(0)));
    }
    node.children().forEach(child -> comparisons(child, name, subjects));
  }

  /** Files that the project does not bring along. */
  private void files(PythonNode call, PythonNode path, boolean anywhere) {
    List<String> texts = new ArrayList<>();
    if (isOfProject(path, texts, 0)) {
      return;
    }
    for (String text : texts) {
      boolean isOutside =
          text.startsWith("/") || text.startsWith("~") || text.matches("[A-Za-z]:.*");
      boolean isUnknown =
          anywhere
              && tree.list("", true).stream().noneMatch(f -> ("/" + f.path()).endsWith("/" + text));
      if (isOutside || (isUnknown && !text.contains(Spelled.UNKNOWN))) {
        add(call, Kind.FILE, List.of(text), "");
        return;
      }
    }
  }

  /** Whether a path starts where a file of the project is; notes the texts that it is made of. */
  private boolean isOfProject(PythonNode node, List<String> texts, int depth) {
    if (depth > 6) {
      return false;
    }
    if (node.type().equals("identifier")) {
      String name = file.source().text(node);
      if (name.equals("__file__")
          || (file.names().imports().containsKey(name)
              && file.names().of(node).matches("(alembic|flask)\\..*"))) {
        return true;
      }
      for (PythonNode value : file.names().assigned(name)) {
        if (isOfProject(value, texts, depth + 1)) {
          return true;
        }
      }
      return false;
    }
    if (node.type().contains("string")) {
      texts.addAll(spelled.of(file, node));
    }
    for (PythonNode child : node.children()) {
      if (isOfProject(child, texts, depth)) {
        return true;
      }
    }
    return false;
  }

  private void attempt(PythonNode statement) {
    PythonNode body = statement.field("body");
    for (PythonNode clause : statement.children()) {
      if (!clause.type().equals("except_clause")) {
        continue;
      }
      String caught = file.source().text(clause).lines().findFirst().orElse("");
      String handling = file.source().text(clause);
      if (IMPORT_ERROR.matcher(caught).find()) {
        if (!Pattern.compile("(?m)\\b(import|raise)\\b")
            .matcher(handling.substring(caught.length()))
            .find()) {
          imported(statement, body);
        }
      } else if (runsStatements(body)
          && GOING_ON.matcher(file.source().text(scope(statement))).find()
          && !Pattern.compile("(?m)^\\s*raise\\b").matcher(handling).find()) {
        add(statement, Kind.ERROR, List.of(caught(caught)), "");
      }
    }
  }

  private PythonNode scope(PythonNode node) {
    return CodeFile.function(node).orElse(file.source().root());
  }

  private static String caught(String line) {
    String name = line.replaceFirst("^except\\*?\\s*", "").replaceFirst("(\\s+as\\b.*)?:.*$", "");
    return name.isBlank() ? "any exception" : name.strip();
  }

  private boolean runsStatements(PythonNode body) {
    String text = file.source().text(body);
    return Pattern.compile("\\bop\\.\\w+\\(|\\.execute\\(").matcher(text).find();
  }

  private void imported(PythonNode statement, PythonNode body) {
    for (PythonNode part : body.children()) {
      if (part.type().startsWith("import_")) {
        String name =
            file.source()
                .text(part)
                .replaceFirst("(?s)^(?:from|import)\\s+([\\w.]+).*", "$1")
                .toLowerCase(Locale.ROOT);
        add(statement, Kind.PACKAGE, List.of(name), "");
      }
    }
  }
}
