package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import generated.DefinedDates;
import generated.LiteralsInSource;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rows.BuildWindow;
import statements.Baseline;
import statements.BaselineStatement;

/** Definitions and names that migrations compute from the day of the build. */
@Tag("slow")
class DefinedDatesTest {
  private static final String WARNING =
      "%s, which no squashed revision spells out: it may be computed from the day of the build,"
          + " and every installation would get this one. It is right if older installations have"
          + " the same; else edit the migration, or the baseline.";
  private static final BuildWindow WINDOW =
      new BuildWindow(Instant.parse("2026-11-22T10:00:00Z"), Instant.parse("2026-11-22T10:01:00Z"));

  private static final String DEFINITIONS =
      """
      from datetime import date, timedelta

      from alembic import op


      def month(day, later):
          months = day.year * 12 + day.month - 1 + later
          return date(months // 12, months %% 12 + 1, 1)


      def partition(parent, first):
          op.execute(f"CREATE TABLE {parent}_{first:%%Y_%%m} PARTITION OF {parent}"
                     f" FOR VALUES FROM ('{first}') TO ('{month(first, 1)}')")


      def upgrade():
          t = date.today()
          for parent, type in (('measure', 'date'), ('event', 'timestamptz')):
              op.execute(f'CREATE TABLE {parent} (at {type}, PRIMARY KEY (at)) PARTITION BY RANGE (at)')
              partition(parent, date(%2$d, %3$d, 1))
              partition(parent, month(t, 0))
              partition(parent, month(t, 1))
          op.execute(f"CREATE TABLE made (on_day date DEFAULT '{t}', CHECK (on_day > '{t}'))")
          op.execute(f"CREATE VIEW lately AS SELECT * FROM made WHERE on_day > '{t - timedelta(365)}'")
          op.execute('CREATE FUNCTION built() RETURNS text LANGUAGE sql'
                     f" AS $$ SELECT 'built on {t}' $$")
          op.execute(f"COMMENT ON TABLE measure IS 'made on {t}'")
          op.execute(f'CREATE TABLE made_{t:%%Y%%m%%d} (id int PRIMARY KEY)')
          op.execute("CREATE TABLE fixed (at timestamptz DEFAULT '%1$s', name text)")
          op.execute("COMMENT ON TABLE fixed IS 'since %1$s, version 20261131'")
      """;

  private static final String NOTHING =
      """
      def upgrade():
          pass
      """;

  private record Written(Set<LocalDate> days, Set<String> numbers) implements LiteralsInSource {
    @Override
    public boolean hasDay(LocalDate day) {
      return days.contains(day);
    }

    @Override
    public boolean hasNumber(String digits) {
      return numbers.contains(digits);
    }
  }

  private static final LiteralsInSource NONE = new Written(Set.of(), Set.of());

  private static List<String> warnings(LiteralsInSource spelled, String... titlesAndSql) {
    List<BaselineStatement> statements =
        Arrays.stream(titlesAndSql)
            .map(statement -> statement.split(" = ", 2))
            .map(parts -> new BaselineStatement(parts[0], parts[1]))
            .toList();
    return DefinedDates.warnings(new Baseline(statements, List.of()), WINDOW, spelled);
  }

  @Test
  void each_object_is_warned_of_once_and_rows_are_not() {
    assertEquals(
        List.of(
            WARNING.formatted("TABLE public.t has 2026-11-22 in its definition"),
            WARNING.formatted("COMMENT public.TABLE u has 2026-10-01 in its definition"),
            WARNING.formatted("TABLE public.old_20261122 has 20261122 in its name")),
        warnings(
            NONE,
            "TABLE public.t = CREATE TABLE t (d date DEFAULT '2026-11-22', CHECK (d <"
                + " '2026-12-01'));",
            "TABLE public.t = ALTER TABLE t OWNER TO u20261122;",
            "COMMENT public.TABLE u = COMMENT ON TABLE u IS 'seen 2026-10-01, 2024-01-01';",
            "TABLE public.old_20261122 = CREATE TABLE old_20261122 ();",
            "CONSTRAINT public.old_20261122 old_20261122_pkey = ALTER TABLE old_20261122 ...;",
            "TABLE DATA public.t = INSERT INTO t (d) VALUES ('2026-11-22');",
            "BLOB 202611 = SELECT lo_create('202611');",
            "EXTENSION ext = CREATE EXTENSION ext VERSION '2026-11-01';"));
  }

  @Test
  void the_end_of_a_period_is_as_good_as_spelled_where_its_start_is() {
    LiteralsInSource spelled = new Written(Set.of(LocalDate.of(2026, 10, 1)), Set.of());
    for (String end : List.of("2026-10-02", "2026-10-08", "2026-11-01", "2027-01-01")) {
      String sql = "FOR VALUES FROM ('2026-10-01') TO ('" + end + "');";
      assertEquals(List.of(), warnings(spelled, attach("m_1", sql)), end);
    }
    String zoned = "FOR VALUES FROM ('2026-09-30 22:00:00+00') TO ('2026-10-31 23:00:00+00')";
    assertEquals(List.of(), warnings(spelled, attach("m_1", zoned)));
    assertEquals(
        List.of(WARNING.formatted("partition public.m_1 of public.m is bounded by 2026-11-05")),
        warnings(spelled, attach("m_1", "FOR VALUES FROM ('2026-10-01') TO ('2026-11-05')")));
    assertEquals(
        List.of(WARNING.formatted("DEFAULT public.t d has 2026-11-01 in its definition")),
        warnings(spelled, "DEFAULT public.t d = ALTER TABLE t ALTER d SET DEFAULT '2026-11-01';"));
  }

  @Test
  void partitions_of_a_table_are_warned_of_together_and_their_names_not_at_all() {
    assertEquals(
        List.of(
            WARNING.formatted(
                "partition public.m_2026_11 of public.m (and 1 more) is bounded by"
                    + " 2026-11-01")),
        warnings(
            NONE,
            "TABLE public.m_2026_11 = CREATE TABLE m_2026_11 (d date);",
            attach("m_2026_11", "FOR VALUES FROM ('2026-11-01') TO ('2026-12-01')"),
            attach("m_2026_12", "FOR VALUES FROM ('2026-12-01') TO ('2027-01-01')"),
            "INDEX public.m_2026_11_d_idx = CREATE INDEX m_2026_11_d_idx ON m_2026_11 (d);"));
  }

  private static String attach(String name, String bounds) {
    return "TABLE ATTACH public.%1$s = ALTER TABLE ONLY public.m ATTACH PARTITION public.%1$s %2$s"
        .formatted(name, bounds);
  }

  @ParameterizedTest
  @CsvSource({
    "measure_2026_11, 2026_11",
    "y2026m11, 2026m11",
    "p202612, 202612",
    "p20261122, 20261122",
    "log_2026_11_24_old, 2026_11_24",
    "measure_2024_11, ''",
    "measure_2028_01, ''",
    "measure_2026_13, ''",
    "p20261131, ''",
    "p120261122, ''",
    "p202611221, ''",
    "measure_2025_12, ''",
    "p20261001, ''",
    "log_2026_10_02, ''"
  })
  void names_are_warned_of_where_their_digits_are_spelled_nowhere(String name, String date) {
    LiteralsInSource spelled =
        new Written(Set.of(LocalDate.of(2026, 10, 2)), Set.of("2025", "20261001"));
    assertEquals(
        date.isEmpty()
            ? List.of()
            : List.of(WARNING.formatted("TABLE public." + name + " has " + date + " in its name")),
        warnings(spelled, "TABLE public." + name + " = CREATE TABLE x ();"));
  }

  @Test
  void computed_definitions_are_warned_of_and_spelled_ones_not(@TempDir Path folder) {
    LocalDate today = LocalDate.now(ZoneId.systemDefault());
    LocalDate spelled = today.minusMonths(3).withDayOfMonth(1);
    String definitions =
        DEFINITIONS.formatted(today.minusDays(17), spelled.getYear(), spelled.getMonthValue());
    SampleRun project =
        GeneratedProject.of(folder.resolve("p"), "v1", List.of(definitions, NOTHING), NOTHING);
    project.plan("v1");
    String said = project.dump();
    LocalDate first = today.withDayOfMonth(1);
    String month = "%tY_%<tm".formatted(first);
    String day = "%tY%<tm%<td".formatted(today);
    for (String warning :
        List.of(
            "partition public.measure_%s of public.measure (and 1 more) is bounded by %s"
                .formatted(month, first),
            "partition public.event_%s of public.event (and 1 more) is bounded by %s"
                .formatted(month, first),
            "TABLE public.made has %s in its definition".formatted(today),
            "VIEW public.lately has %s in its definition".formatted(today.minusDays(365)),
            "FUNCTION public.built() has %s in its definition".formatted(today),
            "COMMENT public.TABLE measure has %s in its definition".formatted(today),
            "TABLE public.made_%1$s has %1$s in its name".formatted(day))) {
      assertTrue(said.contains(WARNING.formatted(warning)), warning + "\n" + said);
    }
    assertEquals(8, said.split("spells out", -1).length, said);
    assertFalse(said.contains("fixed"), said);
  }
}
