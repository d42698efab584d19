package twin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;

/** The numbers (oid) that a database gave to objects, and SQL that names the same objects. */
final class ObjectIdentifiers {
  /** Numbers below are those of the server's own objects, which are the same everywhere. */
  private static final String OBJECTS =
      """
      SELECT oid::text, 'regclass', oid::regclass::text FROM pg_class WHERE oid >= 16384
        AND relnamespace <> 'pg_toast'::regnamespace
      UNION ALL SELECT oid::text, 'regtype', oid::regtype::text FROM pg_type WHERE oid >= 16384
      UNION ALL SELECT oid::text, 'regprocedure', oid::regprocedure::text
        FROM pg_proc WHERE oid >= 16384
      UNION ALL SELECT oid::text, 'regnamespace', oid::regnamespace::text
        FROM pg_namespace WHERE oid >= 16384
      """;

  private final Map<String, String> sql = new HashMap<>();
  private final Map<String, String> numbers = new HashMap<>();

  private ObjectIdentifiers() {}

  static ObjectIdentifiers of(ThrowawayDatabase database) {
    ObjectIdentifiers found = new ObjectIdentifiers();
    try (Session session = database.session()) {
      session.execute("SET search_path = ''");
      session.forEach(
          OBJECTS,
          row ->
              found.add(row.getString(1), Sql.literal(row.getString(3)) + "::" + row.getString(2)));
    }
    return found;
  }

  private void add(String number, String named) {
    sql.put(number, named + "::oid");
    numbers.put(named + "::oid", number);
  }

  /** What gives the number of an object; empty if no object has it. */
  Optional<String> sql(String number) {
    return Optional.ofNullable(sql.get(number));
  }

  /** The number of what SQL names; empty if there is no such object. */
  Optional<String> number(String named) {
    return Optional.ofNullable(numbers.get(named));
  }
}
