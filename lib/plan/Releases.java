package plan;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import git.GitRepository;
import git.History;
import git.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The repository's tags as the states of databases that were deployed from them.
 *
 * @param all the tags that hold a present revision, the newest first
 * @param without how many tags hold none
 */
public record Releases(List<Release> all, int without) {

  /** Keeps a copy. */
  public Releases {
    all = List.copyOf(all);
  }

  /**
   * A tag.
   *
   * @param tag the tag
   * @param revisions the present revisions that its own tree has
   * @param heads those of them that none of the others comes after, as a version table names them
   */
  public record Release(Tag tag, Set<String> revisions, List<String> heads) {}

  /**
   * Looks into every tag.
   *
   * @param graph the present revisions
   * @param history what the tags hold
   */
  public static Releases of(GitRepository repository, RevisionGraph graph, History history) {
    List<Release> all = new ArrayList<>();
    int without = 0;
    Set<String> present = graph.ids();
    for (Tag tag : repository.tags()) {
      Set<String> held = new HashSet<>(history.heldBy(tag));
      held.retainAll(present);
      if (held.isEmpty()) {
        without++;
      } else {
        List<RevisionScript> heads = graph.headsOf(held);
        all.add(new Release(tag, held, heads.stream().map(RevisionScript::revision).toList()));
      }
    }
    return new Releases(all, without);
  }
}
