package squash;

import alembic.Cut;
import alembic.RevisionScript;
import config.AlembicConfig;
import git.Folders;
import git.GeneratedPaths;
import git.SourceTree;
import imports.HelperModules;
import imports.KeptCode;
import imports.KeptReading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import source.PythonModules;
import statements.BaselineFile;

/**
 * Files that squashed revisions name: in the version locations what is no code, SQL that they
 * execute and that of an earlier baseline say; and modules that an earlier squash left for them.
 * They go with them where nothing that stays can read them.
 *
 * @param gone paths of those that go
 * @param staying paths of those that stay, by what keeps them
 */
record OrphanFiles(List<String> gone, Map<String, List<String>> staying) {
  private static final Set<String> CODE = Set.of("py", "mako");

  /** Outside of the version locations: what is only read by people, or packs what there is. */
  private static final Pattern NO_READER =
      Pattern.compile(
          "(.*/)?(docs?/.*|debian/.*|setup\\.(py|cfg)|pyproject\\.toml"
              + "|MANIFEST\\.in|[^/]+\\.(md|rst|txt|adoc|html|spec))");

  /** Looks at a tree that is not squashed yet. */
  static OrphanFiles of(SourceTree tree, AlembicConfig config, Cut cut) {
    Map<String, String> texts = named(tree, config, cut);
    return texts.isEmpty() ? new OrphanFiles(List.of(), Map.of()) : of(tree, config, cut, texts);
  }

  private static OrphanFiles of(
      SourceTree tree, AlembicConfig config, Cut cut, Map<String, String> texts) {
    KeptReading reading = KeptReading.of(new KeptCode(tree, config, cut), config);
    Map<String, String> reasons = new LinkedHashMap<>();
    texts.forEach(
        (path, text) -> {
          // One glob reads the earlier baseline as it will read the one that takes its place.
          if (!BaselineFile.isOne(text) && !isCode(path)) {
            reading.reason(path).ifPresent(why -> reasons.put(path, why));
          }
        });
    Set<String> leaving =
        cut.squashed().stream().map(RevisionScript::path).collect(Collectors.toSet());
    leaving.addAll(texts.keySet());
    for (SourceTree.Entry file : tree.list("", true)) {
      if (!leaving.contains(file.path()) && mayRead(config, file.path())) {
        addNamed(file.path(), read(tree, file.path()), texts.keySet(), reasons);
      }
    }
    List<String> open = new ArrayList<>(reasons.keySet());
    for (int i = 0; i < open.size(); i++) {
      open.addAll(addNamed(open.get(i), texts.get(open.get(i)), texts.keySet(), reasons));
    }
    Map<String, List<String>> staying = new TreeMap<>();
    reasons.forEach((path, why) -> staying.computeIfAbsent(why, is -> new ArrayList<>()).add(path));
    return new OrphanFiles(
        texts.keySet().stream().filter(path -> !reasons.containsKey(path)).toList(), staying);
  }

  /** Files that are no code and that a squashed revision names, with what they hold. */
  private static Map<String, String> named(SourceTree tree, AlembicConfig config, Cut cut) {
    List<String> squashed = cut.squashed().stream().map(script -> text(script.source())).toList();
    Map<String, String> named = new TreeMap<>();
    for (String location : config.versionLocations()) {
      for (SourceTree.Entry file : tree.list(location, true)) {
        if (!CODE.contains(ending(file.path())) && isNamed(file.path(), squashed)) {
          named.put(file.path(), read(tree, file.path()));
        }
      }
    }
    for (SourceTree.Entry file : tree.list("", true)) {
      if (HelperModules.isOne(tree, file.path()) && isNamed(file.path(), squashed)) {
        named.put(file.path(), read(tree, file.path()));
      }
    }
    return named;
  }

  private static boolean isNamed(String path, List<String> texts) {
    return texts.stream().anyMatch(text -> text.contains(name(path)));
  }

  /** A module is imported by its name alone. */
  private static String name(String path) {
    if (isCode(path)) {
      List<String> names = PythonModules.names(path);
      return names.get(names.size() - 1);
    }
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static boolean isCode(String path) {
    return path.endsWith(".py");
  }

  private static String ending(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static String read(SourceTree tree, String path) {
    return tree.read(path).map(OrphanFiles::text).orElse("");
  }

  private static boolean mayRead(AlembicConfig config, String path) {
    return Folders.hold(config.versionLocations(), true, path)
        || !(NO_READER.matcher(path).matches() || GeneratedPaths.isOne(path));
  }

  /** Notes the files that a text names, and returns those that were not known to stay. */
  private static List<String> addNamed(
      String reader, String text, Set<String> files, Map<String, String> reasons) {
    List<String> added = new ArrayList<>();
    for (String file : files) {
      if (!reasons.containsKey(file) && !file.equals(reader) && text.contains(name(file))) {
        reasons.put(file, reader + " names it");
        added.add(file);
      }
    }
    return added;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
