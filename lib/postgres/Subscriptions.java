package postgres;

/** A database with subscriptions cannot be dropped; those of throwaway ones never connect. */
final class Subscriptions {
  private static final String NAMES =
      """
      SELECT subname FROM pg_catalog.pg_subscription
      WHERE subdbid = (
        SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
      """;

  private Subscriptions() {}

  /** Drops all of a throwaway database. */
  static void drop(ConnectionParameters database) {
    try (Session session =
        database.session(
            "the subscriptions of " + database + " cannot be dropped",
            "This ran in a throwaway database.")) {
      for (String subscription : session.texts(NAMES)) {
        String name = Sql.identifier(subscription);
        session.execute(
            "ALTER SUBSCRIPTION " + name + " DISABLE",
            "ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)",
            "DROP SUBSCRIPTION " + name);
      }
    }
  }
}
