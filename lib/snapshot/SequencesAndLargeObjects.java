package snapshot;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import postgres.Session;
import postgres.Sql;

/** Data that is in no table: positions of sequences, contents of large objects. */
public final class SequencesAndLargeObjects {
  private static final String SEQUENCES =
      """
      SELECT n.nspname, c.relname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'S' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      """;

  private SequencesAndLargeObjects() {}

  /** Their values, by what they are. */
  static Map<String, String> read(Session session, Facts facts) {
    Map<String, String> values = new TreeMap<>();
    List<List<String>> sequences =
        session.rows(SEQUENCES, row -> List.of(row.getString(1), row.getString(2)));
    session.execute("SAVEPOINT without_locks");
    for (List<String> name : sequences) {
      values.put(
          positionOf(name.get(0), name.get(1)),
          session.one(
              "SELECT last_value, is_called FROM " + Sql.identifier(name.get(0), name.get(1)),
              row -> "last_value=" + row.getLong(1) + ", is_called=" + row.getBoolean(2)));
      session.execute("ROLLBACK TO SAVEPOINT without_locks");
    }
    for (Fact fact : facts.ofDatabase()) {
      if (fact.kind().equals("large object")) {
        values.put("content of large object " + fact.identity(), content(session, fact));
      }
    }
    return values;
  }

  /** What a sequence's position is called. */
  public static String positionOf(String schema, String name) {
    return "position of sequence " + schema + "." + name;
  }

  private static String content(Session session, Fact blob) {
    return session.one(
        "SELECT length(x) || ' bytes, md5 ' || md5(x) FROM lo_get(?) x",
        row -> row.getString(1),
        Long.valueOf(blob.identity()));
  }
}
