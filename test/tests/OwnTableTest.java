package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baseline.BaselineDump;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postgres.ObservedRun;
import postgres.ThrowawayDatabase;
import postgres.VersionTable;
import statements.Baseline;
import statements.BaselineFile;

/** What migrations did to Alembic's own table is in the baseline, and its rows are not. */
@Tag("slow")
class OwnTableTest extends WithClusters {
  private static final VersionTable TABLE = new VersionTable("public", "alembic_version");
  private static final String MADE =
      """
      CREATE ROLE reader;
      CREATE SCHEMA app;
      SET ROLE shop;
      CREATE TABLE alembic_version (
        version_num varchar(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
      """;

  private static final String AT = "INSERT INTO alembic_version VALUES ('a1');\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE alembic_version ALTER version_num TYPE varchar(128);",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;",
        "ALTER TABLE alembic_version ENABLE ROW LEVEL SECURITY;"
            + " CREATE POLICY seen ON alembic_version FOR SELECT TO reader USING (true);",
        "COMMENT ON TABLE alembic_version IS 'of Alembic';",
        "CREATE INDEX by_length ON alembic_version (length(version_num));",
        "ALTER TABLE alembic_version OWNER TO reader;",
        "ALTER TABLE alembic_version ADD applied timestamptz NOT NULL DEFAULT now();",
        "ALTER TABLE alembic_version RENAME CONSTRAINT alembic_version_pkc TO pk_version;",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
            + " CREATE TRIGGER t AFTER UPDATE ON alembic_version EXECUTE FUNCTION f();"
      })
  void it_is_as_the_migrations_left_it(String change) {
    try (Migrated migrated =
        Migrated.of(clusters(), MADE, "CREATE TABLE own (id int);" + AT + change)) {
      ThrowawayDatabase cut = migrated.cut().with(TABLE, ObservedRun.NOTHING);
      ThrowawayDatabase before = migrated.before().with(TABLE, ObservedRun.NOTHING);
      Baseline baseline = BaselineDump.take(cut, Optional.of(before));
      BaselineFile file = BaselineFile.of(baseline, List.of());
      assertEquals(List.of(), baseline.warnings());
      assertFalse(file.text().contains("DROP TABLE"), file.text());
      assertFalse(file.text().contains("INSERT INTO"), file.text());
      Baseline back = BaselineDump.back(cut, cut, before, baseline);
      String was = schema(before);
      assertEquals("", file.loadInto(before).orElse(""), file.text());
      Migrated.same(schema(cut), schema(before), file.text());
      assertEquals("", BaselineFile.of(back, List.of()).loadInto(before).orElse(""));
      Migrated.same(was, schema(before), BaselineFile.of(back, List.of()).text());
      assertEquals(List.of(), back.warnings());
    }
  }

  @Test
  void nothing_is_said_of_one_that_the_environment_made_otherwise() {
    String wide = MADE.replace("varchar(32)", "varchar(200)");
    try (Migrated migrated = Migrated.of(clusters(), wide, "CREATE TABLE own (id int);" + AT)) {
      String text = text(migrated, Optional.of(migrated.before().with(TABLE, ObservedRun.NOTHING)));
      assertFalse(text.contains("alembic_version"), text);
    }
  }

  @Test
  void one_that_nobody_saw_made_was_made_as_alembic_makes_it() {
    String change =
        "ALTER TABLE alembic_version ALTER version_num TYPE text; GRANT SELECT ON alembic_version"
            + " TO reader;";
    try (Migrated migrated = Migrated.of(clusters(), "", MADE + AT + change)) {
      String text = text(migrated, Optional.empty());
      assertFalse(text.contains("CREATE TABLE public.alembic_version"), text);
      assertFalse(text.contains("PRIMARY KEY"), text);
      assertTrue(text.contains("ALTER COLUMN version_num TYPE text"), text);
      assertTrue(text.contains("GRANT SELECT ON TABLE public.alembic_version TO reader"), text);
      Migrated.run(migrated.before(), migrated.before().mostPrivileged(), "CREATE ROLE reader");
      ThrowawayDatabase versioned =
          BaselineDump.versioned(
              migrated.before(), migrated.cut().with(TABLE, ObservedRun.NOTHING));
      assertEquals(Optional.of(TABLE), versioned.versionTable());
      assertEquals(
          List.of("character varying(32) shop"),
          Migrated.query(
              versioned,
              "SELECT format_type(a.atttypid, a.atttypmod) || ' ' || tableowner"
                  + " FROM pg_attribute a, pg_tables WHERE attrelid = 'alembic_version'::regclass"
                  + " AND attnum = 1 AND tablename = 'alembic_version'"));
    }
  }

  @Test
  void one_that_moved_to_another_schema_is_there_and_does_not_come_back() {
    try (Migrated migrated =
        Migrated.of(clusters(), MADE, AT + "ALTER TABLE alembic_version SET SCHEMA app;")) {
      ThrowawayDatabase cut =
          migrated.cut().with(new VersionTable("app", "alembic_version"), ObservedRun.NOTHING);
      ThrowawayDatabase before = migrated.before().with(TABLE, ObservedRun.NOTHING);
      Baseline baseline = BaselineDump.take(cut, Optional.of(before));
      assertEquals(
          List.of(
              "Alembic's table app.alembic_version cannot become public.alembic_version again while"
                  + " it says which revision is there"),
          BaselineDump.back(cut, cut, before, baseline).warnings());
      BaselineFile file = BaselineFile.of(baseline, List.of());
      assertEquals("", file.loadInto(before).orElse(""), file.text());
      Migrated.same(schema(cut), schema(before), file.text());
    }
  }

  @Test
  void an_id_without_room_in_the_first_table_stands_in_the_way_back() {
    String id = "a_revision_with_more_than_thirty_two_characters";
    String wide = "ALTER TABLE alembic_version ALTER version_num TYPE varchar(99);";
    try (Migrated migrated = Migrated.of(clusters(), MADE, wide + AT.replace("a1", id))) {
      ThrowawayDatabase cut = migrated.cut().with(TABLE, ObservedRun.NOTHING);
      ThrowawayDatabase before = migrated.before().with(TABLE, ObservedRun.NOTHING);
      Baseline baseline = BaselineDump.take(cut, Optional.of(before));
      assertEquals(
          List.of(
              "Alembic's table public.alembic_version has room for 32 characters before the first"
                  + " migration, and cannot become so again while it says "
                  + id),
          BaselineDump.back(cut, cut, before, baseline).warnings());
    }
  }

  @Test
  void a_trigger_that_alembics_own_row_fires_is_named() {
    String change =
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE"
            + " TRIGGER told AFTER INSERT OR UPDATE ON alembic_version EXECUTE FUNCTION f();";
    try (Migrated migrated = Migrated.of(clusters(), MADE, AT + change)) {
      Baseline baseline =
          BaselineDump.take(
              migrated.cut().with(TABLE, ObservedRun.NOTHING),
              Optional.of(migrated.before().with(TABLE, ObservedRun.NOTHING)));
      assertEquals(1, baseline.warnings().size(), baseline.warnings().toString());
      assertTrue(
          baseline
              .warnings()
              .get(0)
              .startsWith("a migration makes trigger told of Alembic's table"),
          baseline.warnings().get(0));
    }
  }

  private static String schema(ThrowawayDatabase database) {
    return database.dump("--schema-only").replaceAll("\\\\(un)?restrict .*", "");
  }

  private static String text(Migrated migrated, Optional<ThrowawayDatabase> before) {
    Baseline baseline = BaselineDump.take(migrated.cut().with(TABLE, ObservedRun.NOTHING), before);
    assertEquals(List.of(), baseline.warnings());
    return BaselineFile.of(baseline, List.of()).text();
  }
}
