package snapshot;

import java.util.List;
import java.util.stream.Stream;
import postgres.Session;
import postgres.ThrowawayDatabase;

/**
 * Puts the lists of a catalog whose order means nothing into one order, in a throwaway copy:
 * privileges, storage options, a function's settings, a trigger's columns, an event trigger's tags.
 * They stand in the order in which they were set, which a dump keeps.
 */
final class CanonicalOrder {
  private static final int FIRST_USER_OID = 16384;

  private static final List<String> PRIVILEGES =
      List.of(
          "pg_class.relacl",
          "pg_attribute.attacl",
          "pg_proc.proacl",
          "pg_type.typacl",
          "pg_namespace.nspacl",
          "pg_language.lanacl",
          "pg_foreign_data_wrapper.fdwacl",
          "pg_foreign_server.srvacl",
          "pg_default_acl.defaclacl");

  private static final List<String> OPTIONS =
      List.of("pg_class.reloptions", "pg_proc.proconfig", "pg_event_trigger.evttags");

  private CanonicalOrder() {}

  /**
   * Sorts the lists of this database.
   *
   * @return false if the role may not touch catalogs, and nothing was done: see {@link TextOrder}
   */
  static boolean impose(ThrowawayDatabase copy) {
    try (Session session = copy.session()) {
      boolean isSuperuser = session.isSo("SELECT current_setting('is_superuser') = 'on'");
      if (isSuperuser) {
        session.execute(updates().toList());
      }
      return isSuperuser;
    }
  }

  private static Stream<String> updates() {
    Stream<String> privileges = PRIVILEGES.stream().map(column -> sorted(column, "true"));
    Stream<String> options =
        OPTIONS.stream().map(column -> sorted(column, "oid >= " + FIRST_USER_OID));
    return Stream.of(
            privileges,
            options,
            Stream.of(
                sorted("pg_attribute.attoptions", "attrelid >= " + FIRST_USER_OID),
                triggerColumns()))
        .flatMap(updates -> updates);
  }

  private static String sorted(String tableAndColumn, String condition) {
    String[] parts = tableAndColumn.split("\\.", 2);
    return """
    UPDATE pg_catalog.%1$s
    SET %2$s = ARRAY(SELECT x FROM unnest(%2$s) x ORDER BY x::text COLLATE "C")
    WHERE cardinality(%2$s) > 1 AND %3$s
    """
        .formatted(parts[0], parts[1], condition);
  }

  private static String triggerColumns() {
    return """
    UPDATE pg_catalog.pg_trigger
    SET tgattr = (
      SELECT string_agg(x::text, ' ' ORDER BY x)::int2vector FROM unnest(tgattr::int2[]) x)
    WHERE cardinality(tgattr::int2[]) > 1
    """;
  }
}
