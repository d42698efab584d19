package plan;

import git.Commit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user named.
 *
 * @param ref how the user named it
 * @param name what goes into the plan, and means the same later: the name of a tag, a commit's
 *     whole id, or a revision's
 * @param commit the commit; empty where a revision was named
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
  /** How the user named it, in sentences: of a commit's whole id the first digits. */
  String brief() {
    return Commit.brief(ref);
  }
}
