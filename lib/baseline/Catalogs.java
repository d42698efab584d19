package baseline;

import console.Failure;
import database.ThrowawayDatabase;
import java.sql.SQLException;

/** What reading the catalogs of different kinds has in common. */
final class Catalogs {
  private Catalogs() {}

  /** The failure to read a database. */
  static Failure unreadable(ThrowawayDatabase database, SQLException refused) {
    return new Failure(
        database.owner() + " cannot be read: " + refused.getMessage(),
        "Check that " + database.mostPrivileged().user() + " may read it.",
        refused);
  }
}
