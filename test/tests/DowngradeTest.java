package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baseline.BaselineDump;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.ThrowawayDatabase;
import proof.Comparison;
import proof.DatabaseComparison;
import snapshot.Snapshot;
import statements.Baseline;
import statements.BaselineFile;

/** The way back from a baseline gives exactly the database before the first migration. */
@Tag("slow")
class DowngradeTest extends WithClusters {
  private static final String IN_USE =
      " would be as before the first migration, whatever changed since";

  @Test
  void every_kind_of_object_is_removed() {
    there_and_back("CREATE ROLE other;", BaselineTest.EVERY_KIND);
  }

  @Test
  void roles_privileges_settings_and_extensions_are_removed() {
    there_and_back(
        """
        CREATE ROLE reader;
        CREATE ROLE grouped;
        CREATE TABLE shared (id int);
        GRANT SELECT ON shared TO reader;
        ALTER DEFAULT PRIVILEGES FOR ROLE shop GRANT SELECT ON TABLES TO reader;
        ALTER DATABASE "shop db" SET work_mem = '1MB';
        ALTER DATABASE "shop db" SET lock_timeout = '3s';
        COMMENT ON DATABASE "shop db" IS 'of the operators';
        """,
        """
        CREATE ROLE writer LOGIN;
        GRANT reader TO writer;
        GRANT writer TO grouped WITH ADMIN OPTION;
        ALTER ROLE writer SET search_path = app, public;
        ALTER ROLE writer IN DATABASE "shop db" SET statement_timeout = '5s';
        ALTER ROLE reader CREATEDB;
        COMMENT ON ROLE writer IS 'writes';
        CREATE SCHEMA app AUTHORIZATION writer;
        CREATE EXTENSION hstore SCHEMA app;
        CREATE TABLE app.things (id serial PRIMARY KEY, tags app.hstore);
        GRANT SELECT ON ALL TABLES IN SCHEMA app TO reader;
        ALTER TABLE app.things OWNER TO writer;
        GRANT SELECT, INSERT ON shared TO writer;
        REVOKE SELECT ON shared FROM reader;
        GRANT CONNECT, CREATE ON DATABASE "shop db" TO writer;
        ALTER DEFAULT PRIVILEGES FOR ROLE shop IN SCHEMA app GRANT INSERT ON TABLES TO writer;
        ALTER DEFAULT PRIVILEGES FOR ROLE shop REVOKE SELECT ON TABLES FROM reader;
        ALTER DEFAULT PRIVILEGES FOR ROLE writer GRANT SELECT ON TABLES TO reader;
        ALTER DATABASE "shop db" SET search_path = app, public;
        ALTER DATABASE "shop db" SET work_mem = '2MB';
        ALTER DATABASE "shop db" RESET lock_timeout;
        COMMENT ON DATABASE "shop db" IS NULL;
        CREATE FOREIGN DATA WRAPPER fdw;
        CREATE SERVER srv FOREIGN DATA WRAPPER fdw;
        CREATE USER MAPPING FOR shop SERVER srv;
        CREATE FUNCTION watched() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE EVENT TRIGGER watch ON sql_drop EXECUTE FUNCTION watched();
        """);
  }

  @Test
  void what_the_environment_made_is_as_it_was() {
    there_and_back(
        """
        CREATE ROLE reader;
        CREATE EXTENSION citext;
        CREATE TYPE colour AS ENUM ('red', 'blu');
        CREATE TYPE old_state AS ENUM ('on', 'off');
        CREATE TABLE kind (id int PRIMARY KEY, label text NOT NULL);
        CREATE TABLE account (
          id serial PRIMARY KEY, mail varchar(20), state old_state DEFAULT 'on', kind int
            REFERENCES kind, score text DEFAULT '0', note text NOT NULL, payload json,
          CONSTRAINT short CHECK (length(mail) < 20));
        CREATE INDEX by_note ON account (note);
        CREATE VIEW mails AS SELECT id, mail FROM account;
        CREATE VIEW above AS SELECT mail FROM mails;
        COMMENT ON VIEW mails IS 'kept';
        GRANT SELECT ON mails TO reader;
        CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION gone(a int) RETURNS int LANGUAGE sql AS 'SELECT 2';
        COMMENT ON FUNCTION gone(int) IS 'comes back';
        CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN NEW.note := ''stamped''; RETURN NEW; END';
        CREATE TRIGGER stamps BEFORE INSERT OR UPDATE ON account
          FOR EACH ROW EXECUTE FUNCTION stamp();
        CREATE TABLE obsolete (id int PRIMARY KEY, body text);
        GRANT SELECT ON obsolete TO reader;
        CREATE SEQUENCE ticket;
        SELECT nextval('ticket');
        CREATE TABLE log (at timestamptz, line text, body json);
        INSERT INTO kind VALUES (1, 'one'), (2, 'two'), (3, 'three');
        INSERT INTO account (mail, kind, note, payload)
          VALUES ('a@x', 1, '', '{"a": 1}'), ('b@x', 2, '', NULL), ('c@x', 3, '', '[]');
        INSERT INTO obsolete VALUES (1, 'a'), (2, NULL);
        INSERT INTO log VALUES ('2020-01-01 10:00+02', 'x', '{"a": 1}'), (NULL, 'y', NULL),
          ('2020-01-01 10:00+02', 'x', '{"a": 1}');
        SELECT lo_from_bytea(4711, 'old');
        """,
        """
        CREATE TYPE mood AS ENUM ('sad', 'happy');
        CREATE TYPE state AS ENUM ('on', 'off', 'gone');
        CREATE FUNCTION fresh() RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT ''f''::text';
        CREATE TABLE owner (id serial PRIMARY KEY, name citext);
        INSERT INTO owner (name) VALUES ('o');
        DROP VIEW above;
        DROP VIEW mails;
        ALTER TABLE account ALTER id TYPE bigint;
        ALTER TABLE account ALTER mail TYPE text;
        ALTER TABLE account ALTER mail SET NOT NULL;
        CREATE VIEW mails AS SELECT account.id, mail FROM account, owner;
        GRANT SELECT ON mails TO reader;
        ALTER TABLE account ALTER state DROP DEFAULT;
        ALTER TABLE account ALTER state TYPE state USING state::text::state;
        ALTER TABLE account ALTER state SET DEFAULT 'gone';
        DROP TYPE old_state;
        ALTER TABLE account ALTER score DROP DEFAULT;
        ALTER TABLE account ALTER score TYPE int USING score::int;
        ALTER TABLE account ALTER score SET DEFAULT 5;
        ALTER TABLE account DROP payload;
        ALTER TABLE account ADD mood mood NOT NULL DEFAULT 'happy';
        ALTER TABLE account ADD fresh text DEFAULT fresh();
        ALTER TABLE account ADD owner int REFERENCES owner;
        ALTER TABLE account ADD counted int GENERATED BY DEFAULT AS IDENTITY;
        ALTER TABLE account ADD CONSTRAINT freshness CHECK (note <> fresh());
        ALTER TABLE account DROP CONSTRAINT short;
        ALTER TABLE account RENAME note TO remark;
        ALTER TABLE account RENAME remark TO note;
        ALTER TABLE account SET (fillfactor = 70);
        ALTER TABLE account ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON account USING (kind > 0);
        DROP INDEX by_note;
        CREATE INDEX by_mail ON account (lower(mail));
        DROP TRIGGER stamps ON account;
        CREATE TRIGGER stamps BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION stamp();
        CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 11';
        DROP FUNCTION gone(int);
        ALTER TYPE colour RENAME VALUE 'blu' TO 'blue';
        DROP TABLE obsolete;
        ALTER SEQUENCE ticket INCREMENT 3;
        SELECT setval('ticket', 42);
        ALTER TABLE log SET UNLOGGED;
        COMMENT ON TABLE log IS 'new';
        CREATE MATERIALIZED VIEW counts AS SELECT count(*) FROM account;
        UPDATE kind SET label = 'deux' WHERE id = 2;
        INSERT INTO kind VALUES (4, 'four');
        DELETE FROM account WHERE kind = 3;
        DELETE FROM kind WHERE id = 3;
        INSERT INTO account (mail, state, kind, note) VALUES ('d@x', 'off', 4, '');
        DELETE FROM log WHERE ctid = '(0,1)';
        INSERT INTO log VALUES (NULL, 'z', '[]');
        SELECT lo_unlink(4711);
        SELECT lo_from_bytea(4712, 'new');
        """);
  }

  @Test
  void views_over_columns_that_get_another_type_are_made_anew() {
    there_and_back(
        """
        CREATE TABLE "the Table" (id int, a varchar(9));
        CREATE VIEW lengths AS SELECT id, length(a) AS size FROM "the Table";
        CREATE MATERIALIZED VIEW sums AS SELECT sum(size) AS total FROM lengths;
        """,
        """
        DROP VIEW lengths CASCADE;
        ALTER TABLE "the Table" ALTER a TYPE text;
        CREATE VIEW lengths AS SELECT id, length(a) AS size FROM "the Table";
        CREATE MATERIALIZED VIEW sums AS SELECT sum(size) AS total FROM lengths;
        """);
  }

  @Test
  void a_role_that_another_database_uses_stays() {
    try (Migrated migrated = Migrated.of(clusters(), "", "CREATE ROLE writer; CREATE ROLE idle;")) {
      BaselineFile back = BaselineFile.of(back(migrated), List.of());
      migrated.load();
      ThrowawayDatabase other = migrated.before().scratch("another");
      Migrated.run(
          other, other.mostPrivileged(), "CREATE TABLE t (a int); GRANT ALL ON t TO writer;");
      assertEquals("", back.loadInto(migrated.before()).orElse(""), back.text());
      String roles = "SELECT rolname FROM pg_roles WHERE rolname IN ('writer', 'idle')";
      assertEquals(List.of("writer"), Migrated.query(migrated.before(), roles));
    }
  }

  @Test
  void rows_with_values_that_each_build_generates_are_found_by_the_others() {
    String environment =
        """
        CREATE TABLE tenant (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text);
        INSERT INTO tenant VALUES ('11111111-1111-1111-1111-111111111111', 'operators');
        """;
    String migrations =
        """
        INSERT INTO tenant (name) VALUES ('master');
        CREATE TABLE owned (tenant uuid REFERENCES tenant);
        """;
    try (Migrated migrated = Migrated.of(clusters(), environment, migrations);
        Migrated again = Migrated.of(clusters(), environment, migrations);
        Migrated installed = Migrated.of(clusters(), environment, migrations)) {
      BaselineFile back =
          BaselineFile.of(
              BaselineDump.back(
                  migrated.cut(), again.cut(), migrated.before(), migrated.baseline()),
              List.of());
      assertEquals("", back.loadInto(installed.cut()).orElse(""), back.text());
      Comparison found =
          DatabaseComparison.of(Snapshot.of(installed.before()), Snapshot.of(installed.cut()));
      assertEquals(List.of(), found.differences(), back.text());
    }
  }

  @Test
  void rows_and_positions_of_the_environment_are_named_where_they_would_be_put_back() {
    String environment = "CREATE TABLE kind (id serial, label text); CREATE TABLE idle (a int);";
    String migrations = "INSERT INTO kind (label) VALUES ('a'); ALTER TABLE idle ADD b int;";
    try (Migrated migrated = Migrated.of(clusters(), environment, migrations)) {
      assertEquals(
          List.of(
              "rows of public.kind" + IN_USE,
              "the position of sequence public.kind_id_seq" + IN_USE),
          back(migrated).warnings());
    }
  }

  @Test
  void labels_that_an_enum_of_the_environment_got_are_named() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            "CREATE TYPE mood AS ENUM ('sad');",
            "ALTER TYPE mood ADD VALUE 'happy';")) {
      List<String> warnings = back(migrated).warnings();
      assertEquals(1, warnings.size(), warnings.toString());
      assertTrue(warnings.get(0).contains("TYPE public.mood"), warnings.get(0));
    }
  }

  @Test
  void a_password_that_is_gone_is_named() {
    try (Migrated migrated =
        Migrated.of(clusters(), "CREATE ROLE guest LOGIN PASSWORD 'x';", "DROP ROLE guest;")) {
      List<String> warnings = back(migrated).warnings();
      assertEquals(List.of("nothing gives back PASSWORD guest"), warnings);
    }
  }

  private static Baseline back(Migrated migrated) {
    return BaselineDump.back(
        migrated.cut(), migrated.cut(), migrated.before(), migrated.baseline());
  }

  /** Loads the baseline and goes back, twice, and compares with what was there. */
  private static void there_and_back(String environment, String migrations) {
    try (Migrated migrated = Migrated.of(clusters(), environment, migrations)) {
      Baseline back = back(migrated);
      assertEquals(List.of(), back.warnings().stream().filter(it -> !it.endsWith(IN_USE)).toList());
      BaselineFile file = BaselineFile.of(back, List.of());
      BaselineFile there = BaselineFile.of(migrated.baseline(), List.of());
      Snapshot was = Snapshot.of(migrated.before());
      for (int round = 1; round <= 2; round++) {
        assertEquals("", there.loadInto(migrated.before()).orElse(""), there.text());
        Migrated.same(
            Migrated.whole(migrated.cut()), Migrated.whole(migrated.before()), there.text());
        assertEquals("", file.loadInto(migrated.before()).orElse(""), file.text());
        Comparison found = DatabaseComparison.of(was, Snapshot.of(migrated.before()));
        assertEquals(List.of(), found.differences(), file.text());
        assertEquals(List.of(), found.equivalences(), file.text());
      }
    }
  }
}
