package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import answers.Answers;
import baseline.BaselineDump;
import generated.GeneratedBaseline;
import generated.GeneratedRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.ThrowawayDatabase;
import rows.BuildWindow;
import statements.BaselineFile;

/** Migrations change trees of partitions that the environment made. */
@Tag("slow")
class PartitionedEnvironmentTest extends WithClusters {
  private static final String TREE =
      """
      CREATE TABLE log (line text);
      CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.note := ''stamped''; RETURN NEW; END';
      CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN INSERT INTO log VALUES (TG_TABLE_NAME); RETURN NULL; END';
      CREATE TABLE measure (day date, n int, note text) PARTITION BY RANGE (day);
      CREATE TABLE measure_1 PARTITION OF measure FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE TABLE measure_2 PARTITION OF measure FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
      CREATE TABLE loose (note text, n int, day date);
      CREATE TRIGGER stamps BEFORE INSERT ON measure FOR EACH ROW EXECUTE FUNCTION stamp();
      CREATE TRIGGER tells AFTER INSERT ON measure EXECUTE FUNCTION tell();
      CREATE TRIGGER parting BEFORE INSERT ON measure FOR EACH ROW EXECUTE FUNCTION stamp();
      ALTER TABLE measure_1 DISABLE TRIGGER stamps;
      ALTER TABLE measure ENABLE ALWAYS TRIGGER tells;
      INSERT INTO measure VALUES ('2020-05-05', 1, 'a'), ('2020-05-06', 2, 'b'), ('2021-05-05', 3, 'c');
      INSERT INTO loose VALUES ('d', 4, '2023-05-05');
      """;

  private static final String CHANGED =
      """
      DROP TRIGGER parting ON measure;
      DELETE FROM measure WHERE n = 1;
      INSERT INTO measure VALUES ('2020-07-07', 5, 'e'), ('2021-07-07', 6, 'f');
      UPDATE measure SET note = 'mine' WHERE n = 6;
      ALTER TABLE measure DETACH PARTITION measure_2;
      CREATE TABLE measure_3 PARTITION OF measure FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
      INSERT INTO measure VALUES ('2022-07-07', 7, 'g');
      UPDATE measure SET note = 'own' WHERE n = 7;
      ALTER TABLE measure ATTACH PARTITION loose FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
      INSERT INTO measure VALUES ('2023-07-07', 8, 'h');
      UPDATE measure SET note = 'own' WHERE n = 8;
      DELETE FROM log;
      """;

  @Test
  void rows_and_partitions_come_and_go_and_its_triggers_do_not_see_it() {
    try (Migrated migrated = Migrated.of(clusters(), TREE, CHANGED)) {
      assertEquals(
          List.of(
              "with the triggers of public.loose, public.measure the baseline would not make the"
                  + " rows that the migrations made, so it disables them while it writes rows,"
                  + " which only the owner may: postgres"),
          migrated.check().warnings());
      assertEquals(
          Migrated.query(migrated.cut(), FIRING), Migrated.query(migrated.before(), FIRING));
    }
  }

  /** How each trigger is enabled, those of partitions among them, which no dump tells. */
  private static final String FIRING =
      """
      SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
      WHERE NOT tgisinternal ORDER BY 1
      """;

  private static final String HASHED =
      """
      CREATE TABLE place (uuid uuid, label text) PARTITION BY HASH (uuid);
      CREATE TABLE place_0 PARTITION OF place FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE place_1 PARTITION OF place FOR VALUES WITH (MODULUS 2, REMAINDER 1);
      INSERT INTO place VALUES ('0c2f1d5e-2f4b-4c1e-8a53-1f2e3d4c5b6a', 'first');
      """;

  private static final String SEEDED =
      """
      DELETE FROM place;
      INSERT INTO place SELECT gen_random_uuid(), 'place ' || n FROM generate_series(1, 20) AS n;
      """;

  @Test
  void new_rows_get_their_own_keys_and_partitions() {
    Instant from = Instant.now();
    try (ThrowawayDatabase empty = Migrated.prepared(clusters(), Migrated.ROLE, HASHED);
        Migrated migrated = Migrated.of(clusters(), HASHED, SEEDED);
        Migrated again = Migrated.of(clusters(), HASHED, SEEDED)) {
      GeneratedRows rows =
          GeneratedRows.between(migrated.cut(), again.cut(), new BuildWindow(from, Instant.now()));
      assertEquals(List.of(), rows.warnings());
      GeneratedBaseline generated = rows.in(BaselineDump.take(migrated.cut(), Optional.of(empty)));
      assertEquals(Map.of(), generated.questions());
      BaselineFile file =
          BaselineFile.of(generated.answered(Answers.NONE).baseline(), List.of("Generated."));
      assertTrue(file.text().contains("\n--;; TABLE DATA public.place\nINSERT"), file.text());
      for (ThrowawayDatabase installed : List.of(empty, migrated.before())) {
        assertEquals(Optional.empty(), file.loadInto(installed), file::text);
        Map<String, String> names = rows.check(installed, Answers.NONE);
        assertEquals(20, names.size());
        names.forEach((here, there) -> assertFalse(here.equals(there), here));
      }
    }
  }
}
