package plan;

import git.Commit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user named.
 *
 * @param name what goes into the plan: the name of a tag, branch or commit, or a revision's whole
 *     id
 * @param commit the commit; empty where a revision was named
 * @param revisions the revisions up to there that still exist
 * @param sources the bytes of their scripts at that commit, by revision; none where a revision was
 *     named
 */
record PlanTarget(
    String name, Optional<Commit> commit, Set<String> revisions, Map<String, byte[]> sources) {
  /** The name in sentences. */
  String brief() {
    return Commit.brief(name);
  }
}
