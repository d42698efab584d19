package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import twin.Twin;

/** What another installation has of its own: told by building the originals as there. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwinTest {
  private static final String NOTHING =
      """
      def upgrade():
          pass
      """;

  private final LocalDate today = LocalDate.now(ZoneId.systemDefault());
  private final LocalDate spelled = today.minusMonths(3).withDayOfMonth(1);
  private SampleRun shared;
  private String said;
  private String dump;

  private static final String ROWS =
      """
      import json
      from datetime import date, datetime, timedelta

      from alembic import op


      def upgrade():
          t = date.today()
          month = t.replace(day=1)
          back = t - timedelta(days=90)
          op.execute('CREATE TABLE day (k text PRIMARY KEY, whole text, inside text, back date, first date,'
                     ' until jsonb, at timestamp, zoned timestamptz, year int, month text, near date,'
                     ' u uuid DEFAULT gen_random_uuid(), made date DEFAULT CURRENT_DATE, same date)')
          op.execute("INSERT INTO day (k, whole, inside, back, first, until, at, zoned, year, month, near, same)"
                     " VALUES ('x', '%%s', 'it''s on %%s', '%%s', '%%s', '%%s', '%%s 10:00', '%%s 00:00',"
                     " %%d, '%%s', '%1$s', '%2$s')"
                     %% (t, t, back, month, json.dumps({'until': str(back), 'x': 1}), back, back, t.year,
                        month.strftime('%%Y/%%m')))
          op.execute('CREATE TABLE asked (a date, b date, c date, d date, e text)')
          op.execute("INSERT INTO asked VALUES (CURRENT_DATE - 7, date_trunc('quarter', now()),"
                     " date_trunc('month', CURRENT_DATE) + interval '1 month' - interval '1 day',"
                     " CURRENT_DATE - interval '1 month', to_char(now(), 'YYYYMMDD'))")
          op.execute('CREATE TABLE later (at timestamptz, until timestamptz)')
          op.execute("INSERT INTO later VALUES (now() + interval '30 days', now() - interval '2 hours')")
      """;

  private static final String PLACE =
      """
      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE setting (name text PRIMARY KEY, value text,'
                     ' made_by text DEFAULT current_user, note varchar(200))')
          op.execute("INSERT INTO setting VALUES ('one', 'EUR'), ('two', current_database())")
          op.execute("INSERT INTO setting VALUES ('three', 'x', 'somebody', 'made by ' || current_user)")
          op.execute('CREATE TABLE number (of oid, name text)')
          op.execute("INSERT INTO number SELECT oid, relname FROM pg_class WHERE relname = 'setting'")
      """;

  private static final String CALENDAR =
      """
      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE calendar (day date PRIMARY KEY, year int, month int, quarter int,'
                     ' name text, weekend boolean, week text, starts date)')
          op.execute("INSERT INTO calendar SELECT d, extract(year FROM d), extract(month FROM d),"
                     " extract(quarter FROM d), to_char(d, 'FMDay'), extract(isodow FROM d) IN (6, 7),"
                     " to_char(d, 'IYYY-\\"W\\"IW'), date_trunc('month', d)"
                     " FROM generate_series(CURRENT_DATE - 40, CURRENT_DATE + 40, '1 day') d")
      """;

  private static final String GROWING =
      """
      from datetime import date

      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE growing (day date PRIMARY KEY)')
          op.execute("INSERT INTO growing SELECT generate_series('2026-01-01', CURRENT_DATE, '1 day')")
          op.execute('CREATE TABLE odd (n int)')
          op.execute('INSERT INTO odd VALUES (%d)' % (date.today().toordinal() * 7))
      """;

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
          op.execute(f'CREATE TABLE made_{t:%%Y%%m%%d} (id serial PRIMARY KEY, name text)')
          op.execute(f"INSERT INTO made_{t:%%Y%%m%%d} (name) VALUES ('one')")
          op.execute("CREATE TABLE fixed (at timestamptz DEFAULT '%1$s', name text)")
          op.execute("COMMENT ON TABLE fixed IS 'since %1$s, version 20261131'")
          op.execute('''
              CREATE TABLE log (at date) PARTITION BY RANGE (at);
              DO $$ DECLARE first date := date_trunc('month', CURRENT_DATE); BEGIN
                EXECUTE format('CREATE TABLE %%I PARTITION OF log FOR VALUES FROM (%%L) TO (%%L)',
                  to_char(first, '"log_y"YYYY"m"MM'), first, first + interval '1 month');
              END $$''')
      """;

  /** The day is asked by what revisions stored before. */
  private static final String STORED =
      """
      from alembic import op


      def upgrade():
          op.execute("CREATE TABLE lapse (k text PRIMARY KEY, day date, until date DEFAULT CURRENT_DATE + 45,"
                     " at timestamp DEFAULT now() + interval '60 days', label text)")
          op.execute('CREATE FUNCTION lapses(since date DEFAULT CURRENT_DATE - 14) RETURNS void'
                     " LANGUAGE plpgsql AS $$ BEGIN INSERT INTO lapse (k, day, label)"
                     " VALUES ('called', since, 'M' || to_char(CURRENT_DATE, 'YYYY-MM')); END $$")
          op.execute('SELECT lapses()')
          op.execute("INSERT INTO lapse (k, day) VALUES ('word', 'yesterday'::date)")
          with op.get_bind().connection.cursor() as cursor:
              cursor.execute("INSERT INTO lapse (k, day) VALUES (%s, CURRENT_DATE + 8)", ('cursor',))
          op.execute('CREATE TABLE audit (of text PRIMARY KEY, on_day date)')
          op.execute('CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN'
                     ' INSERT INTO audit VALUES (NEW.k, CURRENT_DATE - 3); RETURN NEW; END $$')
          op.execute('CREATE TRIGGER noted AFTER INSERT ON lapse'
                     ' FOR EACH ROW EXECUTE FUNCTION noted()')
          op.execute("INSERT INTO lapse (k, day) VALUES ('noted', '2020-01-01')")
          op.execute('CREATE VIEW seen AS SELECT k, n FROM lapse, now() AS n'
                     ' WHERE at > (SELECT now()) AND day IN (current_date)')
          op.execute('ALTER TABLE lapse ENABLE ROW LEVEL SECURITY')
          op.execute('CREATE POLICY recent ON lapse USING (at > (SELECT now()))')
          op.execute('CREATE UNLOGGED TABLE stamped WITH (fillfactor=50) AS'
                     ' SELECT current_timestamp(0), current_date')
          op.execute("DO $do$ BEGIN EXECUTE 'CREATE VIEW named AS SELECT now(), k FROM lapse';"
                     " INSERT INTO lapse (k, label) VALUES ('kept', $$DELETE FROM t WHERE at < now()$$);"
                     " END $do$")
          op.execute("DO 'BEGIN INSERT INTO lapse (k, day) VALUES (''quoted'', current_date + 4590); END'")
          op.execute('CREATE VIEW due AS SELECT k, until - CURRENT_DATE AS days, now(), current_date'
                     ' FROM lapse WHERE until > CURRENT_DATE')
          op.execute('CREATE TABLE counted AS SELECT sum(days), max("current_date") - 30 AS from_day'
                     ' FROM due')
          op.execute('CREATE FUNCTION atomic() RETURNS date BEGIN ATOMIC SELECT CURRENT_DATE; END'
                     if op.get_bind().dialect.server_version_info >= (14,) else 'SELECT 1')
      """;

  @BeforeAll
  void dump(@TempDir Path folder) {
    String definitions =
        DEFINITIONS.formatted(today.minusDays(17), spelled.getYear(), spelled.getMonthValue());
    shared =
        GeneratedProject.of(
            folder.resolve("wazo-shop"),
            "v1",
            List.of(
                ROWS.formatted(today.minusDays(17), today), PLACE, CALENDAR, definitions, STORED),
            NOTHING);
    shared.plan("v1");
    said = shared.dump();
    dump = shared.text(".alembic_squash/baseline-v1.sql");
  }

  @Test
  void nothing_is_left_to_tell_and_all_is_identical() {
    assertFalse(said.contains("an installation of another"), said);
    assertIdentical(shared);
  }

  @Test
  void rows_are_of_the_day_of_each_installation() {
    for (String written :
        List.of(
            "(CURRENT_DATE - 7, date_trunc('quarter', CURRENT_DATE)::date,"
                + " (date_trunc('month', CURRENT_DATE) + interval '1 month')::date - 1,"
                + " (CURRENT_DATE - interval '1 month')::date, to_char(CURRENT_DATE, 'YYYYMMDD'))",
            "('x', to_char(CURRENT_DATE, 'YYYY-MM-DD'),"
                + " 'it''s on ' || to_char(CURRENT_DATE, 'YYYY-MM-DD'), CURRENT_DATE - 90,"
                + " date_trunc('month', CURRENT_DATE)::date,"
                + " ('{\"x\": 1, \"until\": \"' || to_char(CURRENT_DATE - 90, 'YYYY-MM-DD')"
                + " || '\"}')::jsonb, CURRENT_DATE - 90 + time '10:00', CURRENT_DATE - 90,"
                + " extract(year FROM CURRENT_DATE)::int,"
                + " to_char(date_trunc('month', CURRENT_DATE)::date, 'YYYY/MM'), '"
                + today.minusDays(17)
                + "', DEFAULT, DEFAULT, '"
                + today
                + "')",
            "(now() + interval '30 days', now() - interval '2 hours')")) {
      assertTrue(dump.contains(written), written + "\n" + dump);
    }
  }

  @Test
  void rows_name_the_role_the_database_and_the_objects_of_each_installation() {
    for (String written :
        List.of(
            "('one', 'EUR', current_user, NULL)",
            "('two', current_database(), current_user, NULL)",
            "('three', 'x', 'somebody', 'made by ' || current_user)",
            "'public.setting'::regclass::oid")) {
      assertTrue(dump.contains(written), written + "\n" + dump);
    }
  }

  @Test
  void a_calendar_starts_on_the_day_of_each_installation() {
    assertTrue(
        dump.contains(
            "(CURRENT_DATE - 40, extract(year FROM (CURRENT_DATE - 40))::int,"
                + " extract(month FROM (CURRENT_DATE - 40))::int,"
                + " extract(quarter FROM (CURRENT_DATE - 40))::int,"
                + " to_char((CURRENT_DATE - 40), 'FMDay'),"
                + " (extract(isodow FROM (CURRENT_DATE - 40)) IN (6, 7)),"
                + " to_char((CURRENT_DATE - 40), 'IYYY-\"W\"IW'),"
                + " date_trunc('month', (CURRENT_DATE - 40))::date),"),
        dump);
  }

  @Test
  void what_functions_triggers_and_defaults_make_is_of_the_day_of_each_installation() {
    for (String written :
        List.of(
            "('called', CURRENT_DATE - 14, CURRENT_DATE + 45, now() + interval '60 days',"
                + " 'M' || to_char(date_trunc('month', CURRENT_DATE)::date, 'YYYY-MM'))",
            "('word', CURRENT_DATE - 1, CURRENT_DATE + 45, now() + interval '60 days', NULL)",
            "('cursor', CURRENT_DATE + 8, CURRENT_DATE + 45, now() + interval '60 days', NULL)",
            "('quoted', CURRENT_DATE + 4590, CURRENT_DATE + 45, now() + interval '60 days', NULL)",
            "('kept', NULL, CURRENT_DATE + 45, now() + interval '60 days',"
                + " 'DELETE FROM t WHERE at < now()')",
            "('noted', '2020-01-01', CURRENT_DATE + 45, now() + interval '60 days', NULL)",
            "('noted', CURRENT_DATE - 3)",
            "(270, CURRENT_DATE - 30)",
            "until date DEFAULT (CURRENT_DATE + 45)",
            "WHERE (lapse.until > CURRENT_DATE)")) {
      assertTrue(dump.contains(written), written + "\n" + dump);
    }
    assertFalse(dump.contains("make_interval") || dump.contains("/*asked"), dump);
    assertFalse(dump.contains("_date\"("), dump);
  }

  @Test
  void definitions_are_of_the_day_of_each_installation() {
    for (String written :
        List.of(
            "CREATE TABLE public.measure_{generated 1} (",
            "CREATE TABLE public.log_y{generated 1} (",
            "to_char(date_trunc('month', CURRENT_DATE)::date, 'YYYY\"m\"MM')",
            "INSERT INTO public.made_{generated 1} (id, name) VALUES",
            "COMMENT ON TABLE public.measure IS 'made on {generated 1}'",
            "DEFAULT '" + today.minusDays(17) + " 00:00:00+00'",
            "CREATE TABLE public.measure_" + "%tY_%<tm".formatted(spelled) + " (")) {
      assertTrue(dump.contains(written), written + "\n" + dump);
    }
  }

  @Test
  void what_was_kept_may_be_of_another_day_than_the_originals(@TempDir Path folder) {
    SampleRun project =
        project(
            folder,
            """
            import os
            from datetime import date, timedelta

            from alembic import op


            def upgrade():
                day = date.fromisoformat(os.environ.get('DAY') or date.today().isoformat())
                op.execute('CREATE TABLE t (k text PRIMARY KEY, back date, whole date)')
                op.execute(f"INSERT INTO t VALUES ('x', '{day - timedelta(days=90)}', '{date.today()}')")
            """);
    project.with("--value=t.back=keep", "--value=t.whole=sql:CURRENT_DATE").dump();
    String dump = project.text(".alembic_squash/baseline-v1.sql");
    assertTrue(dump.contains("('x', '" + today.minusDays(90) + "', CURRENT_DATE)"), dump);
    project.squash(false, true);
    SampleRun.Answer later = project.with("--env=DAY=" + today.plusDays(40)).verify();
    assertEquals(ExitCode.DONE, later.exit(), later.data() + later.said());
    assertTrue(later.said().contains("t.back: one build's were kept for all"), later.said());
  }

  @Test
  void rows_that_no_expression_gives_are_told_and_differ_until_that_is_accepted(
      @TempDir Path folder) {
    SampleRun project = project(folder, GROWING);
    String said = project.dump();
    assertTrue(said.contains("! public.growing has "), said);
    assertTrue(said.contains("answer with --value growing.day=keep."), said);
    assertTrue(said.contains("! odd.n holds '"), said);
    project.squash(false, true);
    SampleRun.Answer verified = project.verify();
    assertEquals(ExitCode.DIFFERENT, verified.exit(), verified.said());
    assertTrue(verified.said().contains("rows of public.growing"), verified.said());
    assertTrue(verified.said().contains("rows of public.odd"), verified.said());
    SampleRun.Answer kept = project.with("--value=growing.day=keep", "--value=odd.n=keep").verify();
    assertEquals(ExitCode.DONE, kept.exit(), kept.data() + kept.said());
  }

  @Test
  void what_migrations_do_with_all_rows_of_a_table_that_was_there_is_told(@TempDir Path folder)
      throws IOException {
    Path platform =
        Files.writeString(
            folder.resolve("platform.sql"),
            """
            CREATE TABLE member (id int PRIMARY KEY, name varchar(20) UNIQUE NOT NULL, state text);
            INSERT INTO member VALUES (1, 'Ann', 'old');
            CREATE TABLE kind (id int PRIMARY KEY CHECK (id < 2), name text);
            INSERT INTO kind VALUES (1, 'x');
            """);
    SampleRun project =
        project(
                folder,
                """
                from alembic import op


                def upgrade():
                    op.execute("ALTER TABLE member ADD COLUMN slug text, ADD COLUMN n int DEFAULT 3")
                    op.execute("UPDATE member SET slug = lower(name), state = 'new'")
                    op.execute("UPDATE kind SET name = 'y' WHERE id = 1")
                    op.execute("CREATE TABLE own (id int)")
                """)
            .with("--init-sql=" + platform);
    String said = project.dump();
    assertTrue(
        said.contains(
            "! the squashed revisions fill slug, state of all rows of public.member that an"
                + " installation has of its own"),
        said);
    assertFalse(said.contains("public.kind that"), said);
    project.squash(false, true);
    SampleRun.Answer verified = project.verify();
    assertEquals(ExitCode.DIFFERENT, verified.exit(), verified.said());
    assertTrue(verified.said().contains("rows of public.member"), verified.said());
  }

  /** Its role is spelled out in a migration, and has to be called so. */
  @Test
  void where_the_names_are_spelled_out_the_day_is_another_one_all_the_same(@TempDir Path folder) {
    SampleRun project =
        project(
            folder,
            """
            from datetime import date

            from alembic import op


            def upgrade():
                op.execute('CREATE TABLE t (d date, by text)')
                op.execute(f"INSERT INTO t VALUES ('{date.today()}', current_user)")
                op.execute('GRANT SELECT ON t TO "wazo-shop"')
            """);
    String said = project.dump();
    assertTrue(said.contains("not tried with another role and database: "), said);
    assertTrue(said.contains("role \"wazo-shop\" does not exist"), said);
    String dump = project.text(".alembic_squash/baseline-v1.sql");
    assertTrue(dump.contains("(CURRENT_DATE, 'wazo-shop')"), dump);
    assertIdentical(project);
  }

  private static SampleRun project(Path folder, String revision) {
    SampleRun project =
        GeneratedProject.of(folder.resolve("wazo-shop"), "v1", List.of(revision, NOTHING), NOTHING);
    project.plan("v1");
    return project;
  }

  private static void assertIdentical(SampleRun project) {
    project.squash(false, true);
    SampleRun.Answer verified = project.verify();
    assertEquals(ExitCode.DONE, verified.exit(), verified.data() + verified.said());
    assertTrue(verified.data().startsWith("IDENTICAL"), verified.data());
    assertTrue(verified.said().contains(Twin.NAME), verified.said());
  }
}
