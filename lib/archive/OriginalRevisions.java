package archive;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import alembic.RevisionScripts;
import config.AlembicConfig;
import git.SourceTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import source.ProjectConstants;

/**
 * The revisions that an archive holds, as {@code squashed_history.py} reads them.
 *
 * @param file says where they are
 * @param archived their scripts
 */
public record OriginalRevisions(SquashedHistoryFile file, List<RevisionScript> archived) {
  /** Keeps a copy. */
  public OriginalRevisions {
    archived = List.copyOf(archived);
  }

  /**
   * Those of a tree.
   *
   * @return empty if it has no archive
   */
  public static Optional<OriginalRevisions> read(SourceTree tree, AlembicConfig config) {
    return SquashedHistoryFile.read(tree, config)
        .filter(SquashedHistoryFile::hasArchive)
        .map(file -> new OriginalRevisions(file, scripts(tree, config, file)));
  }

  private static List<RevisionScript> scripts(
      SourceTree tree, AlembicConfig config, SquashedHistoryFile file) {
    ProjectConstants constants = ProjectConstants.of(tree);
    return file.folders(config).stream()
        .flatMap(folder -> tree.list(folder, false).stream())
        .map(SourceTree.Entry::path)
        .filter(RevisionScripts::isRevisionFile)
        .map(path -> RevisionScripts.parse(path, tree.read(path).orElseThrow(), constants))
        .toList();
  }

  /** Their ids. */
  public Set<String> ids() {
    return archived.stream().map(RevisionScript::revision).collect(Collectors.toSet());
  }

  /**
   * All revisions as they were before: these, and those of today that are none of them.
   *
   * @param now the revisions of today
   * @throws console.Failure if they do not fit together
   */
  public RevisionGraph graph(RevisionGraph now) {
    Map<String, RevisionScript> all = new LinkedHashMap<>();
    archived.forEach(script -> all.put(script.revision(), script));
    now.newestFirst().forEach(script -> all.putIfAbsent(script.revision(), script));
    file.rewritten()
        .forEach((id, place) -> all.computeIfPresent(id, (known, script) -> place.of(script)));
    return RevisionGraph.of(all.values());
  }
}
