package migrations;

import console.Failure;
import java.util.Set;
import java.util.TreeSet;
import postgres.Session;
import postgres.VersionTable;

/**
 * How far migrations run.
 *
 * @param argument what {@code alembic upgrade} is told: a revision id, or {@code heads}
 * @param revisions the revisions that the version table must then hold
 */
public record Target(String argument, Set<String> revisions) {
  private static final String HEADS = "heads";

  /** Up to one revision. */
  public static Target revision(String id) {
    return new Target(id, Set.of(id));
  }

  /** Up to these heads, all that there are. */
  public static Target heads(Set<String> ids) {
    return new Target(HEADS, Set.copyOf(ids));
  }

  /** Whether it means all that there is. */
  public boolean isHeads() {
    return argument.equals(HEADS);
  }

  /**
   * Checks that a database is there.
   *
   * @throws Failure if its version table does not hold the asked revisions
   */
  public void check(Session session, VersionTable table) {
    Set<String> held = table.revisions(session);
    if (!held.containsAll(revisions)) {
      throw new Failure(
          "the database was migrated to "
              + (held.isEmpty() ? "no revision" : String.join(", ", held))
              + ", not to "
              + String.join(", ", new TreeSet<>(revisions))
              + " (its version table is "
              + table
              + ")",
          "Check that the upgrade command and env.py run the revisions of this repository.");
    }
  }
}
