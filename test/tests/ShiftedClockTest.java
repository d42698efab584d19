package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import process.Processes;

/** What runs on another day, and what is stored as it was written. */
@Tag("slow")
class ShiftedClockTest {
  private static final int DAYS = 400;

  /** What is executed, and what is executed on the other day. */
  private static final List<List<String>> STATEMENTS =
      List.of(
          List.of(
              "INSERT INTO t VALUES (now(), 'now()', CURRENT_DATE - 3) -- now()",
              "INSERT INTO t VALUES ((now() + interval '9600 hours'), 'now()',"
                  + " (CURRENT_DATE + 400) - 3) -- now()"),
          List.of(
              "CREATE TABLE t (d date DEFAULT CURRENT_DATE); SELECT pg_catalog.now()",
              "CREATE TABLE t (d date DEFAULT CURRENT_DATE);"
                  + " SELECT (pg_catalog.now() + interval '9600 hours')"),
          List.of(
              "DO $$ BEGIN EXECUTE format('CREATE VIEW %I AS SELECT now()', to_char(now(),"
                  + " 'YYYY')); END $$",
              "DO $$ BEGIN EXECUTE format('CREATE VIEW %I AS SELECT now()',"
                  + " to_char((now() + interval '9600 hours'), 'YYYY')); END $$"),
          List.of(
              "CREATE FUNCTION f() RETURNS date LANGUAGE sql AS $$ SELECT current_date; $$",
              "CREATE FUNCTION f() RETURNS date LANGUAGE sql AS $$ SELECT current_date; $$"),
          List.of(
              "CREATE FUNCTION f() RETURNS date BEGIN ATOMIC SELECT current_date; END",
              "CREATE FUNCTION f() RETURNS date BEGIN ATOMIC SELECT current_date; END"),
          List.of(
              "CREATE TABLE p PARTITION OF t (d DEFAULT now()) FOR VALUES FROM (now()) TO ('x')",
              "CREATE TABLE p PARTITION OF t (d DEFAULT now()) FOR VALUES FROM"
                  + " ((now() + interval '9600 hours')) TO ('x')"),
          List.of(
              "CREATE TEMPORARY TABLE p AS SELECT localtimestamp(3)",
              "CREATE TEMPORARY TABLE p AS SELECT (localtimestamp(3) + interval '9600 hours')"),
          List.of(
              "/* at */ UPDATE t SET a = current_timestamp, b = t.now, c = \"now\"(), d = x.now()",
              "/* at */ UPDATE t SET a = (current_timestamp + interval '9600 hours'), b = t.now,"
                  + " c = \"now\"(), d = x.now()"));

  @Test
  void statements_ask_it_when_they_run() {
    List<String> given = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    STATEMENTS.forEach(
        each -> {
          given.add(each.get(0));
          expected.add(each.get(1));
        });
    String code = "for text in sys.argv[2:]: print(shifted_clock.shifted_sql(text, " + DAYS + "))";
    assertEquals(expected, python(code, given).lines().toList());
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
