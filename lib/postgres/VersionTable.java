package postgres;

import console.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Alembic's own table, which says at which revisions a database is. Alembic makes it before the
 * first migration and writes its rows, so no baseline does.
 *
 * @param schema the schema it is in
 * @param name its name, {@code alembic_version} unless env.py says otherwise
 */
public record VersionTable(String schema, String name) {
  /**
   * How Alembic makes it (see {@code MigrationContext}): one column, {@code version_num}. A table
   * that the user or env.py names may have more: Alembic lets a project define it.
   */
  private static final String HAS_VERSIONS =
      """
      SELECT n.nspname, c.relname, c.relnatts = 1
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND EXISTS (
          SELECT FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = c.oid AND a.attname = 'version_num' AND NOT a.attisdropped)
      ORDER BY 1, 2
      """;

  /**
   * Finds the version table of a database by its shape.
   *
   * @param given its name, or schema and name with a dot between, where the user said so
   * @return empty if there is none
   * @throws Failure if several tables look like one
   */
  public static Optional<VersionTable> find(Session session, Optional<String> given) {
    List<VersionTable> found = all(session, given);
    if (found.size() > 1) {
      String names = found.stream().map(VersionTable::toString).collect(Collectors.joining(", "));
      throw new Failure(
          "several tables look like Alembic's version table: " + names,
          "Name the right one with --alembic-version-table.");
    }
    if (found.isEmpty() && given.isPresent()) {
      throw new Failure(
          "no table " + given.get() + " with a column version_num was found",
          "Give --alembic-version-table the name that env.py passes as version_table.");
    }
    return found.stream().findFirst();
  }

  /** All tables of a database that Alembic could use. */
  public static Set<VersionTable> candidates(ThrowawayDatabase database) {
    try (Session session =
        database
            .mostPrivileged()
            .session(
                "the tables of " + database.owner() + " cannot be read",
                "Run again with -v for the trace.")) {
      return candidates(session).keySet();
    }
  }

  /** The one of this name, with or without its schema, in a database. */
  public static Optional<VersionTable> called(String name, ThrowawayDatabase database) {
    return candidates(database).stream().filter(table -> table.isCalled(name)).findFirst();
  }

  /**
   * Makes it in a database as Alembic does where env.py says nothing else (see {@code
   * DefaultImpl.version_table_impl}).
   *
   * @param role that is to own it
   */
  public void make(ThrowawayDatabase database, String role) {
    database
        .mostPrivileged()
        .execute(
            """
            SET ROLE %s;
            CREATE TABLE %s (version_num varchar(32) NOT NULL, CONSTRAINT %s PRIMARY KEY (version_num))
            """
                .formatted(
                    Sql.identifier(role),
                    Sql.identifier(schema, name),
                    Sql.identifier(name + "_pkc")));
  }

  /** Drops it from a database. */
  public void drop(ThrowawayDatabase database) {
    database.mostPrivileged().execute("DROP TABLE " + Sql.identifier(schema, name));
  }

  /** Those of this name, with or without its schema; without a name, those that look like one. */
  public static List<VersionTable> all(Session session, Optional<String> name) {
    Map<VersionTable, Boolean> candidates = candidates(session);
    return candidates.keySet().stream()
        .filter(table -> name.map(table::isCalled).orElse(candidates.get(table)))
        .toList();
  }

  /** Each with whether it has the one column that Alembic gives it. */
  private static Map<VersionTable, Boolean> candidates(Session session) {
    Map<VersionTable, Boolean> found = new LinkedHashMap<>();
    session.forEach(
        HAS_VERSIONS,
        row -> found.put(new VersionTable(row.getString(1), row.getString(2)), row.getBoolean(3)));
    return found;
  }

  /** The revisions that the database is at. */
  public Set<String> revisions(Session session) {
    return new TreeSet<>(session.texts("SELECT version_num FROM " + Sql.identifier(schema, name)));
  }

  /** The role that owns it, which is the one that ran the migrations. */
  public String owner(Session session) {
    return session.one(
        "SELECT tableowner FROM pg_catalog.pg_tables WHERE schemaname = ? AND tablename = ?",
        row -> row.getString(1),
        schema,
        name);
  }

  private boolean isCalled(String given) {
    return given.equals(name) || given.equals(toString());
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
