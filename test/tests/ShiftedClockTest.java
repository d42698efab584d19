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

  private static final String MOMENT = " + make_interval(hours => 9600)";

  /** What is executed here and, with {@code +} for what is added, on the other day. */
  private static final List<List<String>> STATEMENTS =
      List.of(
          List.of(
              "INSERT INTO t VALUES (now(), 'now()', CURRENT_DATE - 3, $$now()$$) -- now()",
              "INSERT INTO t VALUES ((now()+), 'now()', (CURRENT_DATE + 400) - 3, $$now()$$)"
                  + " -- now()"),
          List.of(
              "CREATE TABLE t (d date DEFAULT CURRENT_DATE); SELECT pg_catalog.now()",
              "CREATE TABLE t (d date DEFAULT (CURRENT_DATE + 400)); SELECT (pg_catalog.now()+)"),
          List.of(
              "DO $$ BEGIN EXECUTE format('INSERT INTO %I VALUES (now(), ''now()'')',"
                  + " to_char(now(), 'YYYY')); END $$",
              "DO $$ BEGIN EXECUTE format('INSERT INTO %I VALUES ((now()+), ''now()'')',"
                  + " to_char((now()+), 'YYYY')); END $$"),
          List.of(
              "CREATE OR REPLACE FUNCTION f() RETURNS date LANGUAGE sql AS"
                  + " $$ SELECT current_date, 'now()'; $$",
              "CREATE OR REPLACE FUNCTION f() RETURNS date LANGUAGE sql AS"
                  + " $$ SELECT (current_date + 400), 'now()'; $$"),
          List.of(
              "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''it is '' || now()'",
              "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''it is '' || (now()+)'"),
          List.of(
              "CREATE FUNCTION f(d date = current_date) BEGIN ATOMIC SELECT 1; SELECT now(); END",
              "CREATE FUNCTION f(d date = (current_date + 400)) BEGIN ATOMIC SELECT 1;"
                  + " SELECT (SELECT now()+ AS \"now\"); END"),
          List.of(
              "CREATE TABLE p PARTITION OF t (d DEFAULT now()) FOR VALUES FROM (now()) TO ('x')",
              "CREATE TABLE p PARTITION OF t (d DEFAULT (now()+)) FOR VALUES FROM"
                  + " ((now()+)) TO ('x')"),
          List.of(
              "CREATE TEMPORARY TABLE p AS SELECT localtimestamp(3)",
              "CREATE TEMPORARY TABLE p AS SELECT (SELECT localtimestamp(3)+ AS"
                  + " \"localtimestamp\")"),
          List.of(
              "CREATE MATERIALIZED VIEW v AS SELECT current_date, pg_catalog.now()::date",
              "CREATE MATERIALIZED VIEW v AS SELECT (SELECT current_date + 400 AS"
                  + " \"current_date\"), (SELECT pg_catalog.now()+ AS \"now\")::date"),
          List.of(
              "SELECT 'today'::date, date 'tomorrow', 'today', CAST('now' AS timestamp),"
                  + " timestamp with time zone 'now', 'today' AS x",
              "SELECT ('today'::date + 400), (date 'tomorrow' + 400), 'today',"
                  + " (CAST('now' AS timestamp)+), (timestamp with time zone 'now'+),"
                  + " 'today' AS x"),
          List.of(
              "/* at */ UPDATE t SET a = current_timestamp, b = t.now, c = \"now\"(), d = x.now()",
              "/* at */ UPDATE t SET a = (current_timestamp+), b = t.now, c = \"now\"(),"
                  + " d = x.now()"));

  private static List<String> given() {
    return STATEMENTS.stream().map(each -> each.get(0)).toList();
  }

  private static List<String> shifted() {
    return STATEMENTS.stream().map(each -> each.get(1).replaceAll("\\+(?! 400)", MOMENT)).toList();
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
        "SELECT now() AS now, (d - CURRENT_DATE), (CURRENT_DATE + 300)",
        clock.undone(
            "SELECT ( SELECT (now() + make_interval(hours => 9600)) AS now) AS now,"
                + " (d - (CURRENT_DATE + 400)), (CURRENT_DATE + 300)"));
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
