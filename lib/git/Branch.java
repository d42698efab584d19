package git;

import org.eclipse.jgit.lib.Repository;

/**
 * A branch.
 *
 * @param name as {@code git branch -a} shows it: {@code main}, {@code origin/main}
 * @param commit its tip
 */
public record Branch(String name, Commit commit) {
  /** A name that a branch can have, as near to the given one as may be. */
  public static String nameLike(String name) {
    return Repository.normalizeBranchName(name);
  }
}
