package plan;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import console.Console;
import console.Failure;
import java.util.HashSet;
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
   * What is asked of a cut besides the revisions.
   *
   * @param again whether a single base revision may be squashed: its baseline is made anew
   * @param singleHeadTags tags with a single head near the one that was asked for, to be offered
   *     where that one has several
   */
  public record Request(boolean again, List<String> singleHeadTags) {

    /** No wishes. */
    public static final Request PLAIN = new Request(false, List.of());
  }

  /** As {@link #of(RevisionGraph, Set, Request)} with no wishes. */
  public static Cut of(RevisionGraph graph, Set<String> idsInRef) {
    return of(graph, idsInRef, Request.PLAIN);
  }

  /**
   * The cut that squashes these revisions.
   *
   * @throws Failure where there is none, one comes after a revision that is not among them, they
   *     have several heads, or they are a single base already
   */
  public static Cut of(RevisionGraph graph, Set<String> idsInRef, Request request) {
    if (idsInRef.isEmpty()) {
      throw new Failure(
          "there is no revision to squash",
          "Run `plan` without a name to see the tags that hold some.");
    }
    checkClosed(graph, idsInRef);
    List<RevisionScript> heads = graph.headsOf(idsInRef);
    if (heads.size() > 1) {
      throw SeveralHeads.failure(graph, heads, request.singleHeadTags());
    }
    if (idsInRef.size() == 1 && !request.again()) {
      throw new Failure(
          "there is nothing to squash: "
              + heads.get(0).title()
              + " is the only revision up to there",
          "Pass --again to make that baseline anew.");
    }
    return at(graph, heads.get(0).revision());
  }

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
    Set<String> squashed = new HashSet<>(graph.ancestors(revisionId));
    squashed.add(revisionId);
    var parts =
        graph.newestFirst().stream()
            .collect(Collectors.partitioningBy(script -> squashed.contains(script.revision())));
    return new Cut(revision, parts.get(true), parts.get(false));
  }

  /** The ids of the squashed revisions. */
  public Set<String> squashedIds() {
    return squashed.stream().map(RevisionScript::revision).collect(Collectors.toSet());
  }

  private static void checkClosed(RevisionGraph graph, Set<String> ids) {
    Set<String> missing = graph.missingAncestors(ids);
    if (!missing.isEmpty()) {
      String listed =
          graph.newestFirst().stream()
              .filter(script -> missing.contains(script.revision()))
              .map(script -> script.title() + " in " + script.path())
              .collect(Collectors.joining("\n"));
      throw new Failure(
          "revisions to squash come after "
              + Console.counted(missing.size(), "revision")
              + " that are not among them",
          "Put in between later, or squashed there already:\n"
              + listed
              + "\nPick a later tag, or name a revision: `plan <id>`.");
    }
  }
}
