package squash;

/**
 * How the squash is written down.
 *
 * @param inline whether the revision holds its SQL, instead of a file beside it
 * @param commit whether the change is committed once it is staged
 * @param downgrade what the revision does when it is downgraded
 */
public record SquashOptions(boolean inline, boolean commit, Downgrade downgrade) {
  /** With a revision that refuses to be downgraded. */
  public SquashOptions(boolean inline, boolean commit) {
    this(inline, commit, Downgrade.REFUSE);
  }
}
