package plan;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which revisions are clean cuts: those after which every kept revision comes either after all of
 * the squashed revisions or after none of them.
 *
 * <p>A version table names heads, and a head implies its ancestors. After a squash, a kept revision
 * that came after a part of the squashed revisions would imply all of them. A database that has
 * only the part would skip the rest in silence, and one that has both heads could not be upgraded
 * any more: Alembic calls them overlapping.
 */
final class CleanCuts {
  private final List<RevisionScript> revisions;
  private final Map<String, Integer> places = new HashMap<>();

  /** Each revision with its ancestors, by places. */
  private final List<BitSet> lineages;

  /** What stays below the squashed revisions. */
  private final BitSet below = new BitSet();

  CleanCuts(RevisionGraph graph) {
    this(graph, Optional.empty());
  }

  /**
   * @param base a revision that stays, with all that it comes after
   */
  CleanCuts(RevisionGraph graph, Optional<String> base) {
    this.revisions = graph.newestFirst();
    revisions.forEach(script -> places.put(script.revision(), places.size()));
    lineages = new ArrayList<>(Collections.nCopies(revisions.size(), new BitSet()));
    for (int place = revisions.size() - 1; place >= 0; place--) {
      BitSet lineage = new BitSet(revisions.size());
      lineage.set(place);
      graph.parents(revisions.get(place).revision()).forEach(parent -> lineage.or(lineage(parent)));
      lineages.set(place, lineage);
    }
    base.ifPresent(id -> below.or(lineage(id)));
  }

  /** Whether the cut at this revision is clean. */
  boolean isClean(String cut) {
    return forksOf(cut).isEmpty();
  }

  /**
   * The kept revisions that come after a part of what a cut squashes, and after no other such
   * revision: where databases may part from it. Newest first; none if the cut is clean.
   */
  List<RevisionScript> forks(String cut) {
    BitSet forks = forksOf(cut);
    return forks.stream()
        .filter(fork -> shared(lineages.get(fork), forks).cardinality() == 1)
        .mapToObj(revisions::get)
        .toList();
  }

  /** The clean cut that squashes most of what this one does; empty if there is none. */
  Optional<RevisionScript> nearestBelow(String cut) {
    return squashed(cut).stream()
        .mapToObj(revisions::get)
        .filter(script -> !script.revision().equals(cut) && size(script) > 1)
        .sorted(Comparator.comparing(this::size).reversed())
        .filter(script -> isClean(script.revision()))
        .findFirst();
  }

  /** The clean cut that squashes all of what this one does and least besides. */
  Optional<RevisionScript> nearestAbove(String cut) {
    int place = places.get(cut);
    return revisions.stream()
        .filter(script -> lineage(script.revision()).get(place) && !script.revision().equals(cut))
        .sorted(Comparator.comparing(this::size))
        .filter(script -> isClean(script.revision()))
        .findFirst();
  }

  /** How many revisions the cut at this one squashes. */
  int size(RevisionScript cut) {
    return squashed(cut.revision()).cardinality();
  }

  private BitSet lineage(String id) {
    return lineages.get(places.get(id));
  }

  private BitSet squashed(String cut) {
    BitSet squashed = (BitSet) lineage(cut).clone();
    squashed.andNot(below);
    return squashed;
  }

  /** The kept revisions that come after some of what a cut squashes, and not after the cut. */
  private BitSet forksOf(String cut) {
    BitSet squashed = squashed(cut);
    int place = places.get(cut);
    BitSet forks = new BitSet();
    for (int i = 0; i < lineages.size(); i++) {
      BitSet lineage = lineages.get(i);
      forks.set(i, !squashed.get(i) && !lineage.get(place) && lineage.intersects(squashed));
    }
    return forks;
  }

  private static BitSet shared(BitSet one, BitSet other) {
    BitSet shared = (BitSet) one.clone();
    shared.and(other);
    return shared;
  }
}
