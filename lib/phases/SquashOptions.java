package phases;

/**
 * How the squash is written down.
 *
 * @param inline whether the revision holds its SQL, instead of a file beside it
 * @param commit whether the change is committed once it is staged
 */
public record SquashOptions(boolean inline, boolean commit) {}
