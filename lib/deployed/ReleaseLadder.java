package deployed;

import alembic.RevisionGraph;
import config.ConfigSection;
import git.GitRepository;
import git.History;
import git.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which releases lead a database up to the revisions of today, one after the other. A release is
 * taken if it knows the revisions that the database is at then; it leads to its own heads.
 */
final class ReleaseLadder {
  private final GitRepository repository;
  private final CommittedGraph graphs;
  private final History history;
  private final Set<String> present;
  private final Map<Tag, Optional<Set<String>>> heads = new ConcurrentHashMap<>();

  /**
   * @param present the ids of today's revisions
   */
  ReleaseLadder(
      GitRepository repository, ConfigSection config, History history, Set<String> present) {
    this.repository = repository;
    this.graphs = new CommittedGraph(repository, config);
    this.history = history;
    this.present = present;
  }

  /**
   * The releases to install, the first one first: the fewest, and of those that would do the
   * oldest.
   *
   * @param at the revisions that the database is at
   * @param missing further revisions that the first of them has to have
   * @return empty if no tags lead there
   */
  Optional<List<Tag>> from(Set<String> at, Set<String> missing) {
    List<Tag> steps = new ArrayList<>();
    Set<String> known = new HashSet<>(at);
    known.addAll(missing);
    while (steps.isEmpty() || !present.containsAll(known)) {
      Optional<Tag> next = next(known, steps);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      steps.add(next.get());
      known = headsOf(next.get()).orElseThrow();
    }
    return Optional.of(steps);
  }

  /** The oldest of those that lead to today's, else the newest. */
  private Optional<Tag> next(Set<String> known, List<Tag> taken) {
    Optional<Tag> newest = Optional.empty();
    Optional<Tag> oldest = Optional.empty();
    for (Tag tag : repository.tags()) {
      boolean leads =
          !taken.contains(tag)
              && history.heldBy(tag).containsAll(known)
              && headsOf(tag).filter(led -> !led.equals(known)).isPresent();
      if (leads) {
        newest = newest.or(() -> Optional.of(tag));
        if (present.containsAll(headsOf(tag).orElseThrow())) {
          oldest = Optional.of(tag);
        }
      }
    }
    return oldest.isPresent() ? oldest : newest;
  }

  /** The heads of a release, as its version table has them; empty if they cannot be read. */
  Optional<Set<String>> headsOf(Tag tag) {
    return heads.computeIfAbsent(tag, this::read);
  }

  private Optional<Set<String>> read(Tag tag) {
    return graphs.at(tag.commit().id()).map(RevisionGraph::headsInVersionTable);
  }

  /** The oldest release whose databases are at exactly these revisions, else that has them. */
  Optional<String> releaseAt(Set<String> revisions) {
    Optional<String> exact = Optional.empty();
    Optional<String> having = Optional.empty();
    for (Tag tag : repository.tags()) {
      if (!revisions.isEmpty() && history.heldBy(tag).containsAll(revisions)) {
        having = Optional.of("first in " + tag.name());
        if (headsOf(tag).filter(revisions::equals).isPresent()) {
          exact = Optional.of(tag.name());
        }
      }
    }
    return exact.isPresent() ? exact : having;
  }
}
