package snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pgdump.DefinedSecrets;
import pgdump.Dump;
import postgres.ScratchNames;
import postgres.ThrowawayDatabase;

/**
 * Dumps a database, restores the dump, dumps that, until the text is stable: PostgreSQL itself is
 * the normaliser, since it prints an expression that it parsed from its own print in one way only.
 * Secrets are restored, and are in no definition here.
 */
public final class NormalisedDump {
  private static final int MOST_ROUNDS = 6;
  private static final String EMPTY_SEARCH_PATH =
      "SELECT pg_catalog.set_config('search_path', '', false);";

  private final ThrowawayDatabase database;
  private final ScratchSpace scratch;
  private final List<Map<ObjectKey, String>> rounds = new ArrayList<>();
  private String text;
  private Optional<String> obstacle;
  private boolean stable;

  /**
   * A dump that is still to be normalised; nothing is restored before it is asked for.
   *
   * @param scratch where the dumps are restored
   * @param sql the database's schema as it stands
   */
  NormalisedDump(ThrowawayDatabase database, ScratchSpace scratch, String sql) {
    this.database = database;
    this.scratch = scratch;
    text = sql;
    obstacle = scratch.obstacle();
    rounds.add(definitions(sql));
  }

  /**
   * The definitions by object at each round.
   *
   * @param rounds as dumped first, then after each restore; of all rounds, the last is stable and
   *     in canonical order, where {@code obstacle} is empty
   * @param obstacle why there are no more
   */
  public record Rounds(List<Map<ObjectKey, String>> rounds, Optional<String> obstacle) {
    /** The last round's definitions. */
    public Map<ObjectKey, String> last() {
      return rounds.get(rounds.size() - 1);
    }

    /** The definitions at a round; a side that is done stays at its last. */
    public Map<ObjectKey, String> at(int round) {
      return rounds.get(Math.min(round, rounds.size() - 1));
    }

    /** An object's definition at a round. Empty for none. */
    public String at(int round, ObjectKey key) {
      return at(round).getOrDefault(key, "");
    }
  }

  /**
   * The schema of a database as it stands.
   *
   * @param state names the state to dump, as an open transaction exported it
   */
  static String dump(ThrowawayDatabase database, String state) {
    return database.dump("--schema-only", "--snapshot=" + state);
  }

  private static String dump(ThrowawayDatabase database) {
    return database.dump("--schema-only");
  }

  /** The definitions as they stand. */
  public synchronized Map<ObjectKey, String> asDumped() {
    return rounds.get(0);
  }

  /** The first rounds, with this many restores: fewer where it is stable before. */
  public synchronized Rounds after(int restores) {
    while (rounds.size() <= restores && !stable && obstacle.isEmpty()) {
      restoreOnce();
    }
    return new Rounds(List.copyOf(rounds), obstacle);
  }

  /** All rounds, until stable. */
  public synchronized Rounds normalised() {
    after(MOST_ROUNDS);
    if (!stable && obstacle.isEmpty()) {
      obstacle = Optional.of("its dump still changed after " + MOST_ROUNDS + " restores");
    }
    return new Rounds(List.copyOf(rounds), obstacle);
  }

  private void restoreOnce() {
    ThrowawayDatabase copy = scratch.empty(ScratchNames.next());
    try {
      obstacle = restored(copy, text);
      if (obstacle.isPresent()) {
        return;
      }
      text = dump(copy);
      Map<ObjectKey, String> found = definitions(text);
      stable = found.equals(rounds.get(rounds.size() - 1));
      rounds.add(found);
      if (stable) {
        boolean ordered = CanonicalOrder.impose(copy);
        rounds.add(ordered ? definitions(dump(copy)) : CanonicalTextOrder.impose(found));
      }
    } finally {
      copy.drop();
    }
  }

  /**
   * A dump empties the search path; definitions that call functions with unqualified names load
   * only with the database's own. A server may have no room for the locks of one transaction, so
   * the second try does without.
   */
  private Optional<String> restored(ThrowawayDatabase copy, String sql) {
    Optional<String> refusal = load(copy, sql, "--single-transaction");
    if (refusal.isEmpty()) {
      return refusal;
    }
    ThrowawayDatabase empty = scratch.empty(copy.owner().database());
    return load(
        empty, sql.replace(EMPTY_SEARCH_PATH, "SET search_path = " + database.searchPath() + ";"));
  }

  private static Optional<String> load(ThrowawayDatabase copy, String sql, String... options) {
    return copy.load(copy.mostPrivileged(), sql, options)
        .map(why -> "its dump does not restore: " + why.replace('\n', ' '));
  }

  private static Map<ObjectKey, String> definitions(String sql) {
    return ObjectKey.definitions(DefinedSecrets.without(Dump.parse(sql)));
  }
}
