package database;

import java.util.List;

/**
 * What was seen while migrations ran, beside the database that they made.
 *
 * @param session what the revisions left in their session
 * @param hooks what env.py has Alembic call for each applied revision
 */
public record Traces(List<SessionSetting> session, List<VersionHook> hooks) {
  /** Nothing is known. */
  public static final Traces NONE = new Traces(List.of(), List.of());

  /** Keeps copies. */
  public Traces {
    session = List.copyOf(session);
    hooks = List.copyOf(hooks);
  }
}
