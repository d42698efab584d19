package database;

import java.util.List;
import java.util.Optional;

/**
 * What a run of env.py was seen to do.
 *
 * @param role as which Alembic migrates
 * @param guarded statements of the revisions that make an object only where it is not there already
 */
public record Seen(Optional<String> role, List<Guarded> guarded) {
  /** No run was seen. */
  public static final Seen NOTHING = new Seen(Optional.empty(), List.of());

  /** Keeps a copy. */
  public Seen {
    guarded = List.copyOf(guarded);
  }

  /**
   * A statement that makes an object only where it is not there already.
   *
   * @param sql its text
   * @param file of the revision that executed it, relative to the tree where it is in that
   * @param line in that file; 0 where that is not known
   */
  public record Guarded(String sql, String file, int line) {
    /** Where it is said: {@code versions/a1.py:12}. */
    public String place() {
      return line > 0 ? file + ":" + line : file;
    }
  }
}
