package plan;

import alembic.RevisionGraph;
import console.Console;
import console.Table;
import git.Commit;
import git.Tag;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/** The repository's tags, and what squashing up to each would do. */
final class TagList {
  private static final String CLEAN = "clean";
  private static final int OFFERED = 3;

  /** About a screen of a terminal. */
  private static final int NEWEST = 40;

  private final RevisionGraph graph;
  private final Releases releases;
  private final CleanCuts cuts;

  TagList(RevisionGraph graph, Releases releases) {
    this.graph = graph;
    this.releases = releases;
    this.cuts = new CleanCuts(graph);
  }

  /**
   * Prints the tags that hold a present revision as data, the newest first.
   *
   * @param all whether all of them; else the newest, and how many more there are
   */
  void print(Console console, boolean all) {
    Table table = new Table("tag", "date", "squashes", "keeps", "cut", "note");
    List<Releases.Release> listed =
        releases.all().subList(0, all ? releases.all().size() : newest(releases));
    for (Releases.Release release : listed) {
      int held = release.revisions().size();
      table.row(
          release.tag().name(),
          release.tag().commit().time().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
          Integer.toString(held),
          Integer.toString(graph.ids().size() - held),
          cut(release),
          note(release));
    }
    if (!listed.isEmpty()) {
      console.text(table);
    }
    int older = releases.all().size() - listed.size();
    if (older > 0) {
      console.say(Console.counted(older, "older tag") + " not shown: `plan --all` lists all");
    }
    if (releases.without() > 0) {
      console.say(
          Console.counted(releases.without(), "tag")
              + " without a revision that still exists left out");
    }
  }

  private static int newest(Releases releases) {
    return Math.min(NEWEST, releases.all().size());
  }

  /** Names of tags with a clean cut of their own, those nearest in time to a commit first. */
  List<String> withCutNear(Commit commit) {
    return releases.all().stream()
        .filter(release -> cut(release).equals(CLEAN) && note(release).isEmpty())
        .map(Releases.Release::tag)
        .sorted(
            Comparator.comparing(
                (Tag tag) -> Duration.between(tag.commit().time(), commit.time()).abs()))
        .limit(OFFERED)
        .map(Tag::name)
        .toList();
  }

  /** Whether the cut is clean; no word of tags that have none. */
  private String cut(Releases.Release release) {
    if (release.heads().size() > 1 || isOpen(release)) {
      return "-";
    }
    return cuts.isClean(release.heads().get(0)) ? CLEAN : "not clean";
  }

  private String note(Releases.Release release) {
    if (isOpen(release)) {
      return "ancestors are missing there";
    }
    if (release.heads().size() > 1) {
      return Console.counted(release.heads().size(), "head");
    }
    return release.revisions().size() == 1 ? "nothing to squash" : "";
  }

  private boolean isOpen(Releases.Release release) {
    return !graph.missingAncestors(release.revisions()).isEmpty();
  }
}
