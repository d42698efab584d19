package phases;

import alembic.AlembicConfig;
import alembic.RevisionScript;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import plan.Cut;

/**
 * Files in the version locations that only squashed revisions read: SQL that they execute, the SQL
 * of an earlier baseline among it.
 */
final class OrphanFiles {
  private OrphanFiles() {}

  /**
   * Their paths: files that are no revisions, that a squashed revision names, and that nothing else
   * in the version locations names.
   */
  static List<String> of(SourceTree tree, AlembicConfig config, Cut cut) {
    Set<String> squashed =
        cut.squashed().stream().map(RevisionScript::path).collect(Collectors.toSet());
    Set<SourceTree.Entry> files =
        new TreeSet<>(java.util.Comparator.comparing(SourceTree.Entry::path));
    config.versionLocations().forEach(location -> files.addAll(tree.list(location, true)));
    List<String> read = texts(tree, files, squashed, true);
    List<String> others = texts(tree, files, squashed, false);
    return files.stream()
        .filter(file -> !file.name().endsWith(".py") && !file.name().endsWith(".mako"))
        .filter(file -> read.stream().anyMatch(text -> text.contains(file.name())))
        .filter(file -> others.stream().noneMatch(text -> text.contains(file.name())))
        .map(SourceTree.Entry::path)
        .toList();
  }

  private static List<String> texts(
      SourceTree tree, Set<SourceTree.Entry> files, Set<String> squashed, boolean wanted) {
    return files.stream()
        .filter(file -> file.name().endsWith(".py"))
        .filter(file -> squashed.contains(file.path()) == wanted)
        .flatMap(file -> tree.read(file.path()).stream())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }
}
