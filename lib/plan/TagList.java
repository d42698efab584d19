package plan;

import alembic.RevisionGraph;
import console.Console;
import console.Style;
import console.Table;
import git.Commit;
import git.GitRepository;
import git.History;
import git.Tag;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The repository's tags, and what squashing up to each would do. */
final class TagList {
  private static final int OFFERED = 3;

  /** About a screen of a terminal. */
  private static final int NEWEST = 40;

  private final GitRepository repository;
  private final RevisionGraph graph;
  private final History history;

  TagList(GitRepository repository, RevisionGraph graph, History history) {
    this.repository = repository;
    this.graph = graph;
    this.history = history;
  }

  /**
   * Prints the tags that hold a present revision as data, the newest first.
   *
   * @param all whether all of them; else the newest, and how many more there are
   */
  void print(Console console, boolean all) {
    Table table = new Table("tag", "date", "squashes", "keeps", "note");
    int listed = 0;
    int older = 0;
    int without = 0;
    for (Tag tag : repository.tags()) {
      Set<String> held = held(tag);
      if (held.isEmpty()) {
        without++;
      } else if (listed == NEWEST && !all) {
        older++;
      } else {
        listed++;
        table.row(
            tag.name(),
            tag.commit().time().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
            Integer.toString(held.size()),
            Integer.toString(graph.ids().size() - held.size()),
            note(held));
      }
    }
    table.lines(new Style(false)).forEach(console::data);
    if (older > 0) {
      console.say(Console.counted(older, "older tag") + " not shown: `plan --all` lists all");
    }
    if (without > 0) {
      console.say(
          Console.counted(without, "tag") + " without a revision that still exists left out");
    }
  }

  /** Names of tags with a cut of their own, those nearest in time to a commit first. */
  List<String> withCutNear(Commit commit) {
    return repository.tags().stream()
        .filter(tag -> held(tag).size() > 1 && note(held(tag)).isEmpty())
        .sorted(
            Comparator.comparing(
                (Tag tag) -> Duration.between(tag.commit().time(), commit.time()).abs()))
        .limit(OFFERED)
        .map(Tag::name)
        .toList();
  }

  private Set<String> held(Tag tag) {
    Set<String> held = new HashSet<>(history.heldBy(tag));
    held.retainAll(graph.ids());
    return held;
  }

  private String note(Set<String> held) {
    int heads = graph.headsOf(held).size();
    if (!graph.missingAncestors(held).isEmpty()) {
      return "ancestors are missing there";
    }
    if (heads > 1) {
      return Console.counted(heads, "head");
    }
    return held.size() == 1 ? "nothing to squash" : "";
  }
}
