package conditions;

import alembic.Cut;
import alembic.RevisionScript;
import alembic.RevisionScripts;
import config.AlembicConfig;
import git.Folders;
import git.GeneratedPaths;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import source.Calls;
import source.CodeUnits;
import source.CodeUnits.Kind;
import source.CodeUnits.Unit;
import source.ModuleName;
import source.PythonModules;
import source.PythonNode;

/**
 * The code that squashed revisions run on the way up: what {@code upgrade()} leads to in each
 * script, and in modules of the project what it takes from them. Of classes outside of the script
 * location, settings say, those attributes count that are mentioned. Baselines of earlier squashes
 * are left out.
 */
final class UpgradeCode implements AutoCloseable {
  private static final int FARTHEST = 2;

  /** A file of fewer bytes is parsed whatever it says. */
  private static final int SHORT = 4000;

  private final SourceTree tree;
  private final AlembicConfig config;
  private final PythonModules modules;
  private final Map<String, Optional<CodeFile>> files = new LinkedHashMap<>();
  private final Map<String, String> plain = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private final Set<String> visited = new HashSet<>();
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

  /** What one file takes from another: the names, and all that is mentioned with them. */
  private record Wanted(String path, Collection<String> names, Set<String> mentioned) {}

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
    List<RevisionScript> newestFirst = cut.squashed();
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      code.add(newestFirst.get(i));
    }
    code.parts.forEach(part -> code.addCalls(part.file(), part.node()));
    return code;
  }

  /** All of it. */
  List<Part> parts() {
    return parts;
  }

  /** The texts of revision scripts that ask for nothing, by their paths. */
  Map<String, String> plain() {
    return plain;
  }

  /** The calls of functions of this name in it. */
  List<Call> calls(String function) {
    return calls.getOrDefault(function, List.of());
  }

  /** Whether a file lies where the revisions do, or env.py does. */
  boolean isOwn(String path) {
    return Folders.hold(List.of(config.scriptLocation()), true, path)
        || Folders.hold(config.versionLocations(), true, path);
  }

  private void add(RevisionScript script) {
    String text = new String(script.source(), StandardCharsets.UTF_8);
    if (RevisionScripts.isBaseline(script)) {
      return;
    }
    if (!CodeFile.isTelling(text) && !CodeFile.importsMore(text)) {
      plain.put(script.path(), text);
    } else {
      CodeFile file = CodeFile.open(script.path(), script.source());
      files.put(script.path(), Optional.of(file));
      add(script.revision(), file, CodeUnits.upgrading(file.units()), Set.of(), 0);
    }
  }

  private Optional<CodeFile> file(String path) {
    return files.computeIfAbsent(
        path,
        name ->
            tree.read(name)
                .filter(bytes -> isLeading(name, bytes))
                .map(bytes -> CodeFile.open(name, bytes)));
  }

  /** Whether a module may ask for something, or has others that do. */
  private static boolean isLeading(String path, byte[] bytes) {
    return path.endsWith("/__init__.py")
        || bytes.length < SHORT
        || CodeFile.isTelling(new String(bytes, StandardCharsets.UTF_8));
  }

  private void add(
      String revision, CodeFile file, Set<String> units, Set<String> mentioned, int distance) {
    for (String name : units) {
      Unit unit = file.units().get(name);
      if (!visited.add(file.path() + " " + name)) {
        continue;
      }
      if (unit.kind() != Kind.IMPORT) {
        boolean inPart = unit.kind() == Kind.CLASS && distance > 0 && !isOwn(file.path());
        for (PythonNode node : unit.nodes()) {
          (inPart ? attributes(file, node, mentioned) : List.of(node))
              .forEach(code -> parts.add(new Part(revision, file, code)));
        }
      }
      if (distance < FARTHEST && (unit.kind() != Kind.CLASS || isOwn(file.path()))) {
        boolean isImport = unit.kind() == Kind.IMPORT;
        follow(
            revision,
            file,
            isImport ? Set.of(name) : unit.names(),
            isImport ? mentioned : unit.names(),
            distance);
      }
    }
  }

  private void follow(
      String revision, CodeFile file, Set<String> names, Set<String> all, int distance) {
    for (Wanted wanted : wanted(file, names, all)) {
      file(wanted.path())
          .ifPresent(
              module -> {
                List<String> starts = new ArrayList<>(wanted.names());
                if (isOwn(wanted.path())) {
                  starts.add(CodeUnits.REST);
                }
                starts.removeIf(start -> visited.contains(wanted.path() + " " + start));
                Set<String> units = CodeUnits.mentioned(module.units(), starts);
                int farther = isOwn(wanted.path()) ? 0 : distance + 1;
                add(revision, module, units, wanted.mentioned(), farther);
              });
    }
  }

  private List<Wanted> wanted(CodeFile file, Set<String> names, Set<String> mentioned) {
    List<Wanted> wanted = new ArrayList<>();
    file.names()
        .imports()
        .forEach(
            (name, qualified) -> {
              boolean all = qualified.endsWith(".*");
              if (all || names.contains(name.replaceFirst("\\..*", ""))) {
                ModuleName module =
                    ModuleName.of(all ? qualified.replaceFirst("\\.\\*$", "") : qualified);
                modules
                    .imported(file.path(), module)
                    .forEach(path -> wanted.add(new Wanted(path, mentioned, mentioned)));
                if (!all && !module.names().isEmpty()) {
                  int last = module.names().size() - 1;
                  ModuleName outer =
                      new ModuleName(module.level(), module.names().subList(0, last));
                  modules
                      .imported(file.path(), outer)
                      .forEach(
                          path ->
                              wanted.add(
                                  new Wanted(path, List.of(module.names().get(last)), mentioned)));
                }
              }
            });
    return wanted;
  }

  /** The statements of a class that bind what is mentioned. */
  private static List<PythonNode> attributes(
      CodeFile file, PythonNode definition, Set<String> mentioned) {
    PythonNode body = definition.field("body");
    return body.isAbsent()
        ? List.of()
        : body.children().stream()
            .filter(statement -> statement.type().equals("expression_statement"))
            .filter(statement -> statement.child(0).type().equals("assignment"))
            .filter(
                statement ->
                    mentioned.contains(file.source().text(statement.child(0).field("left"))))
            .toList();
  }

  private void addCalls(CodeFile file, PythonNode node) {
    if (node.type().equals("call")) {
      calls
          .computeIfAbsent(Calls.name(file.source(), node), none -> new ArrayList<>())
          .add(new Call(file, node));
    }
    node.children().forEach(child -> addCalls(file, child));
  }

  @Override
  public void close() {}
}
