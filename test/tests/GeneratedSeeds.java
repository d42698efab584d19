package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import answers.Answers;
import baseline.BaselineDump;
import engine.LocalClusters;
import generated.GeneratedBaseline;
import generated.GeneratedRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postgres.ThrowawayDatabase;
import rows.BuildWindow;
import statements.BaselineFile;

/**
 * A baseline of rows with generated values, made of two databases.
 *
 * @param empty just before the first migration
 * @param cut migrated
 * @param again migrated as well
 * @param rows how the two differ
 * @param file the baseline
 */
record GeneratedSeeds(
    ThrowawayDatabase empty,
    ThrowawayDatabase cut,
    ThrowawayDatabase again,
    GeneratedRows rows,
    BaselineFile file)
    implements AutoCloseable {
  /** Keeps what a session has left after the baseline. */
  static final String LEFT =
      """
      CREATE TABLE kept AS SELECT
        (SELECT count(*) FROM pg_class WHERE relpersistence = 't') AS tables,
        (SELECT count(*) FROM pg_proc WHERE pronamespace = pg_my_temp_schema()) AS functions,
        (SELECT count(*) FROM pg_prepared_statements WHERE starts_with(name, 'alembic')) AS prepared,
        (SELECT count(*) FROM pg_settings
          WHERE source = 'session' AND strpos(name, '.') > 0) AS settings,
        current_setting('search_path') AS path\
      """;

  private static final String ENVIRONMENT =
      """
      CREATE TABLE place (id int PRIMARY KEY, uuid uuid, label text, at timestamptz);
      INSERT INTO place VALUES (1, NULL, 'one', NULL), (2, NULL, 'two', NULL);
      """;

  private static final String MIGRATIONS =
      """
      CREATE TABLE tenant (uuid uuid DEFAULT gen_random_uuid() PRIMARY KEY, name text,
        parent uuid REFERENCES tenant, made timestamptz DEFAULT now(), ids uuid[], more jsonb);
      WITH new AS (SELECT gen_random_uuid() AS id)
        INSERT INTO tenant SELECT id, '100% :name of ' || id, id, now(), ARRAY[id, id],
          jsonb_build_object('id', id, 'it''s', '$1 \\') FROM new;
      CREATE TABLE device (uuid uuid DEFAULT gen_random_uuid() PRIMARY KEY, n int);
      INSERT INTO device (n) SELECT generate_series(1, 250);
      CREATE TABLE line (device uuid REFERENCES device, at timestamptz UNIQUE);
      INSERT INTO line SELECT uuid, now() + n * interval '1 microsecond' FROM device;
      UPDATE place SET uuid = (SELECT uuid FROM tenant), at = now(), label = label || gen_random_uuid()
        WHERE id = 1;
      """;

  /** Builds the databases and makes the baseline. */
  static GeneratedSeeds of(LocalClusters clusters) {
    Instant from = Instant.now();
    ThrowawayDatabase empty = Migrated.prepared(clusters, Migrated.ROLE, ENVIRONMENT);
    ThrowawayDatabase cut = migrated(clusters);
    ThrowawayDatabase again = migrated(clusters);
    GeneratedRows rows = GeneratedRows.between(cut, again, new BuildWindow(from, Instant.now()));
    GeneratedBaseline generated = rows.in(BaselineDump.take(cut, Optional.of(empty)));
    assertEquals(Map.of(), generated.questions());
    return new GeneratedSeeds(
        empty,
        cut,
        again,
        rows,
        BaselineFile.of(generated.answered(Answers.NONE).baseline(), List.of("Generated.")));
  }

  private static ThrowawayDatabase migrated(LocalClusters clusters) {
    ThrowawayDatabase database = Migrated.prepared(clusters, Migrated.ROLE, ENVIRONMENT);
    Migrated.run(database, database.owner(), MIGRATIONS);
    return database;
  }

  /** Checks a database that the baseline and a revision of {@link #LEFT} made. */
  void check(ThrowawayDatabase target, String context) {
    assertEquals(
        List.of("(0,0,0,0,\"\"\"$user\"\", public\")"),
        Migrated.query(target, "SELECT kept::text FROM kept"),
        context);
    Migrated.run(target, target.mostPrivileged(), "DROP TABLE kept");
    Map<String, String> names = rows.check(target, Answers.NONE);
    assertTrue(names.size() > 250, context + ": " + names.size());
    names.forEach((here, there) -> assertFalse(here.equals(there), context + ": " + here));
    assertEquals(definitions(cut), definitions(target), context);
  }

  private static String definitions(ThrowawayDatabase database) {
    return database.dump("--schema-only").replaceAll("\\\\(un)?restrict .*", "");
  }

  @Override
  public void close() {
    empty.close();
    cut.close();
    again.close();
  }
}
