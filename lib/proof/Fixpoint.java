package proof;

import baseline.Dump;
import database.Processes;
import database.ThrowawayDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Dumps a database, restores the dump, dumps that, until the text is stable: PostgreSQL itself is
 * the normaliser, since it prints an expression that it parsed from its own print in one way only.
 */
final class Fixpoint {
  private static final int MOST_ROUNDS = 6;
  private static final String EMPTY_SEARCH_PATH =
      "SELECT pg_catalog.set_config('search_path', '', false);";

  private final ThrowawayDatabase database;

  Fixpoint(ThrowawayDatabase database) {
    this.database = database;
  }

  /**
   * The definitions by object at each round.
   *
   * @param rounds as dumped first, then after each restore; the last is stable and in canonical
   *     order, where {@code obstacle} is empty
   * @param obstacle why there is no stable text
   */
  record Rounds(List<Map<ObjectKey, String>> rounds, Optional<String> obstacle) {
    /** The last round's definitions. */
    Map<ObjectKey, String> last() {
      return rounds.get(rounds.size() - 1);
    }
  }

  /** The schema of a database as it stands. */
  static String dump(ThrowawayDatabase database) {
    return database.dump("--schema-only");
  }

  /**
   * Restores and dumps until stable.
   *
   * @param sql the database's schema as it stands
   */
  Rounds normalise(String sql) {
    List<Map<ObjectKey, String>> rounds = new ArrayList<>(List.of(definitions(sql)));
    String text = sql;
    for (int round = 1; round <= MOST_ROUNDS; round++) {
      ThrowawayDatabase copy = database.scratch("alembic_squash_round_" + round);
      try {
        Optional<String> refusal = restored(copy, text);
        if (refusal.isPresent()) {
          return new Rounds(rounds, refusal);
        }
        text = dump(copy);
        Map<ObjectKey, String> found = definitions(text);
        boolean stable = found.equals(rounds.get(rounds.size() - 1));
        rounds.add(found);
        if (stable) {
          CanonicalOrder.impose(copy);
          rounds.add(definitions(dump(copy)));
          return new Rounds(rounds, Optional.empty());
        }
      } finally {
        copy.drop();
      }
    }
    return new Rounds(
        rounds, Optional.of("its dump still changed after " + MOST_ROUNDS + " restores"));
  }

  /**
   * A dump empties the search path; definitions that call functions with unqualified names load
   * only with the database's own.
   */
  private Optional<String> restored(ThrowawayDatabase copy, String sql) {
    Optional<String> refusal = load(copy, sql);
    if (refusal.isEmpty()) {
      return refusal;
    }
    ThrowawayDatabase empty = database.scratch(copy.owner().database());
    return load(empty, sql.replace(EMPTY_SEARCH_PATH, "SET search_path = " + searchPath() + ";"));
  }

  private static Optional<String> load(ThrowawayDatabase copy, String sql) {
    Processes.Result result =
        copy.server()
            .client(
                "psql",
                copy.widest(),
                List.of(
                    "--no-psqlrc",
                    "--quiet",
                    "--output=/dev/null",
                    "--single-transaction",
                    "--set=ON_ERROR_STOP=1"))
            .stdin(sql)
            .run();
    return result.exitCode() == 0
        ? Optional.empty()
        : Optional.of("its dump does not restore: " + String.join(" ", result.lastLines()));
  }

  private String searchPath() {
    try (Connection connection = database.connect();
        Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("SHOW search_path")) {
      row.next();
      return row.getString(1).isEmpty() ? "''" : row.getString(1);
    } catch (SQLException refused) {
      throw Queries.failed(database, refused);
    }
  }

  private static Map<ObjectKey, String> definitions(String sql) {
    return ObjectKey.definitions(Dump.parse(sql));
  }
}
