package tail;

import console.Failure;
import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import process.StoredBytes;

/** The rows of one database in another one that the same revisions built. */
final class BaseRows {
  private static final String TABLES =
      """
      SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.objid = c.oid AND d.deptype = 'e')
      """;

  /** Neither triggers nor foreign keys have a say. */
  private static final String AS_THEY_ARE = "SET session_replication_role = replica;\n";

  private BaseRows() {}

  /** All rows and positions of sequences, as statements. */
  static StoredBytes of(ThrowawayDatabase database) {
    return database.dumped("--data-only");
  }

  /**
   * Puts them in place of those that are there.
   *
   * @throws Failure if the database does not take them
   */
  static void into(ThrowawayDatabase database, StoredBytes rows) {
    String start = AS_THEY_ARE + emptying(database);
    database
        .load(
            database.mostPrivileged(),
            new SequenceInputStream(
                new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)), rows.input()),
            "--single-transaction")
        .ifPresent(
            why -> {
              throw new Failure(
                  "the rows of a database at the base do not load into another: " + why,
                  "Squash without --from, or choose an engine whose role may do more.");
            });
  }

  private static String emptying(ThrowawayDatabase database) {
    try (Session session = database.session()) {
      String tables =
          session.rows(TABLES, row -> Sql.identifier(row.getString(1), row.getString(2))).stream()
              .collect(Collectors.joining(", "));
      return tables.isEmpty() ? "" : "TRUNCATE " + tables + ";\n";
    }
  }
}
