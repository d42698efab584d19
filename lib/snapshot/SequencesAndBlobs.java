package snapshot;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import postgres.Sql;

/** Data that is in no table: positions of sequences, contents of large objects. */
public final class SequencesAndBlobs {
  private static final String SEQUENCES =
      """
      SELECT n.nspname, c.relname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'S' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      """;

  private SequencesAndBlobs() {}

  /** Their values, by what they are. */
  static Map<String, String> read(Connection connection, Facts facts) throws SQLException {
    Map<String, String> values = new TreeMap<>();
    List<List<String>> sequences = sequences(connection);
    Savepoint withoutLocks = connection.setSavepoint();
    for (List<String> name : sequences) {
      String query =
          "SELECT last_value, is_called FROM " + Sql.identifier(name.get(0), name.get(1));
      try (PreparedStatement position = connection.prepareStatement(query);
          ResultSet row = position.executeQuery()) {
        row.next();
        values.put(
            positionOf(name.get(0), name.get(1)),
            "last_value=" + row.getLong(1) + ", is_called=" + row.getBoolean(2));
      }
      connection.rollback(withoutLocks);
    }
    for (Fact fact : facts.ofDatabase()) {
      if (fact.kind().equals("large object")) {
        values.put("content of large object " + fact.identity(), content(connection, fact));
      }
    }
    return values;
  }

  /** What a sequence's position is called. */
  public static String positionOf(String schema, String name) {
    return "position of sequence " + schema + "." + name;
  }

  private static String content(Connection connection, Fact blob) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT length(x) || ' bytes, md5 ' || md5(x) FROM lo_get(?) x")) {
      query.setLong(1, Long.parseLong(blob.identity()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static List<List<String>> sequences(Connection connection) throws SQLException {
    List<List<String>> names = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(SEQUENCES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        names.add(List.of(rows.getString(1), rows.getString(2)));
      }
    }
    return names;
  }
}
