package plan;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import git.Commit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user named.
 *
 * @param ref how the user named it
 * @param name what goes into the plan, and means the same later: the name of a tag, a commit's
 *     whole id, or a revision's
 * @param commit the commit; empty if a revision was named
 * @param revisions the revisions up to there that still exist
 * @param sources the bytes of their scripts at that commit, by revision; none where a revision was
 *     named
 */
record PlanTarget(
    String ref,
    String name,
    Optional<Commit> commit,
    Set<String> revisions,
    Map<String, byte[]> sources) {
  /**
   * Only these heads and what they come after. One of them alone names the plan: it is not all that
   * the commit has.
   */
  PlanTarget upTo(List<RevisionScript> heads, RevisionGraph graph) {
    Set<String> chosen = new HashSet<>();
    heads.forEach(head -> chosen.addAll(graph.lineage(head.revision())));
    boolean isAll = chosen.containsAll(revisions);
    return new PlanTarget(
        ref, heads.size() == 1 && !isAll ? heads.get(0).revision() : name, commit, chosen, sources);
  }

  /** How the user named it, in sentences: of a commit's whole id the first digits. */
  String brief() {
    return Commit.brief(ref);
  }
}
