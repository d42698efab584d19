package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import process.Processes;
import twin.ClockShift;

/** What runs on another day, and what of it is not seen in definitions. */
@Tag("slow")
class ShiftedClockTest {
  private static final int DAYS = 400;

  /** What is executed here, and on the other day. */
  private static final List<List<String>> STATEMENTS =
      List.of(
          List.of(
              "INSERT INTO t VALUES (now(), 'now()', CURRENT_DATE - 3, $$now()$$) -- now()",
              "INSERT INTO t VALUES (now(400), 'now()', \"current_date\"(400) - 3, $$now()$$)"
                  + " -- now()"),
          List.of(
              "CREATE TABLE t (d date DEFAULT CURRENT_DATE); SELECT now(), CURRENT_DATE AS"
                  + " current_date FROM t, now() AS n",
              "CREATE TABLE t (d date DEFAULT \"current_date\"(400)); SELECT now(400),"
                  + " \"current_date\"(400) AS current_date FROM t, now(400) AS n"),
          List.of(
              "DO $$ BEGIN EXECUTE format('INSERT INTO %I VALUES (now(), ''now()'')',"
                  + " to_char(NOW(), 'YYYY')); PERFORM save('q', $q$ DELETE WHERE at < now() $q$);"
                  + " END $$",
              "DO $$ BEGIN EXECUTE format('INSERT INTO %I VALUES (now(400), ''now()'')',"
                  + " to_char(NOW(400)/*asked NOW()*/, 'YYYY')); PERFORM save('q', $q$ DELETE"
                  + " WHERE at < now() $q$); END $$"),
          List.of(
              "DO 'BEGIN INSERT INTO t VALUES (CURRENT_DATE, ''now()''); END'",
              "DO 'BEGIN INSERT INTO t VALUES (\"current_date\"(400), ''now()''); END'"),
          List.of(
              "CREATE OR REPLACE FUNCTION f() RETURNS date LANGUAGE sql AS"
                  + " $$ SELECT current_date, 'now()', current_timestamp( 2 ); $$",
              "CREATE OR REPLACE FUNCTION f() RETURNS date LANGUAGE sql AS"
                  + " $$ SELECT \"current_date\"(400)/*asked current_date*/, 'now()',"
                  + " \"current_timestamp\"(400)::timestamptz(2)/*asked current_timestamp( 2 )*/;"
                  + " $$"),
          List.of(
              "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''it is '' || now()'",
              "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''it is '' || now(400)'"),
          List.of(
              "CREATE FUNCTION f() RETURNS text LANGUAGE plv8 AS $$ return now() $$",
              "CREATE FUNCTION f() RETURNS text LANGUAGE plv8 AS $$ return now() $$"),
          List.of(
              "REVOKE EXECUTE ON FUNCTION pg_catalog.now() FROM PUBLIC; SELECT \"now\"(), x.now(),"
                  + " now",
              "REVOKE EXECUTE ON FUNCTION pg_catalog.now() FROM PUBLIC; SELECT \"now\"(), x.now(),"
                  + " now"),
          List.of(
              "CREATE FUNCTION f(d date = CURRENT_DATE) BEGIN ATOMIC SELECT 1; SELECT now(); END",
              "CREATE FUNCTION f(d date = \"current_date\"(400)) BEGIN ATOMIC SELECT 1;"
                  + " SELECT now(400); END"),
          List.of(
              "CREATE TABLE p PARTITION OF t (d DEFAULT now()) FOR VALUES FROM (now()) TO ('x')",
              "CREATE TABLE p PARTITION OF t (d DEFAULT now(400)) FOR VALUES FROM (now(400))"
                  + " TO ('x')"),
          List.of(
              "/* at */ SELECT 'today'::date, date 'tomorrow', 'today', CAST('now' AS timestamp),"
                  + " timestamp with time zone 'now', 'today'::text",
              "/* at */ SELECT ('today'::date + 400), (date 'tomorrow' + 400), 'today',"
                  + " (CAST('now' AS timestamp) + make_interval(hours => 9600)),"
                  + " (timestamp with time zone 'now' + make_interval(hours => 9600)),"
                  + " 'today'::text"),
          List.of(
              "ALTER TABLE t ADD d date DEFAULT 'today'::date",
              "ALTER TABLE t ADD d date DEFAULT 'today'::date"));

  private static List<String> given() {
    return STATEMENTS.stream().map(each -> each.get(0)).toList();
  }

  private static List<String> shifted() {
    return STATEMENTS.stream().map(each -> each.get(1)).toList();
  }

  @Test
  void statements_ask_it_when_they_run_and_when_what_they_store_is_asked() {
    String code = "for text in sys.argv[2:]: print(shifted_clock.shifted_sql(text, " + DAYS + "))";
    assertEquals(shifted(), python(code, given()).lines().toList());
    assertEquals(shifted(), python(code, shifted()).lines().toList(), "once is enough");
  }

  @Test
  void what_was_added_is_taken_away_from_definitions() {
    ClockShift clock = new ClockShift(DAYS);
    assertEquals(given(), shifted().stream().map(clock::undone).toList());
    assertEquals(
        "DEFAULT CURRENT_TIMESTAMP(2) CHECK ((d > (now())::date)) USING ((at < LOCALTIMESTAMP)),"
            + " known(400)",
        clock.undone(
            "DEFAULT (\"current_timestamp\"(400))::timestamp(2) with time zone CHECK ((d >"
                + " (now(400))::date)) USING ((at < \"localtimestamp\"(400))), known(400)"));
  }

  @Test
  void python_tells_it_and_the_classes_are_the_real_ones() {
    LocalDate later = LocalDate.now(ZoneId.systemDefault()).plusDays(DAYS);
    String code =
        """
        real = datetime.date, datetime.datetime
        shifted_clock.shift_python(datetime.timedelta(days=%d))
        from datetime import date, datetime as moment
        print(date.today(), moment.now().date(), moment.today().date(), time.strftime("%%Y-%%m-%%d"),
              date.fromtimestamp(time.time()), time.localtime().tm_year)
        print(type(date.today()) is real[0], type(moment(2020, 1, 2)) is real[1],
              isinstance(real[1].now(), moment), issubclass(moment, date), {real[0]: 1}[date])
        print(date(2020, 1, 2), moment.strptime("2020", "%%Y").year, date.fromisoformat("2020-01-02"))
        print(pickle.loads(pickle.dumps(date(2020, 1, 2))), copy.deepcopy(moment(2020, 1, 2)).day)
        """
            .formatted(DAYS);
    String day = later.toString();
    assertEquals(
        List.of(
            String.join(" ", day, day, day, day, day, String.valueOf(later.getYear())),
            "True True True True 1",
            "2020-01-02 2020 2020-01-02",
            "2020-01-02 2"),
        python(code, List.of()).lines().toList());
  }

  private static String python(String code, List<String> arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Engines.python().executable().toString(),
                "-c",
                "import copy, datetime, pickle, sys, time; sys.path.insert(0, sys.argv[1]);"
                    + " import shifted_clock\n"
                    + code,
                Checkout.root().resolve("templates").toString()));
    words.addAll(arguments);
    return Processes.command(words.toArray(String[]::new)).check().output();
  }
}
