package postgres;

import console.Failure;
import java.sql.SQLException;

/** What all that ask a throwaway database have in common. */
public final class Queries {
  private Queries() {}

  /** The failure of a query of ours. */
  public static Failure unreadable(ThrowawayDatabase database, SQLException refused) {
    return new Failure(
        database.owner() + " cannot be read: " + refused.getMessage(),
        "Check that " + database.mostPrivileged().user() + " may read it; -v shows the trace.",
        refused);
  }
}
