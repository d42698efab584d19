package proof;

import console.Failure;
import database.ThrowawayDatabase;
import java.sql.SQLException;

/** What the queries of a comparison share. */
final class Queries {
  private Queries() {}

  /** The failure of a query of ours. */
  static Failure failed(ThrowawayDatabase database, SQLException refused) {
    return new Failure(
        "a query in " + database.owner() + " failed: " + refused.getMessage(),
        "No verdict can be given; run again with -v for the trace.",
        refused);
  }
}
