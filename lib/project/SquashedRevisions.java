package project;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import plan.Squashplan;

/**
 * What was squashed between two states of a repository.
 *
 * @param name the release up to which, or the cut where nobody named one
 * @param cut the revision whose id the baseline keeps
 * @param revs the squashed revisions, newest first, the cut among them
 */
public record SquashedRevisions(String name, String cut, List<String> revs) {
  /** What a plan says. */
  public static SquashedRevisions of(Squashplan plan) {
    return new SquashedRevisions(plan.name(), plan.cut(), plan.revs());
  }

  /**
   * What the revisions say: the one base of today that came after others before, all of which are
   * gone.
   *
   * @return nothing where no revision, or more than one, is such a base
   */
  public static Optional<SquashedRevisions> between(RevisionGraph before, RevisionGraph after) {
    List<String> cuts =
        after.bases().stream()
            .map(RevisionScript::revision)
            .filter(id -> isCut(id, before, after))
            .toList();
    return cuts.size() == 1 ? Optional.of(at(cuts.get(0), before)) : Optional.empty();
  }

  private static boolean isCut(String id, RevisionGraph before, RevisionGraph after) {
    if (before.find(id).isEmpty()) {
      return false;
    }
    Set<String> ancestors = before.ancestors(id);
    return !ancestors.isEmpty() && ancestors.stream().noneMatch(after.ids()::contains);
  }

  private static SquashedRevisions at(String cut, RevisionGraph before) {
    Set<String> squashed = before.lineage(cut);
    return new SquashedRevisions(
        cut,
        cut,
        before.newestFirst().stream()
            .map(RevisionScript::revision)
            .filter(squashed::contains)
            .toList());
  }

  /** The squashed revisions that the repository no longer has: all but the cut. */
  public Set<String> gone() {
    Set<String> gone = new HashSet<>(revs);
    gone.remove(cut);
    return gone;
  }
}
