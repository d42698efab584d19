package migrations;

import postgres.Session;
import postgres.ThrowawayDatabase;

/**
 * The clock of migrations that run as if it were some days later.
 *
 * @param days how many
 * @param inSql whether what they say to PostgreSQL asks for the later day too, if it is one
 */
public record LaterClock(int days, boolean inSql) {
  /** That of everybody. */
  public static final LaterClock NOW = new LaterClock(0, false);

  private static final String FUNCTION =
      """
      CREATE FUNCTION pg_catalog.%1$s(days integer) RETURNS %2$s LANGUAGE sql %3$s PARALLEL SAFE
      AS 'SELECT %4$s'
      """;

  private static final String LATER = "%s + pg_catalog.make_interval(hours => 24 * days)";

  /** Today is asked for as it always is. */
  public LaterClock {
    inSql = inSql && days > 0;
  }

  /**
   * Defines in a database what {@code templates/shifted_clock.py} puts in place of {@code now()},
   * {@code CURRENT_DATE} and the like: functions of the same names, which columns and calls in FROM
   * take theirs from, with the number of days. pg_dump leaves them out, as all of pg_catalog.
   */
  public void define(ThrowawayDatabase database) {
    if (!inSql) {
      return;
    }
    try (Session session =
        database
            .mostPrivileged()
            .session(
                "the functions of a later day cannot be defined in " + database.owner(),
                "Only a superuser may.")) {
      for (String name : new String[] {"now", "transaction_timestamp", "statement_timestamp"}) {
        moment(session, name, "timestamptz", "STABLE", "pg_catalog." + name + "()");
      }
      moment(session, "clock_timestamp", "timestamptz", "VOLATILE", "pg_catalog.clock_timestamp()");
      moment(session, "\"current_timestamp\"", "timestamptz", "STABLE", "CURRENT_TIMESTAMP");
      moment(session, "\"localtimestamp\"", "timestamp", "STABLE", "LOCALTIMESTAMP");
      session.execute(
          FUNCTION.formatted("\"current_date\"", "date", "STABLE", "CURRENT_DATE + days"));
    }
  }

  private static void moment(
      Session session, String name, String type, String volatility, String now) {
    session.execute(FUNCTION.formatted(name, type, volatility, LATER.formatted(now)));
  }
}
