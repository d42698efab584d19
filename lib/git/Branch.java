package git;

/**
 * A branch.
 *
 * @param name as {@code git branch -a} shows it: {@code main}, {@code origin/main}
 * @param commit its tip
 */
public record Branch(String name, Commit commit) {}
