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
 * @param base the kept revision that the baseline comes after; empty if it comes after none
 */
public record SquashedRevisions(String name, String cut, List<String> revs, Optional<String> base) {
  /** What a plan says. */
  public static SquashedRevisions of(Squashplan plan) {
    return new SquashedRevisions(plan.name(), plan.cut(), plan.revs(), plan.from());
  }

  /**
   * What the revisions say: the one revision of today that came after others before which are gone,
   * and still comes after the rest of those.
   *
   * @return nothing where no revision, or more than one, is such a cut
   */
  public static Optional<SquashedRevisions> between(RevisionGraph before, RevisionGraph after) {
    Set<String> gone = new HashSet<>(before.ids());
    gone.removeAll(after.ids());
    List<String> cuts =
        gone.isEmpty()
            ? List.of()
            : after.newestFirst().stream()
                .map(RevisionScript::revision)
                .filter(id -> isCut(id, gone, before, after))
                .toList();
    return cuts.size() == 1 ? Optional.of(at(cuts.get(0), gone, before, after)) : Optional.empty();
  }

  /** A kept revision on top of a cut comes after what is gone as well, and after the cut. */
  private static boolean isCut(
      String id, Set<String> gone, RevisionGraph before, RevisionGraph after) {
    if (before.find(id).isEmpty() || !isAfterOneOf(gone, id, before)) {
      return false;
    }
    return after.downRevisionsOf(id).size() <= 1
        && after.ancestors(id).stream()
            .allMatch(
                below -> before.find(below).isPresent() && !isAfterOneOf(gone, below, before));
  }

  private static boolean isAfterOneOf(Set<String> gone, String id, RevisionGraph before) {
    return before.ancestors(id).stream().anyMatch(gone::contains);
  }

  private static SquashedRevisions at(
      String cut, Set<String> gone, RevisionGraph before, RevisionGraph after) {
    Set<String> squashed = before.lineage(cut);
    squashed.removeIf(id -> !gone.contains(id) && !id.equals(cut));
    return new SquashedRevisions(
        cut,
        cut,
        before.newestFirst().stream()
            .map(RevisionScript::revision)
            .filter(squashed::contains)
            .toList(),
        after.downRevisionsOf(cut).stream().findFirst());
  }

  /** The squashed revisions that the repository no longer has: all but the cut. */
  public Set<String> gone() {
    Set<String> gone = new HashSet<>(revs);
    gone.remove(cut);
    return gone;
  }
}
