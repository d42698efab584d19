package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.ThrowawayDatabase;
import statements.BaselineFile;

/** Rows that an installation has of its own get in new columns what the migrations gave them. */
@Tag("slow")
class ColumnFillTest extends WithClusters {
  private static final String ENVIRONMENT =
      """
      CREATE TYPE grade AS ENUM ('low', 'high');
      CREATE TABLE member (id int PRIMARY KEY);
      CREATE TABLE event (at date) PARTITION BY RANGE (at);
      CREATE TABLE event_old PARTITION OF event FOR VALUES FROM ('2000-01-01') TO ('2030-01-01');
      """;

  private static final String OWN_ROWS =
      "INSERT INTO member VALUES (7), (3); INSERT INTO event VALUES ('2020-02-02');";

  private static final String MIGRATIONS =
      """
      ALTER TABLE member ADD day date NOT NULL DEFAULT '2024-01-01';
      ALTER TABLE member ADD dropped text NOT NULL DEFAULT 'it''s';
      ALTER TABLE member ALTER dropped DROP DEFAULT;
      ALTER TABLE member ADD changed int DEFAULT 1;
      ALTER TABLE member ALTER changed SET DEFAULT 2;
      ALTER TABLE member ADD may_be_null boolean DEFAULT false;
      ALTER TABLE member ADD later text;
      ALTER TABLE member ALTER later SET DEFAULT 'y';
      ALTER TABLE member ADD tags text[] NOT NULL DEFAULT '{a,"b c"}';
      ALTER TABLE member ADD grade grade NOT NULL DEFAULT 'low';
      ALTER TABLE member ADD data jsonb NOT NULL DEFAULT '{"a": 1}';
      ALTER TABLE member ADD price numeric(8, 2) NOT NULL DEFAULT 0;
      ALTER TABLE member ADD below int NOT NULL DEFAULT -1;
      ALTER TABLE event ADD level int NOT NULL DEFAULT 3;
      """;

  @Test
  void a_new_column_has_the_default_that_it_came_with() {
    try (Migrated ours = Migrated.of(clusters(), ENVIRONMENT, MIGRATIONS);
        Migrated theirs = Migrated.of(clusters(), ENVIRONMENT + OWN_ROWS, MIGRATIONS)) {
      String text = loadInto(theirs.before(), ours);
      Migrated.same(Migrated.whole(theirs.cut()), Migrated.whole(theirs.before()), text);
      assertTrue(text.contains("ADD COLUMN day date DEFAULT '2024-01-01'::date NOT NULL;"), text);
      assertFalse(text.contains("ALTER COLUMN day"), text);
    }
  }

  /** The values are each installation's own. */
  @Test
  void a_default_that_is_computed_is_computed_for_rows_that_are_there() {
    try (Migrated ours =
            Migrated.of(
                clusters(),
                ENVIRONMENT,
                """
                ALTER TABLE member ADD token uuid NOT NULL DEFAULT gen_random_uuid();
                ALTER TABLE member ADD other uuid DEFAULT gen_random_uuid();
                ALTER TABLE member ADD since timestamptz NOT NULL DEFAULT now();
                ALTER TABLE member ADD number serial;
                """);
        ThrowawayDatabase there =
            Migrated.prepared(clusters(), Migrated.ROLE, ENVIRONMENT + OWN_ROWS)) {
      String text = loadInto(there, ours);
      assertEquals(
          List.of("2 2 t 1,2"),
          Migrated.query(
              there,
              "SELECT concat_ws(' ', count(DISTINCT token), count(DISTINCT other),"
                  + " bool_and(since > now() - interval '1 hour'),"
                  + " string_agg(number::text, ',' ORDER BY number)) FROM member"),
          text);
    }
  }

  private static String loadInto(ThrowawayDatabase there, Migrated ours) {
    BaselineFile file = BaselineFile.of(ours.baseline(), List.of());
    file.loadInto(there)
        .ifPresent(
            why -> {
              throw new AssertionError(why + "\n" + file.text());
            });
    return file.text();
  }
}
