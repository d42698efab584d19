package alembic;

import console.Failure;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where history is squashed.
 *
 * @param revision the cut, whose id the baseline keeps
 * @param squashed the cut and all its ancestors, newest first
 * @param kept the other revisions, newest first
 */
public record Cut(
    RevisionScript revision, List<RevisionScript> squashed, List<RevisionScript> kept) {

  /**
   * The cut at a revision.
   *
   * @throws Failure where there is no such revision
   */
  public static Cut at(RevisionGraph graph, String revisionId) {
    RevisionScript revision =
        graph
            .find(revisionId)
            .orElseThrow(
                () -> new Failure("there is no revision " + revisionId, "Run `plan` again."));
    Set<String> squashed = graph.lineage(revisionId);
    var parts =
        graph.newestFirst().stream()
            .collect(Collectors.partitioningBy(script -> squashed.contains(script.revision())));
    return new Cut(revision, parts.get(true), parts.get(false));
  }

  /** The ids of the squashed revisions. */
  public Set<String> squashedIds() {
    return squashed.stream().map(RevisionScript::revision).collect(Collectors.toSet());
  }
}
