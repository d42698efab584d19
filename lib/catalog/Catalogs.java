package catalog;

import console.Failure;
import java.sql.SQLException;
import postgres.ThrowawayDatabase;

/** What reading the catalogs of different kinds has in common. */
public final class Catalogs {
  private Catalogs() {}

  /** The failure to read a database. */
  public static Failure unreadable(ThrowawayDatabase database, SQLException refused) {
    return new Failure(
        database.owner() + " cannot be read: " + refused.getMessage(),
        "Check that " + database.mostPrivileged().user() + " may read it.",
        refused);
  }
}
