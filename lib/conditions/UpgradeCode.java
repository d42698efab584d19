package conditions;

import alembic.Cut;
import alembic.RevisionScript;
import alembic.RevisionScripts;
import config.AlembicConfig;
import git.Folders;
import git.GeneratedPaths;
import git.SourceTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import source.Calls;
import source.CodeUnits;
import source.CodeUnits.Kind;
import source.CodeUnits.Unit;
import source.ModuleName;
import source.PythonModules;
import source.PythonNode;
import source.PythonSource;

/**
 * The code that squashed revisions run on the way up: what {@code upgrade()} leads to in each
 * script, and in modules of the project what it takes from them. Of classes outside of the script
 * location, settings say, those attributes count that are mentioned. Baselines of earlier squashes
 * are left out.
 */
final class UpgradeCode {
  /** How many modules outside of the script location are followed one after the other. */
  private static final int FARTHEST = 2;

  private final SourceTree tree;
  private final AlembicConfig config;
  private final PythonModules modules;
  private final Map<String, Optional<CodeFile>> files = new HashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private final Set<PythonNode> visited = new HashSet<>();
  private final Set<List<Object>> followed = new HashSet<>();
  private final Map<String, List<Call>> calls = new HashMap<>();

  /**
   * Code that is run.
   *
   * @param revision the oldest squashed revision that runs it
   * @param file the file that it stands in
   * @param node the code
   */
  record Part(String revision, CodeFile file, PythonNode node) {}

  /** A call in some file. */
  record Call(CodeFile file, PythonNode node) {}

  private UpgradeCode(SourceTree tree, AlembicConfig config) {
    this.tree = tree;
    this.config = config;
    this.modules =
        new PythonModules(
            tree.list("", true).stream()
                .filter(file -> !GeneratedPaths.isOne(file.path()) || isOwn(file.path()))
                .toList());
  }

  /** That of the squashed revisions, the oldest first. */
  static UpgradeCode of(SourceTree tree, AlembicConfig config, Cut cut) {
    UpgradeCode code = new UpgradeCode(tree, config);
    List<CodeFile> newestFirst =
        cut.squashed().parallelStream().map(script -> CodeFile.of(script.code())).toList();
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      RevisionScript script = cut.squashed().get(i);
      if (!RevisionScripts.isBaseline(script)) {
        CodeFile file = newestFirst.get(i);
        code.files.put(script.path(), Optional.of(file));
        code.add(script.revision(), file, CodeUnits.upgrading(file.units()), Set.of(), 0);
      }
    }
    code.parts.parallelStream().map(UpgradeCode::calls).toList().stream()
        .flatMap(List::stream)
        .forEach(
            call ->
                code.calls
                    .computeIfAbsent(
                        Calls.name(call.file().source(), call.node()), none -> new ArrayList<>())
                    .add(call));
    return code;
  }

  /** All of it. */
  List<Part> parts() {
    return parts;
  }

  /** The calls of functions of this name in it. */
  Stream<Call> calls(String function) {
    return calls.getOrDefault(function, List.of()).stream();
  }

  /** Whether a file lies where the revisions do, or env.py does. */
  boolean isOwn(String path) {
    return Folders.hold(List.of(config.scriptLocation()), true, path)
        || Folders.hold(config.versionLocations(), true, path);
  }

  /**
   * Adds units of a file, and what they take from others.
   *
   * @param mentioned the names that those who take it have besides
   */
  private void add(
      String revision, CodeFile file, Set<String> units, Set<String> mentioned, int distance) {
    Set<String> names = new HashSet<>(mentioned);
    for (Unit unit : units.stream().map(file.units()::get).toList()) {
      boolean inPart = unit.kind() == Kind.CLASS && !isOwn(file.path());
      if (unit.kind() != Kind.IMPORT) {
        unit.nodes().stream()
            .flatMap(node -> inPart ? attributes(file, node, mentioned) : Stream.of(node))
            .filter(visited::add)
            .forEach(node -> parts.add(new Part(revision, file, node)));
      }
      names.addAll(inPart ? Set.of() : unit.names());
    }
    if (distance < FARTHEST) {
      file.names().imports().entrySet().stream()
          .filter(bound -> isTaken(bound.getKey(), names))
          .forEach(bound -> follow(revision, file, bound.getValue(), names, distance));
    }
  }

  private static boolean isTaken(String bound, Set<String> names) {
    return bound.endsWith("*") || names.contains(bound.replaceFirst("\\..*", ""));
  }

  /** What is imported is a module, or the last part of its name is something in one. */
  private void follow(
      String revision, CodeFile file, String imported, Set<String> names, int distance) {
    ModuleName whole = ModuleName.of(imported.replaceFirst("\\.\\*$", ""));
    follow(revision, file, whole, names, names, distance);
    int last = whole.names().size() - 1;
    if (last >= 0) {
      ModuleName outer = new ModuleName(whole.level(), whole.names().subList(0, last));
      follow(revision, file, outer, List.of(whole.names().get(last)), names, distance);
    }
  }

  private void follow(
      String revision,
      CodeFile from,
      ModuleName module,
      Collection<String> wanted,
      Set<String> mentioned,
      int distance) {
    for (String path : modules.imported(from.path(), module)) {
      if (followed.add(List.of(path, wanted, mentioned, distance))) {
        files
            .computeIfAbsent(
                path, name -> tree.read(name).map(b -> CodeFile.of(PythonSource.of(name, b))))
            .ifPresent(
                file -> {
                  List<String> starts = new ArrayList<>(wanted);
                  starts.addAll(isOwn(path) ? List.of(CodeUnits.REST) : List.of());
                  Set<String> units = CodeUnits.mentioned(file.units(), starts);
                  add(revision, file, units, mentioned, isOwn(path) ? 0 : distance + 1);
                });
      }
    }
  }

  /** The statements of a class that bind what is mentioned. */
  private static Stream<PythonNode> attributes(
      CodeFile file, PythonNode definition, Set<String> mentioned) {
    return definition.field("body").children().stream()
        .filter(statement -> statement.child(0).is("assignment"))
        .filter(statement -> mentioned.contains(file.text(statement.child(0).field("left"))));
  }

  private static List<Call> calls(Part part) {
    List<Call> calls = new ArrayList<>();
    addCalls(part.file(), part.node(), calls);
    return calls;
  }

  private static void addCalls(CodeFile file, PythonNode node, List<Call> calls) {
    if (node.is("call")) {
      calls.add(new Call(file, node));
    }
    node.children().forEach(child -> addCalls(file, child, calls));
  }
}
