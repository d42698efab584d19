package plan;

import alembic.Cut;
import alembic.RevisionGraph;
import alembic.RevisionScript;
import console.Console;
import console.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What to name for a plan: the newest release or revision that can be squashed up to. */
final class SuggestedRefs {
  /** Two releases back is what most projects still upgrade from. */
  private static final int USUALLY_KEPT = 2;

  private final RevisionGraph graph;
  private final Releases releases;
  private final CleanCuts cuts;

  /** The releases that can be squashed up to, the newest first. */
  private final List<Releases.Release> possible;

  SuggestedRefs(RevisionGraph graph, Releases releases) {
    this.graph = graph;
    this.releases = releases;
    this.cuts = new CleanCuts(graph);
    this.possible = releases.all().stream().filter(this::isPossible).toList();
  }

  /** Says what to name, the first of them as the command to type next. */
  void say(Console console) {
    Optional<Releases.Release> release = possible.stream().findFirst();
    Optional<String> revision = newestCut().map(RevisionScript::revision);
    if (release.isEmpty()) {
      console.say(
          (releases.all().isEmpty()
                  ? "No tag has a revision that is there now."
                  : "None of these tags can be squashed up to.")
              + " Name a commit, a branch or a revision instead.");
    }
    if (release.isEmpty() && revision.isEmpty()) {
      console.say(
          graph.ids().size() == 1
              ? "There is one revision, so there is nothing to squash (`plan --again` makes a"
                  + " baseline anew)."
              : "No cut is clean; merge the heads first, `alembic merge`.");
      return;
    }
    console.say("");
    release.ifPresent(found -> console.say("The newest release with a clean cut: " + told(found)));
    if (releases.all().size() > USUALLY_KEPT) {
      picked(USUALLY_KEPT)
          .ifPresent(
              found ->
                  console.say(
                      "The newest that leaves two releases unsquashed: "
                          + told(found)
                          + "; --keep-releases 2"));
    }
    revision.ifPresent(
        id -> console.say("The newest revision with a clean cut: " + told(id, lineage(id))));
    console.next(
        "alembic_squash plan "
            + release.map(found -> found.tag().name()).or(() -> revision).orElseThrow());
  }

  private String told(Releases.Release release) {
    return told(release.tag().name(), release.revisions().size());
  }

  private String told(String name, int squashed) {
    int kept = graph.ids().size() - squashed;
    return name + " (squashes " + squashed + ", keeps " + kept + ")";
  }

  private int lineage(String id) {
    return graph.lineage(id).size();
  }

  /** The newest revision that can be. */
  private Optional<RevisionScript> newestCut() {
    return graph.newestFirst().stream().filter(script -> isPossible(script.revision())).findFirst();
  }

  /**
   * The release to squash up to so that some are left unsquashed: each of these has a revision that
   * stays. Of those that leave enough it is the one that squashes most, and the newest of equal
   * ones.
   *
   * @param kept how many are left at least
   * @throws Failure if there is none
   */
  Releases.Release leaving(int kept) {
    return picked(kept)
        .orElseThrow(
            () ->
                new Failure(
                    "no release with a clean cut leaves "
                        + Console.counted(kept, "release")
                        + " unsquashed",
                    "There "
                        + (releases.all().size() == 1 ? "is " : "are ")
                        + Console.counted(releases.all().size(), "tag")
                        + " with revisions that are there now: `plan` lists them. Keep fewer, or"
                        + " name a revision: `plan <id>`."));
  }

  private Optional<Releases.Release> picked(int kept) {
    Releases.Release best = null;
    for (Releases.Release release : possible) {
      boolean isMore = best == null || release.revisions().size() > best.revisions().size();
      if (isMore && unsquashed(release.revisions()) >= kept) {
        best = release;
      }
    }
    return Optional.ofNullable(best);
  }

  private long unsquashed(Set<String> squashed) {
    return releases.all().stream()
        .filter(other -> !squashed.containsAll(other.revisions()))
        .count();
  }

  private boolean isPossible(Releases.Release release) {
    return release.heads().size() == 1
        && graph.missingAncestors(release.revisions()).isEmpty()
        && isPossible(release.heads().get(0));
  }

  /** Whether it squashes more than one, and what stays means the same as before. */
  private boolean isPossible(String cut) {
    if (lineage(cut) < 2 || !cuts.isClean(cut)) {
      return false;
    }
    try {
      SquashedHistory.of(graph, Cut.at(graph, cut));
      return true;
    } catch (Failure refused) {
      return false;
    }
  }
}
