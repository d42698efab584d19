package deployed;

import archive.OriginalRevisions;
import archive.SquashedHistoryFile;
import config.AlembicConfig;
import git.SourceTree;
import java.util.Optional;
import java.util.Set;

/**
 * What a tree has for databases that are at a squashed revision.
 *
 * @param archived the originals that it keeps beside the version locations, by their ids
 * @param guarded those of which env.py has somebody told what to do, before Alembic stops
 */
record OlderDatabases(Set<String> archived, Set<String> guarded) {

  /**
   * Looks for it in a tree.
   *
   * @throws console.Failure if what a squash wrote was edited so that it cannot be read
   */
  static OlderDatabases in(SourceTree tree, AlembicConfig config) {
    Optional<SquashedHistoryFile> file = SquashedHistoryFile.read(tree, config);
    return new OlderDatabases(
        OriginalRevisions.read(tree, config).map(OriginalRevisions::ids).orElse(Set.of()),
        file.map(SquashedHistoryFile::ids).orElse(Set.of()));
  }

  /** Whether `upgrade` takes a database that is there through the originals. */
  boolean lead(Set<String> squashed) {
    return archived.containsAll(squashed);
  }

  /** Whether `upgrade` stops such a database with what to do. */
  boolean guard(Set<String> squashed) {
    return guarded.containsAll(squashed);
  }
}
