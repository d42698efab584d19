package postgres;

import java.util.List;
import java.util.Optional;

/**
 * What a run of env.py was seen to do, by engines that can tell.
 *
 * @param role as which Alembic migrates
 * @param guarded statements of the revisions that make an object only if it is not there already,
 *     or ask whether a role is there
 * @param session what the revisions left in their session
 * @param hooks what env.py has Alembic call for each applied revision
 * @param outside what the project's code wanted to reach besides its database, in vain
 */
public record ObservedRun(
    Optional<String> role,
    List<Guarded> guarded,
    List<SessionSetting> session,
    List<VersionHook> hooks,
    List<Attempt> outside) {
  /** No run was seen. */
  public static final ObservedRun NOTHING =
      new ObservedRun(Optional.empty(), List.of(), List.of(), List.of(), List.of());

  /** Keeps copies. */
  public ObservedRun {
    guarded = List.copyOf(guarded);
    session = List.copyOf(session);
    hooks = List.copyOf(hooks);
    outside = List.copyOf(outside);
  }

  /**
   * A run up to the first migration.
   *
   * @param role as which Alembic would have migrated; empty if env.py never asked it to
   */
  public static ObservedRun migratingAs(String role) {
    return new ObservedRun(
        Optional.of(role).filter(name -> !name.isEmpty()),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** The same with such statements. */
  public ObservedRun guarding(List<Guarded> statements) {
    return new ObservedRun(role, statements, session, hooks, outside);
  }

  /**
   * A statement that makes an object only if it is not there already.
   *
   * @param sql its text
   * @param file of the revision that executed it, relative to the tree where it is in that
   * @param line in that file; 0 if that is not known
   */
  public record Guarded(String sql, String file, int line) {
    /** Where it is said: {@code versions/a1.py:12}. */
    public String place() {
      return line > 0 ? file + ":" + line : file;
    }
  }

  /**
   * Something that could not be reached, which the code bore.
   *
   * @param to {@code HOST:PORT}, or the path of a socket
   * @param revision that ran; empty outside of revisions
   * @param place the line: {@code versions/a1.py:12}
   */
  public record Attempt(String to, Optional<String> revision, String place) {
    /** What that means for what was built. */
    public String sentence() {
      return revision.map(id -> "revision " + id).orElse("the project's code")
          + " ("
          + place
          + ") wanted to reach "
          + to
          + ", which builds do not: what it does if it can was not built; pass --allow-network "
          + to
          + " if it has to";
    }
  }
}
