package tests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import statements.BaselineFile;

/** Checks whose function looks into tables that are filled later than those that it checks. */
@Tag("slow")
class ChecksAfterRowsTest extends WithClusters {
  private static final String KINDS =
      """
      CREATE TABLE zone_kind (code text PRIMARY KEY);
      INSERT INTO zone_kind VALUES ('indoor');
      CREATE FUNCTION is_kind(wanted text) RETURNS boolean LANGUAGE sql STABLE AS
        'SELECT EXISTS (SELECT FROM public.zone_kind WHERE code = wanted)';
      """;

  @Test
  void a_check_of_a_table_is_added_when_all_rows_are_there() {
    String text =
        baseline(
            "",
            KINDS
                + """
                CREATE TABLE area (id int CONSTRAINT positive CHECK (id > 0),
                  kind text CONSTRAINT "Known" CHECK (is_kind(kind)),
                  other text CHECK (is_kind(other) OR other = ''));
                COMMENT ON CONSTRAINT "Known" ON area IS 'one of zone_kind';
                COMMENT ON CONSTRAINT positive ON area IS 'counted from one';
                INSERT INTO area VALUES (1, 'indoor', '');
                """);
    assertInOrder(text, "CONSTRAINT positive CHECK", "INSERT INTO public.area");
    assertInOrder(text, "INSERT INTO public.zone_kind", "ADD CONSTRAINT \"Known\"");
    assertInOrder(text, "ADD CONSTRAINT \"Known\"", "COMMENT ON CONSTRAINT \"Known\"");
  }

  @Test
  void a_check_of_a_domain_is_added_when_all_rows_are_there() {
    String text =
        baseline(
            "",
            KINDS
                + """
                CREATE DOMAIN kind AS text CONSTRAINT short CHECK (length(VALUE) < 9)
                  CONSTRAINT known CHECK (is_kind(VALUE));
                CREATE DOMAIN narrower AS kind CHECK (VALUE <> '');
                CREATE TABLE area (kind kind, narrower narrower);
                INSERT INTO area VALUES ('indoor', 'indoor');
                """);
    assertInOrder(text, "INSERT INTO public.zone_kind", "ADD CONSTRAINT known");
  }

  @Test
  void a_domain_that_arrays_or_composite_types_have_keeps_its_check() {
    String text =
        baseline(
            "",
            KINDS
                + """
                CREATE DOMAIN kind AS text CONSTRAINT known CHECK (is_kind(VALUE));
                CREATE DOMAIN listed AS text CONSTRAINT also CHECK (is_kind(VALUE));
                CREATE TYPE pair AS (first kind, second kind);
                CREATE TABLE zone_of (pair pair, listed listed[]);
                INSERT INTO zone_of VALUES (('indoor', 'indoor'), '{indoor}');
                """);
    assertFalse(text.contains("ADD CONSTRAINT known"), text);
    assertFalse(text.contains("ADD CONSTRAINT also"), text);
  }

  @Test
  void partitions_and_children_get_the_check_of_their_parent_once() {
    baseline(
        "",
        KINDS
            + """
            CREATE TABLE area (id int, kind text CONSTRAINT known CHECK (is_kind(kind)))
              PARTITION BY LIST (id);
            CREATE TABLE area_1 PARTITION OF area FOR VALUES IN (1);
            CREATE TABLE area_2 (id int, kind text CONSTRAINT known CHECK (is_kind(kind)),
              CONSTRAINT own CHECK (is_kind(kind)));
            ALTER TABLE area ATTACH PARTITION area_2 FOR VALUES IN (2);
            INSERT INTO area VALUES (1, 'indoor'), (2, 'indoor');
            CREATE TABLE room (kind text CHECK (is_kind(kind)));
            CREATE TABLE kitchen () INHERITS (room);
            CREATE TABLE attic (kind text CONSTRAINT own CHECK (is_kind(kind)) NO INHERIT);
            INSERT INTO kitchen VALUES ('indoor');
            """);
  }

  @Test
  void a_table_of_the_environment_gets_the_check_when_all_rows_are_there() {
    String text =
        baseline(
            "CREATE TABLE area (kind text); INSERT INTO area VALUES ('indoor');",
            KINDS + "ALTER TABLE area ADD CONSTRAINT known CHECK (is_kind(kind));");
    assertInOrder(text, "INSERT INTO public.zone_kind", "ADD CONSTRAINT known");
  }

  @Test
  void a_check_that_calls_nothing_of_the_project_stays_with_its_table() {
    String text = baseline("", "CREATE TABLE area (kind text CHECK (length(kind) < 9));");
    assertFalse(text.contains("ADD CONSTRAINT"), text);
  }

  private String baseline(String environment, String migrations) {
    try (Migrated migrated = Migrated.of(clusters(), environment, migrations)) {
      return BaselineFile.of(migrated.check(), List.of()).text();
    }
  }

  private static void assertInOrder(String text, String first, String then) {
    int at = text.indexOf(first);
    assertTrue(at >= 0 && text.indexOf(then) > at, first + " before " + then + " in:\n" + text);
  }
}
