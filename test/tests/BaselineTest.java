package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postgres.ThrowawayDatabase;
import statements.Baseline;
import statements.BaselineFile;
import statements.BaselineStatement;

@Tag("slow")
class BaselineTest extends WithClusters {
  private static final Pattern SET =
      Pattern.compile("PERFORM set_config\\('(\\w+)', '[^']*', current_setting");

  @Test
  void every_kind_of_object_comes_back_as_it_was() {
    try (Migrated migrated = Migrated.of(clusters(), "CREATE ROLE other;", EVERY_KIND)) {
      migrated.check();
    }
  }

  @Test
  void names_with_parentheses_and_quotes_are_told_from_lists_of_columns() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            "CREATE TABLE marks (); CREATE TABLE \"old (x)\" (\"a (b)\" text);",
            """
            INSERT INTO marks DEFAULT VALUES;
            INSERT INTO "old (x)" VALUES ('(a), (b)');
            CREATE TABLE bill (id int, "Amount (EUR)" numeric, "a, ""b"" (c)" text);
            INSERT INTO bill VALUES (1, 2.50, 'x (y) FROM stdin;');
            CREATE SCHEMA "s (t)";
            CREATE TABLE "s (t)"."u (v)" ("w (x" text, "y) z" text);
            INSERT INTO "s (t)"."u (v)" VALUES ('1', '2');
            """)) {
      migrated.check();
    }
  }

  /** The rows of the first two have nothing that could be written down, but a number. */
  @Test
  void rows_of_tables_without_columns_of_their_own_are_kept() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            "",
            """
            CREATE TABLE bare ();
            CREATE TABLE "computed (a)" (one int GENERATED ALWAYS AS (1) STORED);
            CREATE TABLE empty ();
            CREATE TABLE of_generated (id int GENERATED ALWAYS AS IDENTITY);
            INSERT INTO bare DEFAULT VALUES;
            INSERT INTO bare DEFAULT VALUES;
            INSERT INTO "computed (a)" DEFAULT VALUES;
            INSERT INTO "computed (a)" DEFAULT VALUES;
            INSERT INTO of_generated DEFAULT VALUES;
            """)) {
      migrated.check();
    }
  }

  @Test
  void the_role_that_migrates_is_not_named_and_others_are() {
    String environment = "CREATE ROLE other;";
    String migrations =
        """
        CREATE TABLE mine (a int);
        REVOKE ALL ON mine FROM shop;
        GRANT SELECT ON mine TO shop;
        CREATE TABLE theirs (a int);
        ALTER TABLE theirs OWNER TO other;
        GRANT SELECT ON theirs TO shop WITH GRANT OPTION;
        CREATE SCHEMA area;
        GRANT CREATE ON SCHEMA area TO other;
        ALTER DEFAULT PRIVILEGES FOR ROLE shop IN SCHEMA area GRANT SELECT ON TABLES TO other;
        ALTER DEFAULT PRIVILEGES FOR ROLE other GRANT SELECT ON TABLES TO shop;
        ALTER TABLE mine ENABLE ROW LEVEL SECURITY;
        CREATE POLICY ours ON mine TO shop, other USING (a > 0);
        CREATE FOREIGN DATA WRAPPER fdw;
        CREATE SERVER srv FOREIGN DATA WRAPPER fdw;
        CREATE USER MAPPING FOR shop SERVER srv;
        DROP SCHEMA public CASCADE;
        CREATE SCHEMA public;
        """;
    try (Migrated migrated = Migrated.of(clusters(), environment, migrations);
        ThrowawayDatabase elsewhere = Migrated.prepared(clusters(), "sales", environment)) {
      Baseline baseline = migrated.check();
      for (BaselineStatement statement : baseline.statements()) {
        assertFalse(statement.sql().contains("shop"), statement.sql());
      }
      BaselineFile file = BaselineFile.of(baseline, List.of());
      assertEquals("", file.loadInto(elsewhere).orElse(""));
      Migrated.same(
          Migrated.whole(migrated.cut())
              .replace("Owner: shop", "Owner: sales")
              .replace(" shop", " sales"),
          Migrated.whole(elsewhere).replace(" shop", " sales"),
          file.text());
    }
  }

  @Test
  void functions_with_unqualified_names_load_where_expressions_call_them() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            "",
            """
            CREATE FUNCTION plain(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT lower($1)';
            CREATE FUNCTION folded(text) RETURNS text IMMUTABLE LANGUAGE sql
              AS 'SELECT plain($1)';
            CREATE TABLE person (
              name text CHECK (folded(name) <> ''),
              sought text GENERATED ALWAYS AS (folded(name)) STORED);
            INSERT INTO person VALUES ('Ada');
            CREATE INDEX ON person (folded(name));
            CREATE FUNCTION own() RETURNS int LANGUAGE sql SET search_path = public, pg_temp
              AS 'SELECT count(*)::int FROM person';
            """)) {
      migrated.check();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "SELECT | CREATE TABLE t (a int); INSERT INTO t VALUES (1) | -",
        "SELECT | CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1' |"
            + " check_function_bodies",
        "SELECT | CREATE TABLE t (a xml); INSERT INTO t VALUES ('<a/><b/>') | xmloption",
        "SELECT | CREATE TABLE t (a text); INSERT INTO t VALUES ('\\') |"
            + " standard_conforming_strings",
        "ALTER ROLE shop SET xmloption = document | CREATE TABLE t (a int) | xmloption",
        "ALTER ROLE shop SET default_tablespace = pg_default | CREATE TABLE t (a int) |"
            + " default_tablespace"
      })
  void no_setting_is_changed_that_it_does_not_need(
      String environment, String migrations, String expected) {
    try (Migrated migrated = Migrated.of(clusters(), environment + ";", migrations + ";")) {
      Baseline baseline = migrated.check();
      Set<String> changed =
          baseline.statements().stream()
              .filter(statement -> statement.title().equals("session settings"))
              .flatMap(statement -> SET.matcher(statement.sql()).results())
              .map(found -> found.group(1))
              .collect(Collectors.toSet());
      assertEquals(expected == null ? Set.of() : Set.of(expected), changed);
    }
  }

  @Test
  void the_session_is_as_it_was_whatever_was_set_in_it() {
    String odd =
        """
        SET check_function_bodies = on; SET xmloption = document;
        SET standard_conforming_strings = off; SET escape_string_warning = off;
        SET default_tablespace = pg_default; SET search_path = pg_temp; SET DateStyle = German;
        """;
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            "CREATE SCHEMA hidden;",
            """
            CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''a\\b''';
            CREATE TABLE hidden.t (a text, x xml, d date DEFAULT '2020-12-01');
            INSERT INTO hidden.t VALUES ('a\\', '<a/><b/>', '2020-12-01');
            """)) {
      String sql = BaselineFile.of(migrated.baseline(), List.of()).text();
      String before = "SET alembic.odd = 1;\n" + odd;
      String show =
          "SELECT name, setting, source FROM pg_settings WHERE name NOT LIKE 'plpgsql.%' ORDER BY"
              + " 1;\n"
              + "TABLE pg_prepared_statements;\n";
      String undo = "SELECT lo_unlink(1) WHERE false;";
      for (List<String> shape :
          List.of(
              List.of("", ""),
              List.of("BEGIN;\n", "COMMIT;\n"),
              List.of("BEGIN;\nSET LOCAL xmloption = document;\n", "COMMIT;\n"))) {
        for (String session : List.of("", before)) {
          String opened = session + shape.get(0);
          String expected =
              Migrated.run(
                  migrated.before(),
                  migrated.before().owner(),
                  opened + show + shape.get(1) + show);
          String all =
              Migrated.run(
                  migrated.before(),
                  migrated.before().owner(),
                  opened + "\\o /dev/null\n" + sql + "\\o\n" + show + shape.get(1) + show);
          Migrated.same(expected, all, opened);
          assertEquals(List.of("a\\"), Migrated.query(migrated.before(), "SELECT a FROM hidden.t"));
          Migrated.run(
              migrated.before(),
              migrated.before().owner(),
              undo + "DROP FUNCTION public.f(); DROP TABLE hidden.t;");
        }
      }
    }
  }

  @Test
  void tablespaces_and_access_methods_are_kept() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            """
            SET allow_in_place_tablespaces = on;
            CREATE TABLESPACE "Fast one" LOCATION '';
            CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
            CREATE TABLE moved (a int);
            CREATE TABLE stays (a int) TABLESPACE "Fast one";
            """,
            """
            CREATE TABLE usual (a int PRIMARY KEY);
            CREATE TABLE quick (a int PRIMARY KEY USING INDEX TABLESPACE "Fast one", b int)
              USING heap2 TABLESPACE "Fast one";
            CREATE INDEX usual_b ON quick (b);
            CREATE INDEX quick_b ON quick (b) TABLESPACE "Fast one" WHERE b > 0;
            CREATE MATERIALIZED VIEW seen USING heap2 TABLESPACE "Fast one" AS SELECT 1 AS a;
            ALTER TABLE moved SET TABLESPACE "Fast one";
            """)) {
      assertEquals(List.of(), migrated.check().warnings());
    }
  }

  @Test
  void extensions_that_migrations_make_keep_their_version_and_schema() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            "CREATE EXTENSION hstore VERSION '1.4';",
            """
            CREATE SCHEMA ext;
            CREATE EXTENSION pg_trgm SCHEMA ext VERSION '1.3';
            CREATE EXTENSION citext SCHEMA ext;
            ALTER EXTENSION hstore UPDATE TO '1.5';
            """)) {
      migrated.check();
      String versions =
          "SELECT extname || extversion || extnamespace::regnamespace FROM pg_extension ORDER BY 1";
      assertEquals(
          Migrated.query(migrated.cut(), versions), Migrated.query(migrated.before(), versions));
      assertTrue(Migrated.query(migrated.before(), versions).contains("hstore1.5public"));
    }
  }

  static final String EVERY_KIND =
      """
      CREATE SCHEMA "odd ""schema"".; Type: TABLE";
      SET search_path = "odd ""schema"".; Type: TABLE", public;
      CREATE TYPE mood AS ENUM ('sad; ', 'it''s', E'back\\\\slash');
      CREATE TYPE pair AS (a int, "B b" text);
      CREATE DOMAIN positive AS int DEFAULT 1 NOT NULL CHECK (VALUE > 0);
      CREATE TYPE float_range AS RANGE (subtype = float8);
      CREATE COLLATION plain_c (provider = libc, locale = 'C');
      CREATE SEQUENCE free START 5 INCREMENT 7;
      SELECT nextval('free'), nextval('free');
      CREATE TABLE "t;1" (id serial PRIMARY KEY, "co;l""1" mood[], p pair, n positive,
        v varchar(20) CHECK (v <> 'z'), "when" timestamptz DEFAULT '2020-01-01 00:00+00',
        i int GENERATED ALWAYS AS IDENTITY (START 10), j int GENERATED BY DEFAULT AS IDENTITY,
        g int GENERATED ALWAYS AS (id * 2) STORED, x xml, b bytea,
        r int4range, EXCLUDE USING gist (r WITH &&));
      INSERT INTO "t;1" ("co;l""1", p, v, x, b) VALUES
        (ARRAY['it''s'::mood], (1, 'x; y'), 'a', '<a/>', '\\xdeadbeef'), (NULL, NULL, 'b', NULL, '');
      CREATE UNLOGGED TABLE quick (a int);
      CREATE TABLE a (id int PRIMARY KEY, b int);
      CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
      INSERT INTO a VALUES (1, 1); INSERT INTO b VALUES (1, 1);
      ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE INITIALLY DEFERRED;
      ALTER TABLE a ADD CONSTRAINT later CHECK (b > 0) NOT VALID;
      CREATE TABLE measure (day date, n int, PRIMARY KEY (day, n)) PARTITION BY RANGE (day);
      CREATE TABLE measure_1 PARTITION OF measure FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE TABLE measure_2 PARTITION OF measure DEFAULT;
      CREATE INDEX ON measure (n);
      INSERT INTO measure VALUES ('2020-05-05', 1), ('1999-01-01', 2);
      CREATE TABLE kid (c int) INHERITS (a);
      INSERT INTO kid VALUES (7, 1, 3);
      CREATE VIEW shown AS SELECT id, v FROM "t;1" WHERE v <> 'z' WITH LOCAL CHECK OPTION;
      CREATE VIEW circular AS SELECT id, count(*) AS n FROM a GROUP BY id;
      CREATE MATERIALIZED VIEW filled AS SELECT id FROM a;
      CREATE MATERIALIZED VIEW hollow AS SELECT id FROM a WITH NO DATA;
      CREATE UNIQUE INDEX ON filled (id);
      CREATE FUNCTION body() RETURNS text LANGUAGE plpgsql SET search_path = '' AS $body$
      BEGIN
        -- Name: fake; Type: TABLE; Schema: public; Owner: shop
        --;; TABLE fake
        RETURN $in$ ;'" $in$;
      END $body$;
      CREATE FUNCTION standard(x int) RETURNS int BEGIN ATOMIC
        SELECT CASE WHEN x > 1 THEN CASE x WHEN 2 THEN 1 ELSE 3 END END; SELECT 2; END;
      CREATE PROCEDURE work(INOUT a int) LANGUAGE sql AS 'SELECT 1';
      CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int, initcond = '0');
      CREATE OPERATOR === (leftarg = int, rightarg = int, function = int4eq, commutator = ===);
      CREATE CAST (mood AS int) WITH INOUT AS ASSIGNMENT;
      CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER touch BEFORE UPDATE OF v ON "t;1" FOR EACH ROW WHEN (OLD.v = 'a;')
        EXECUTE FUNCTION touched('x;y');
      ALTER TABLE "t;1" DISABLE TRIGGER touch;
      CREATE FUNCTION watched() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
      CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE')
        EXECUTE FUNCTION watched();
      CREATE RULE twice AS ON INSERT TO quick DO ALSO
        (INSERT INTO a VALUES (NEW.a + 100, 1); DELETE FROM a WHERE id > 1000);
      ALTER TABLE a ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON a FOR SELECT TO other USING (id > 0);
      CREATE STATISTICS correlated (dependencies) ON id, b FROM a;
      CREATE PUBLICATION pub FOR TABLE a, b;
      CREATE FOREIGN DATA WRAPPER wrapper;
      CREATE SERVER remote FOREIGN DATA WRAPPER wrapper OPTIONS (host 'x;');
      CREATE FOREIGN TABLE far (a int) SERVER remote;
      CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);
      CREATE TEXT SEARCH DICTIONARY short (TEMPLATE = simple, STOPWORDS = english);
      SELECT lo_from_bytea(4242, decode(repeat('00ff', 20000), 'hex'));
      COMMENT ON LARGE OBJECT 4242 IS 'large';
      COMMENT ON TABLE a IS E'lines\\nand -- Name: x; Type: TABLE; Schema: -; Owner: -\\n;';
      GRANT SELECT (v) ON "t;1" TO other;
      GRANT EXECUTE ON FUNCTION body() TO other;
      REVOKE EXECUTE ON FUNCTION standard(int) FROM PUBLIC;
      ALTER TABLE b OWNER TO other;
      ALTER TABLE a ALTER b SET STATISTICS 500;
      ALTER TABLE a REPLICA IDENTITY FULL;
      ALTER TABLE quick SET (autovacuum_enabled = off);
      """;
}
