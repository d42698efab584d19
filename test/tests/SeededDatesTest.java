package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import generated.SeededDates;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rows.BuildWindow;
import statements.Baseline;
import statements.BaselineStatement;

/** Days that migrations compute from the day of the build, and days that they spell out. */
@Tag("slow")
class SeededDatesTest {
  private static final String WARNING =
      "%1$s holds %2$s, which no squashed revision spells out: it may be computed from the day of"
          + " the build, and every installation would get this one. ";
  private static final String ANSWER =
      "Answer with --value %1$s=sql:EXPRESSION, or with --value %1$s=keep.";
  private static final BuildWindow WINDOW =
      new BuildWindow(Instant.parse("2026-11-22T10:00:00Z"), Instant.parse("2026-11-22T10:01:00Z"));

  private final LocalDate today = LocalDate.now(ZoneId.systemDefault());

  /** The day comes from the environment, for the originals to be built on another one. */
  private static final String SEEDS =
      """
      \"""seeds

      Revision ID: 000000000001
      Create Date: %1$s 10:00:00.000000
      \"""
      import json
      import os
      from datetime import date, timedelta

      from alembic import op


      def upgrade():
          t = date.fromisoformat(os.environ.get('DAY') or date.today().isoformat())
          b = t - timedelta(days=90)
          op.execute('CREATE TABLE t (k text PRIMARY KEY, whole text, inside text, back date,'
                     ' u uuid DEFAULT gen_random_uuid(), until jsonb, at text)')
          op.execute("INSERT INTO t (k, whole, inside, back, until, at) VALUES"
                     " ('x', '%%s', '%%s', '%%s', '%%s', '%%s')"
                     %% (date.today(), "it''s on %%s" %% t, b,
                        json.dumps({'until': str(b), 'x': 1}), '%%s 10:00' %% b))
          op.execute('CREATE TABLE f (text text, number date, at timestamptz, far date)')
          op.execute("INSERT INTO f VALUES ('on %2$s', '%%s', '%2$sT23:30:00-05:00', '1999-12-31')"
                     %% date(%3$d, %4$d, %5$d))
      """;

  private static final String NOTHING =
      """
      def upgrade():
          pass
      """;

  @Test
  void the_days_around_the_build_are_warned_of_once_a_column() {
    assertEquals(
        List.of(
            WARNING.formatted("t.back", "2026-08-24") + ANSWER.formatted("t.back"),
            WARNING.formatted("t.ends", "2027-11-23")
                + "Edit the baseline where that is so, or answer with --value t.ends=keep."),
        warnings(
            Set.of(),
            """
            INSERT INTO public.t (name, back, ends, far) VALUES
            \t('2026-13-45', '2026-08-24', '2027-11-23', '2025-08-01'),
            \t('12026-11-22', '2026-08-24', '["2027-11-24"]', '2028-03-01'),
            \t(now()::text, NULL, now() - interval '2 days', 'x');\
            """));
  }

  @Test
  void spelled_days_are_not_warned_of_in_another_zone_or_a_range_either() {
    Set<LocalDate> spelled = Set.of(LocalDate.of(2026, 10, 1));
    assertEquals(
        List.of(),
        warnings(
            spelled,
            "INSERT INTO public.t (a, b, c) VALUES\n"
                + "\t('2026-10-01', '2026-10-02 04:30:00+00', '[2026-10-01,2026-10-02)');"));
    assertEquals(
        List.of(WARNING.formatted("t.a", "2026-10-02") + ANSWER.formatted("t.a")),
        warnings(spelled, "UPDATE public.t SET a = '2026-10-02' WHERE k = 1;"));
  }

  @Test
  void computed_days_are_warned_of_replaced_or_kept(@TempDir Path folder) {
    LocalDate spelled = today.minusDays(17);
    String seeds =
        SEEDS.formatted(
            today, spelled, spelled.getYear(), spelled.getMonthValue(), spelled.getDayOfMonth());
    SampleRun project =
        GeneratedProject.of(folder.resolve("p"), "v1", List.of(seeds, NOTHING), NOTHING);
    project.plan("v1");
    String said = with(project, "--value=t.whole=sql:CURRENT_DATE").dump();
    assertTrue(said.contains("t.back holds " + today.minusDays(90) + ","), said);
    assertTrue(said.contains("t.inside holds " + today + ","), said);
    assertTrue(said.contains(ANSWER.formatted("t.until")), said);
    assertTrue(said.contains("Edit the baseline where that is so, or answer with --value t.at="));
    assertFalse(said.contains("t.whole holds"), said);
    assertFalse(said.contains(" f."), said);
    replaced(project.copy(folder));
    kept(project);
  }

  private void replaced(SampleRun project) {
    SampleRun wrong = with(project, "--value=t.back=sql:CURRENT_DATE - 91");
    Failure refused = Assertions.assertThrows(Failure.class, wrong::dump);
    assertTrue(refused.getMessage().endsWith("the rows of public.t, columns back"));
    assertTrue(refused.hint().contains("--value t.back= has to give what"), refused.hint());
    String plan = project.text(".alembic_squash/squashplan");
    assertTrue(plan.contains("\nvalue:t.whole=") && !plan.contains("value:t.back="), plan);
    SampleRun right =
        with(
            project,
            "--value=t.back=sql:CURRENT_DATE - 90",
            "--value=t.inside=sql:CURRENT_DATE",
            "--value=t.until=sql:CURRENT_DATE - 90",
            "--value=t.at=keep");
    String said = right.dump();
    assertFalse(said.contains(" holds "), said);
    String dump = project.text(".alembic_squash/baseline-v1.sql");
    assertTrue(dump.contains("CURRENT_DATE - 90 in t.back\n"), dump);
    assertTrue(dump.contains(", 'it''s on ' || (CURRENT_DATE)::text, CURRENT_DATE - 90, "), dump);
    String json = "('{\"x\": 1, \"until\": \"' || (CURRENT_DATE - 90)::text || '\"}')::jsonb, ";
    assertTrue(dump.contains(json + "'" + today.minusDays(90) + " 10:00');"), dump);
    project.squash(false, true);
    SampleRun.Answer verified = project.verify();
    assertEquals(ExitCode.DONE, verified.exit(), verified.data() + verified.said());
  }

  private void kept(SampleRun project) {
    String said =
        with(
                project,
                "--value=t.back=keep",
                "--value=t.inside=keep",
                "--value=t.until=keep",
                "--value=t.at=keep")
            .dump();
    assertFalse(said.contains(" holds "), said);
    String plan = project.text(".alembic_squash/squashplan");
    assertTrue(plan.contains("\nvalue:t.at=keep\nvalue:t.back=keep\nvalue:t.inside=keep\n"), plan);
    project.squash(false, true);
    SampleRun later = with(project, "--env=DAY=" + today.plusDays(40));
    SampleRun.Answer laterDay = later.verify();
    assertEquals(ExitCode.DONE, laterDay.exit(), laterDay.data() + laterDay.said());
    assertTrue(
        laterDay.said().contains("days in t.back: one build's were kept for all"), laterDay.said());
  }

  private static SampleRun with(SampleRun project, String... options) {
    List<String> all = new ArrayList<>(project.options());
    all.addAll(List.of(options));
    return new SampleRun(project.root(), all);
  }

  private static List<String> warnings(Set<LocalDate> spelled, String sql) {
    Baseline baseline =
        new Baseline(List.of(new BaselineStatement("TABLE DATA public.t", sql)), List.of());
    return SeededDates.in(baseline, WINDOW, spelled::contains, place -> "text")
        .warnings(Map.of(), Map.of());
  }
}
