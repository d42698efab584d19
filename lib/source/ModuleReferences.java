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
import org.treesitter.TSNode;
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
      if (!assigned.contains(literal.node().getStartByte())) {
        references.add(literal);
      }
    }
    return List.copyOf(references.found);
  }

  private void add(TSNode node) {
    switch (node.getType()) {
      case "import_statement" -> addImports(node);
      case "import_from_statement" -> addFrom(node);
      case "call" -> {
        noteCall(node);
        PythonSource.children(node).forEach(this::add);
      }
      default -> PythonSource.children(node).forEach(this::add);
    }
  }

  private void addImports(TSNode statement) {
    for (TSNode part : PythonSource.children(statement)) {
      if (part.getType().equals("dotted_name")) {
        add(Form.IMPORT, 0, names(part), span(part), Optional.empty());
      } else if (part.getType().equals("aliased_import")) {
        TSNode name = part.getChildByFieldName("name");
        add(Form.ALIASED, 0, names(name), span(name), Optional.empty());
      }
    }
  }

  /** What is imported from a module may be a module itself. */
  private void addFrom(TSNode statement) {
    TSNode module = statement.getChildByFieldName("module_name");
    String text = source.text(module);
    int level = (int) text.chars().takeWhile(c -> c == '.').count();
    List<String> names =
        PythonSource.children(module).stream()
            .filter(part -> part.getType().equals("dotted_name"))
            .findFirst()
            .map(this::names)
            .orElseGet(() -> module.getType().equals("dotted_name") ? names(module) : List.of());
    if (!names.isEmpty()) {
      add(Form.FROM, level, names, span(module), Optional.empty());
    }
    List<TSNode> members =
        PythonSource.children(statement).stream()
            .filter(part -> Set.of("dotted_name", "aliased_import").contains(part.getType()))
            .filter(part -> part.getStartByte() > module.getStartByte())
            .toList();
    for (TSNode member : members) {
      boolean aliased = member.getType().equals("aliased_import");
      TSNode name = aliased ? member.getChildByFieldName("name") : member;
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

  private void noteCall(TSNode call) {
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

  private void note(TSNode call, Form form) {
    Calls.arguments(call).forEach(argument -> arguments.put(argument.getStartByte(), form));
  }

  private static boolean isComputed(TSNode argument) {
    return !argument.getType().equals("string")
        || PythonSource.children(argument).stream()
            .anyMatch(part -> part.getType().equals("interpolation"));
  }

  private void add(StringLiterals.Literal literal) {
    Optional<Form> argument = Optional.ofNullable(arguments.get(literal.node().getStartByte()));
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

  private void addDotted(String text, Optional<Form> argument, TSNode literal) {
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
  private void addText(Form form, int level, List<String> names, TSNode literal) {
    add(form, level, names, span(literal), Optional.empty());
    if (names.size() > 2) {
      add(form, level, names.subList(0, names.size() - 1), span(literal), Optional.empty());
    }
  }

  /** What the script declares of its own place in history names revisions, not modules. */
  private Set<Integer> revisionTexts() {
    Set<Integer> starts = new HashSet<>();
    for (TSNode statement : PythonSource.children(source.root())) {
      for (TSNode part : PythonSource.children(statement)) {
        if (part.getType().equals("assignment")
            && ScriptAssignments.WANTED.contains(source.text(part.getChildByFieldName("left")))) {
          addTexts(part, starts);
        }
      }
    }
    return starts;
  }

  private static void addTexts(TSNode node, Set<Integer> starts) {
    if (node.getType().equals("string")) {
      starts.add(node.getStartByte());
    }
    PythonSource.children(node).forEach(child -> addTexts(child, starts));
  }

  private void add(Form form, int level, List<String> names, Span span, Optional<Span> from) {
    found.add(new ModuleReference(form, level, names, span, from, source.line(span.start())));
  }

  private List<String> names(TSNode dottedName) {
    return List.of(source.text(dottedName).replaceAll("\\s", "").split("\\."));
  }

  private static Span span(TSNode node) {
    return new Span(node.getStartByte(), node.getEndByte());
  }
}
