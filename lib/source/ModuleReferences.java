package source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import source.ModuleReference.Form;
import source.ModuleReference.Span;

/** Finds where a Python file names modules, without running it. */
public final class ModuleReferences {
  /** Functions that import, run or find a module by its name. */
  private static final Set<String> IMPORTING =
      Set.of(
          "import_module",
          "__import__",
          "run_module",
          "find_spec",
          "find_module",
          "find_loader",
          "get_loader",
          "load_module",
          "resolve_name");

  /** Alembic's own, which find a revision by its id. */
  private static final Set<String> FINDING = Set.of("get_revision", "get_revisions");

  /** Those of pathlib that leave the folder as it is. */
  private static final Set<String> NAMING = Set.of("with_name");

  private static final Pattern DOTTED =
      Pattern.compile("(?<level>\\.*)(?<names>[^\\s./:\\\\]+(\\.[^\\s./:\\\\]+)*)(:\\w*)?");
  private static final Pattern FILE = Pattern.compile("(.*[/\\\\])?[^/\\\\]+\\.py");

  private final PythonSource source;
  private final List<ModuleReference> found = new ArrayList<>();
  private final Map<Integer, Form> arguments = new HashMap<>();
  private boolean computes;

  private ModuleReferences(PythonSource source) {
    this.source = source;
  }

  /** All of a file; texts among them that may name anything. */
  public static List<ModuleReference> of(PythonSource source) {
    ModuleReferences references = new ModuleReferences(source);
    references.add(source.root());
    Set<Integer> assigned = references.revisionTexts();
    for (StringLiterals.Literal literal : StringLiterals.of(source)) {
      if (!assigned.contains(literal.node().start())) {
        references.add(literal);
      }
    }
    return List.copyOf(references.found);
  }

  private void add(PythonNode node) {
    switch (node.type()) {
      case "import_statement" -> addImports(node);
      case "import_from_statement" -> addFrom(node);
      case "call" -> {
        noteCall(node);
        node.children().forEach(this::add);
      }
      default -> node.children().forEach(this::add);
    }
  }

  private void addImports(PythonNode statement) {
    for (PythonNode part : statement.children()) {
      if (part.type().equals("dotted_name")) {
        add(Form.IMPORT, 0, names(part), span(part), Optional.empty());
      } else if (part.type().equals("aliased_import")) {
        PythonNode name = part.field("name");
        add(Form.ALIASED, 0, names(name), span(name), Optional.empty());
      }
    }
  }

  /** What is imported from a module may be a module itself. */
  private void addFrom(PythonNode statement) {
    PythonNode module = statement.field("module_name");
    String text = source.text(module);
    int level = (int) text.chars().takeWhile(c -> c == '.').count();
    List<String> names =
        module.children().stream()
            .filter(part -> part.type().equals("dotted_name"))
            .findFirst()
            .map(this::names)
            .orElseGet(() -> module.type().equals("dotted_name") ? names(module) : List.of());
    if (!names.isEmpty()) {
      add(Form.FROM, level, names, span(module), Optional.empty());
    }
    List<PythonNode> members =
        statement.children().stream()
            .filter(part -> Set.of("dotted_name", "aliased_import").contains(part.type()))
            .filter(part -> part.start() > module.start())
            .toList();
    for (PythonNode member : members) {
      boolean aliased = member.type().equals("aliased_import");
      PythonNode name = aliased ? member.field("name") : member;
      List<String> all = new ArrayList<>(names);
      all.add(source.text(name));
      add(
          members.size() == 1 ? Form.MEMBER : Form.ONE_MEMBER,
          level,
          all,
          span(member),
          Optional.of(span(module)));
    }
  }

  private void noteCall(PythonNode call) {
    String name = Calls.name(source, call);
    if (IMPORTING.contains(name)) {
      note(call, Form.ARGUMENT);
      computes |= Calls.arguments(call).stream().anyMatch(ModuleReferences::isComputed);
    } else if (FINDING.contains(name)) {
      note(call, Form.REVISION);
    } else if (NAMING.contains(name)) {
      note(call, Form.FILE_NAME);
    }
  }

  private void note(PythonNode call, Form form) {
    Calls.arguments(call).forEach(argument -> arguments.put(argument.start(), form));
  }

  private static boolean isComputed(PythonNode argument) {
    return !argument.type().equals("string")
        || argument.children().stream().anyMatch(part -> part.type().equals("interpolation"));
  }

  private void add(StringLiterals.Literal literal) {
    Optional<Form> argument = Optional.ofNullable(arguments.get(literal.node().start()));
    for (String part : literal.parts()) {
      if (FILE.matcher(part).matches()) {
        String path = part.replace('\\', '/').replaceFirst("\\.py$", "");
        List<String> names =
            Stream.of(path.split("/")).filter(name -> !Set.of("", ".").contains(name)).toList();
        Form form = argument.filter(Form.FILE_NAME::equals).orElse(Form.PATH);
        add(form, 0, names, span(literal.node()), Optional.empty());
      } else if (argument.filter(Form.REVISION::equals).isPresent()) {
        add(Form.REVISION, 0, List.of(part), span(literal.node()), Optional.empty());
      } else {
        addDotted(part, argument, literal.node());
      }
    }
  }

  private void addDotted(String text, Optional<Form> argument, PythonNode literal) {
    Matcher dotted = DOTTED.matcher(text);
    if (dotted.matches()) {
      List<String> names = List.of(dotted.group("names").split("\\."));
      Form otherwise = names.size() > 1 ? Form.DOTTED : Form.COMPUTED;
      Form form = argument.orElse(otherwise);
      if (form != Form.COMPUTED || computes) {
        addText(form, dotted.group("level").length(), names, literal);
      }
    }
  }

  /** It may name something in a module, too. */
  private void addText(Form form, int level, List<String> names, PythonNode literal) {
    add(form, level, names, span(literal), Optional.empty());
    if (names.size() > 2) {
      add(form, level, names.subList(0, names.size() - 1), span(literal), Optional.empty());
    }
  }

  /** What the script declares of its own place in history names revisions, not modules. */
  private Set<Integer> revisionTexts() {
    Set<Integer> starts = new HashSet<>();
    for (PythonNode statement : source.root().children()) {
      for (PythonNode part : statement.children()) {
        if (part.type().equals("assignment")
            && ScriptAssignments.WANTED.contains(source.text(part.field("left")))) {
          addTexts(part, starts);
        }
      }
    }
    return starts;
  }

  private static void addTexts(PythonNode node, Set<Integer> starts) {
    if (node.type().equals("string")) {
      starts.add(node.start());
    }
    node.children().forEach(child -> addTexts(child, starts));
  }

  private void add(Form form, int level, List<String> names, Span span, Optional<Span> from) {
    found.add(new ModuleReference(form, level, names, span, from, source.line(span.start())));
  }

  private List<String> names(PythonNode dottedName) {
    return List.of(source.text(dottedName).replaceAll("\\s", "").split("\\."));
  }

  private static Span span(PythonNode node) {
    return new Span(node.start(), node.end());
  }
}
