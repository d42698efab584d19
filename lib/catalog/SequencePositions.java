package catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postgres.Sql;

/**
 * The positions of the environment's sequences, which rows move: where they are when the baseline
 * has written its rows, and how to bring them where the migrations brought them.
 */
public final class SequencePositions {
  private static final Pattern SET =
      Pattern.compile(
          "SELECT pg_catalog\\.setval\\('(.*)', (-?\\d+), (true|false)\\);", Pattern.DOTALL);

  private static final String EACH =
      """
      SELECT n.nspname, c.relname, s.seqincrement, s.seqcache FROM pg_catalog.pg_sequence s
      JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      """;

  /** So many values are taken one by one rather than skipped. */
  private static final long MOST = 10_000;

  private final Map<Relation.Name, Position> known = new HashMap<>();

  /** A sequence's next value follows from these. */
  private record Position(long last, boolean isCalled, long increment, long cache) {
    /** How many values have to be taken until one is the last; none where that never is. */
    long until(long wanted) {
      long way = wanted - last;
      boolean comesBy = way % increment == 0 && way / increment >= 0 && cache == 1;
      return comesBy ? way / increment + (isCalled ? 0 : 1) : 0;
    }
  }

  /** Positions of which nothing is known. */
  public SequencePositions() {}

  /** Reads those of a database. */
  public static SequencePositions of(Connection connection) throws SQLException {
    SequencePositions found = new SequencePositions();
    Map<Relation.Name, long[]> parameters = new HashMap<>();
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(EACH)) {
      while (row.next()) {
        parameters.put(
            new Relation.Name(row.getString(1), row.getString(2)),
            new long[] {row.getLong(3), row.getLong(4)});
      }
    }
    for (Map.Entry<Relation.Name, long[]> sequence : parameters.entrySet()) {
      String name = Sql.identifier(sequence.getKey().schema(), sequence.getKey().name());
      try (Statement query = connection.createStatement();
          ResultSet row = query.executeQuery("SELECT last_value, is_called FROM " + name)) {
        row.next();
        found.known.put(
            sequence.getKey(),
            new Position(
                row.getLong(1), row.getBoolean(2), sequence.getValue()[0], sequence.getValue()[1]));
      }
    }
    return found;
  }

  /** Whether a sequence is at the same position in both. */
  public boolean isSame(Relation.Name sequence, SequencePositions other) {
    return Optional.ofNullable(known.get(sequence))
        .equals(Optional.ofNullable(other.known.get(sequence)));
  }

  /**
   * Statements that bring a sequence where it should be.
   *
   * @param wanted pg_dump's statement, which only those may run who may update the sequence
   * @param isOwn whether the role that runs the baseline owns the sequence
   */
  public List<String> moves(Relation.Name sequence, String wanted, boolean isOwn) {
    Optional<Position> now = Optional.ofNullable(known.get(sequence));
    Matcher set = SET.matcher(wanted);
    if (now.isEmpty() || !set.matches()) {
      return List.of(wanted);
    }
    long last = Long.parseLong(set.group(2));
    boolean isCalled = Boolean.parseBoolean(set.group(3));
    if (now.get().last() == last && now.get().isCalled() == isCalled) {
      return List.of();
    }
    long steps = isCalled ? now.get().until(last) : 0;
    return isOwn || steps == 0 || steps > MOST
        ? List.of(wanted)
        : List.of(
            "SELECT pg_catalog.nextval('%s') FROM pg_catalog.generate_series(1, %d);"
                .formatted(set.group(1), steps));
  }
}
