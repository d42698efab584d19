package alembic;

import console.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where history is squashed.
 *
 * @param revision the cut, whose id the baseline keeps
 * @param squashed the cut and all its ancestors, but for those up to the base, newest first
 * @param kept the other revisions, newest first
 * @param base the kept revision that the baseline comes after; empty if it comes after none
 */
public record Cut(
    RevisionScript revision,
    List<RevisionScript> squashed,
    List<RevisionScript> kept,
    Optional<String> base) {

  /** The cut at a revision that squashes all that it comes after. */
  public static Cut at(RevisionGraph graph, String revisionId) {
    return at(graph, revisionId, Optional.empty());
  }

  /**
   * The cut at a revision.
   *
   * @param base the revision that stays, with all that it comes after
   * @throws Failure if there is no such revision
   */
  public static Cut at(RevisionGraph graph, String revisionId, Optional<String> base) {
    RevisionScript revision =
        graph
            .find(revisionId)
            .orElseThrow(
                () -> new Failure("there is no revision " + revisionId, "Run `plan` again."));
    Set<String> squashed = squashed(graph, revisionId, base);
    var parts =
        graph.newestFirst().stream()
            .collect(Collectors.partitioningBy(script -> squashed.contains(script.revision())));
    return new Cut(revision, parts.get(true), parts.get(false), base);
  }

  /** The ids of what a cut squashes: what it comes after, and the base does not. */
  public static Set<String> squashed(
      RevisionGraph graph, String revisionId, Optional<String> base) {
    Set<String> squashed = graph.lineage(revisionId);
    base.ifPresent(id -> squashed.removeAll(graph.lineage(id)));
    return squashed;
  }

  /** The ids of the squashed revisions. */
  public Set<String> squashedIds() {
    return squashed.stream().map(RevisionScript::revision).collect(Collectors.toSet());
  }
}
