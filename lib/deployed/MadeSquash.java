package deployed;

import alembic.RevisionGraph;
import config.ConfigSection;
import git.Commit;
import git.GitRepository;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import project.SquashedRevisions;

/**
 * A squash that a repository has.
 *
 * @param commit the commit that still has the originals
 * @param before the revisions at that commit
 * @param squash what was squashed then
 */
record MadeSquash(String commit, RevisionGraph before, SquashedRevisions squash) {

  /**
   * Finds all squashes, the newest first: between the last commit and the work tree, then by the
   * commits that took revisions away.
   *
   * @param present the revisions of the work tree
   * @param removals the commits that took revisions away, the newest first
   */
  static List<MadeSquash> all(
      GitRepository repository,
      ConfigSection config,
      RevisionGraph present,
      Collection<String> removals) {
    String head = repository.headCommit();
    return Stream.concat(
            new CommittedGraph(repository, config)
                .at(head).flatMap(before -> between(head, before, present)).stream(),
            removals.stream().flatMap(removal -> by(repository, config, removal).stream()))
        .toList();
  }

  private static Optional<MadeSquash> by(
      GitRepository repository, ConfigSection config, String removal) {
    Optional<String> parent = repository.find(removal + "^").map(Commit::id);
    Optional<RevisionGraph> after = new CommittedGraph(repository, config).at(removal);
    return parent.flatMap(
        commit ->
            new CommittedGraph(repository, config)
                .at(commit)
                .flatMap(before -> after.flatMap(now -> between(commit, before, now))));
  }

  private static Optional<MadeSquash> between(
      String commit, RevisionGraph before, RevisionGraph after) {
    return SquashedRevisions.between(before, after)
        .map(squash -> new MadeSquash(commit, before, squash));
  }

  /**
   * The squashed revisions that databases with these heads lack and would be taken to have: some,
   * where they have others; none where they have all, or none.
   */
  Set<String> skippedAt(Set<String> heads) {
    Set<String> squashed = Set.copyOf(squash.revs());
    Set<String> applied = new HashSet<>();
    heads.stream()
        .filter(head -> before.find(head).isPresent())
        .forEach(head -> applied.addAll(before.lineage(head)));
    applied.retainAll(squashed);
    if (applied.isEmpty()) {
      return Set.of();
    }
    Set<String> skipped = new HashSet<>(squashed);
    skipped.removeAll(applied);
    return skipped;
  }
}
