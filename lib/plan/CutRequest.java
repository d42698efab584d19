package plan;

import alembic.Cut;
import alembic.RevisionGraph;
import alembic.RevisionScript;
import console.Console;
import console.Failure;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A cut that somebody asks for by the revisions to squash.
 *
 * @param again whether a single base revision may be squashed: its baseline is made anew
 * @param singleHeadTags tags with a single head near the one that was asked for, to be offered
 *     where that one has several
 */
public record CutRequest(boolean again, Supplier<List<String>> singleHeadTags) {

  /** No wishes. */
  public static final CutRequest PLAIN = new CutRequest(false, List::of);

  /**
   * The cut that squashes these revisions.
   *
   * @throws Failure if there is none, one comes after a revision that is not among them, they have
   *     several heads, or they are a single base already
   */
  public Cut cut(RevisionGraph graph, Set<String> revisions) {
    if (revisions.isEmpty()) {
      throw new Failure(
          "there is no revision to squash",
          "Run `plan` without a name to see the tags that hold some.");
    }
    checkClosed(graph, revisions);
    List<RevisionScript> heads = graph.headsOf(revisions);
    if (heads.size() > 1) {
      throw SeveralHeads.failure(graph, heads, singleHeadTags.get());
    }
    if (revisions.size() == 1 && !again) {
      throw new Failure(
          "there is nothing to squash: "
              + heads.get(0).title()
              + " is the only revision up to there",
          "Pass --again to make that baseline anew.");
    }
    return Cut.at(graph, heads.get(0).revision());
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
