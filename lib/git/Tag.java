package git;

/**
 * A tag, plain or annotated.
 *
 * @param name without {@code refs/tags/}
 * @param commit what it points at, peeled
 */
public record Tag(String name, Commit commit) {}
