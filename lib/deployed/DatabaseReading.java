package deployed;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import postgres.ConnectionParameters;
import postgres.Session;
import postgres.VersionTable;

/**
 * What a database says of itself.
 *
 * @param versionTable Alembic's table; empty if it has none
 * @param revisions what that table holds; none if there is none
 * @param tables how many tables and views it has besides, extensions' own left out
 */
record DatabaseReading(Optional<VersionTable> versionTable, Set<String> revisions, int tables) {
  private static final List<String> READING =
      List.of(
          "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
          "SET statement_timeout = '60s'",
          "SET lock_timeout = '10s'");

  private static final String TABLES =
      """
      SELECT count(*)
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
            AND d.deptype = 'e')
      """;

  /**
   * Reads a database, in a session that can change nothing.
   *
   * @param versionTable the table's name, where somebody said so
   * @throws console.Failure if it cannot be entered or read, or several tables look like Alembic's
   */
  static DatabaseReading of(ConnectionParameters place, Optional<String> versionTable) {
    try (Session session =
        place.session(place + " cannot be read", "Check the rights of its role.")) {
      session.execute(READING);
      int tables = session.one(TABLES, row -> row.getInt(1));
      Optional<VersionTable> found =
          versionTable.isPresent()
              ? VersionTable.all(session, versionTable).stream().findFirst()
              : VersionTable.find(session, versionTable);
      return new DatabaseReading(
          found,
          found.map(table -> table.revisions(session)).orElse(Set.of()),
          tables - (found.isPresent() ? 1 : 0));
    }
  }
}
