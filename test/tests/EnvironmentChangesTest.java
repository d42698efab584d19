package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baseline.BaselineDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import postgres.ObservedRun;
import postgres.ThrowawayDatabase;
import postgres.VersionTable;
import proof.Comparison;
import proof.DatabaseComparison;
import snapshot.Snapshot;
import statements.Baseline;
import statements.BaselineFile;

/** Enums, event triggers, extensions and guarded statements, where the environment has a say. */
@Tag("slow")
class EnvironmentChangesTest extends WithClusters {
  private static final String ENUM =
      """
      CREATE TYPE grade AS ENUM ('low', 'high');
      CREATE TABLE member (id int PRIMARY KEY, grade grade);
      """;

  @Test
  void a_value_that_an_enum_gets_is_committed_ahead_where_it_is_used() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            ENUM,
            """
            ALTER TYPE grade ADD VALUE 'middle' BEFORE 'high';
            CREATE TABLE own (grade grade DEFAULT 'middle');
            CREATE INDEX middle ON member (id) WHERE grade = 'middle';
            INSERT INTO member VALUES (1, 'middle');
            """)) {
      String text = BaselineFile.of(migrated.check(), List.of()).text();
      assertTrue(
          text.contains(
              "\n--;; AUTOCOMMIT TYPE public.grade\n"
                  + "ALTER TYPE public.grade ADD VALUE IF NOT EXISTS 'middle' AFTER 'low';"),
          text);
      assertEquals(text.indexOf("\n--;; "), text.indexOf("\n--;; AUTOCOMMIT"), "it comes first");
    }
  }

  @Test
  void a_value_that_is_not_used_needs_no_transaction_of_its_own() {
    try (Migrated migrated =
        Migrated.of(clusters(), ENUM, "ALTER TYPE grade ADD VALUE 'middle' AFTER 'low';")) {
      String text = BaselineFile.of(migrated.check(), List.of()).text();
      assertFalse(text.contains("AUTOCOMMIT"), text);
    }
  }

  @Test
  void rows_of_an_event_trigger_are_left_to_it_and_said_to_be() {
    String environment =
        """
        CREATE SCHEMA audit;
        CREATE TABLE audit.defined (id serial PRIMARY KEY, tag text);
        CREATE FUNCTION audit.note() RETURNS event_trigger LANGUAGE plpgsql AS
          'BEGIN INSERT INTO audit.defined (tag) VALUES (tg_tag); END';
        CREATE EVENT TRIGGER noting ON ddl_command_end EXECUTE FUNCTION audit.note();
        """;
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            environment,
            "CREATE TABLE a (id int); ALTER TABLE a ADD b int, ADD c int;")) {
      Baseline baseline = migrated.load();
      assertEquals(
          List.of(
              "event trigger noting of the environment writes audit.defined, audit.defined_id_seq"
                  + " at each statement that defines an object, and the baseline has other"
                  + " statements than the migrations: that is left to the event trigger, and verify"
                  + " will call it a difference"),
          baseline.warnings());
      Migrated.run(migrated.before(), migrated.before().owner(), "CREATE TABLE kept (id int);");
      Migrated.run(migrated.cut(), migrated.cut().owner(), "CREATE TABLE kept (id int);");
      Comparison found =
          DatabaseComparison.of(Snapshot.of(migrated.cut()), Snapshot.of(migrated.before()));
      String reason =
          ", where event trigger noting writes at each statement that defines an object";
      assertEquals(
          List.of(
              "rows of audit.defined" + reason,
              "position of sequence audit.defined_id_seq" + reason),
          found.differences().stream().map(Comparison.Difference::subject).toList());
    }
  }

  @Test
  void what_migrations_make_only_where_it_is_not_may_be_there() {
    String migrations =
        """
        CREATE SCHEMA IF NOT EXISTS shop;
        CREATE SEQUENCE IF NOT EXISTS shop.ticket;
        CREATE TYPE shop.state AS ENUM ('on');
        CREATE INDEX IF NOT EXISTS by_name ON there (name);
        ALTER TABLE there ADD COLUMN IF NOT EXISTS note text;
        CREATE OR REPLACE FUNCTION shop.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE OR REPLACE VIEW shop.seen AS SELECT 1 AS one;
        CREATE TABLE IF NOT EXISTS shop.item (id int);
        """;
    List<ObservedRun.Guarded> guarded =
        List.of(
            said("CREATE SCHEMA IF NOT EXISTS shop"),
            said("create sequence if not exists shop.ticket"),
            said(
                "DO $$ BEGIN CREATE TYPE shop.state AS ENUM ('on');"
                    + " EXCEPTION WHEN duplicate_object THEN NULL; END $$"),
            said("CREATE INDEX IF NOT EXISTS by_name ON there (name)"),
            said("ALTER TABLE there\n  ADD COLUMN IF NOT EXISTS note text"),
            said("CREATE OR REPLACE FUNCTION shop.one() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
            said("CREATE OR REPLACE VIEW \"shop\".seen AS SELECT 1 AS one"),
            said("CREATE TABLE IF NOT EXISTS shop.item (id int)"));
    try (Migrated migrated =
        Migrated.of(clusters(), "CREATE TABLE there (name text);", migrations)) {
      ThrowawayDatabase cut =
          migrated
              .cut()
              .with(
                  new VersionTable("none", "none"),
                  ObservedRun.migratingAs("shop").guarding(guarded));
      Baseline baseline =
          BaselineDump.take(
              cut,
              Optional.of(
                  migrated
                      .before()
                      .with(new VersionTable("none", "none"), ObservedRun.migratingAs("shop"))));
      assertEquals(
          List.of(
              "migrations make shop.item (versions/a1.py:7) IF NOT EXISTS, and the baseline, which"
                  + " makes the final form, fails if one is there before the first migration"),
          baseline.warnings());
      Migrated.run(
          migrated.before(),
          migrated.before().owner(),
          migrations.replaceAll("CREATE TABLE .*\n", ""));
      BaselineFile file = BaselineFile.of(baseline, List.of());
      assertEquals("", file.loadInto(migrated.before()).orElse(""), file.text());
      Migrated.same(Migrated.whole(migrated.cut()), Migrated.whole(migrated.before()), file.text());
    }
  }

  private static ObservedRun.Guarded said(String sql) {
    return new ObservedRun.Guarded(sql, "versions/a1.py", 7);
  }

  @Test
  void rows_that_an_extensions_script_makes_are_not_made_again() throws IOException {
    try (Migrated empty = Migrated.of(clusters(), "", "")) {
      Path folder =
          Path.of(
                  Migrated.query(
                          empty.cut(), "SELECT setting FROM pg_config WHERE name = 'SHAREDIR'")
                      .get(0))
              .resolve("extension");
      if (!Files.isWritable(folder)) {
        throw new TestAbortedException("an extension of our own needs " + folder);
      }
      Path control = folder.resolve("squash_test_lookup.control");
      Path script = folder.resolve("squash_test_lookup--1.0.sql");
      try {
        Files.writeString(control, "comment = 'lookups'\ndefault_version = '1.0'\n");
        Files.writeString(
            script,
            """
            CREATE TABLE lookup (code text PRIMARY KEY, label text);
            INSERT INTO lookup VALUES ('a', 'first'), ('b', 'second'), ('c', 'third');
            SELECT pg_extension_config_dump('lookup', '');
            """);
        check(
            "",
            """
            CREATE EXTENSION squash_test_lookup;
            DELETE FROM lookup WHERE code = 'c';
            UPDATE lookup SET label = 'changed' WHERE code = 'b';
            INSERT INTO lookup VALUES ('d', 'ours');
            """);
        check(
            "CREATE EXTENSION squash_test_lookup;",
            "DELETE FROM lookup WHERE code = 'c'; INSERT INTO lookup VALUES ('d', 'ours');");
      } finally {
        Files.deleteIfExists(control);
        Files.deleteIfExists(script);
      }
    }
  }

  private static void check(String environment, String migrations) {
    try (Migrated migrated = Migrated.of(clusters(), environment, migrations)) {
      String text = BaselineFile.of(migrated.check(), List.of()).text();
      assertFalse(text.contains("'first'"), text);
      assertFalse(text.contains("COMMENT ON EXTENSION"), text);
    }
  }
}
