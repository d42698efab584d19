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

  CleanCuts(RevisionGraph graph) {
    this.revisions = graph.newestFirst();
    revisions.forEach(script -> places.put(script.revision(), places.size()));
    lineages = new ArrayList<>(Collections.nCopies(revisions.size(), new BitSet()));
    for (int place = revisions.size() - 1; place >= 0; place--) {
      BitSet lineage = new BitSet(revisions.size());
      lineage.set(place);
      graph.parents(revisions.get(place).revision()).forEach(parent -> lineage.or(lineage(parent)));
      lineages.set(place, lineage);
    }
  }

  /** Whether the cut at this revision is clean. */
  boolean isClean(String cut) {
    BitSet squashed = lineage(cut);
    int place = places.get(cut);
    return lineages.stream().noneMatch(lineage -> isFork(lineage, place, squashed));
  }

  /**
   * The kept revisions that come after a part of what a cut squashes, and after no other such
   * revision: where databases may part from it. Newest first; none if the cut is clean.
   */
  List<RevisionScript> forks(String cut) {
    BitSet squashed = lineage(cut);
    int place = places.get(cut);
    BitSet forks = new BitSet();
    for (int i = 0; i < lineages.size(); i++) {
      forks.set(i, isFork(lineages.get(i), place, squashed));
    }
    return forks.stream()
        .filter(fork -> shared(lineages.get(fork), forks).cardinality() == 1)
        .mapToObj(revisions::get)
        .toList();
  }

  /** The clean cut that squashes most of what this one does; empty if there is none. */
  Optional<RevisionScript> nearestBelow(String cut) {
    return lineage(cut).stream()
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
    return lineage(cut.revision()).cardinality();
  }

  private BitSet lineage(String id) {
    return lineages.get(places.get(id));
  }

  private static boolean isFork(BitSet lineage, int cut, BitSet squashed) {
    return !lineage.get(cut) && lineage.intersects(squashed) && !isWithin(lineage, squashed);
  }

  private static boolean isWithin(BitSet lineage, BitSet squashed) {
    return shared(lineage, squashed).equals(lineage);
  }

  private static BitSet shared(BitSet one, BitSet other) {
    BitSet shared = (BitSet) one.clone();
    shared.and(other);
    return shared;
  }
}
