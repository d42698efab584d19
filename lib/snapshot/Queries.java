package snapshot;

import console.Failure;
import java.sql.SQLException;
import postgres.ThrowawayDatabase;

/** What the queries of a comparison share. */
public final class Queries {
  private Queries() {}

  /** The failure of a query of ours. */
  public static Failure failed(ThrowawayDatabase database, SQLException refused) {
    return new Failure(
        "a query in " + database.owner() + " failed: " + refused.getMessage(),
        "No verdict can be given; run again with -v for the trace.",
        refused);
  }
}
