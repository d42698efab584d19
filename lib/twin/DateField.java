package twin;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import rows.ColumnType;

/**
 * What a calendar tells of a day.
 *
 * @param sql with {@code %s} in place of the day's own SQL
 * @param isText whether that gives a text
 * @param of what it tells of a day, as PostgreSQL prints it
 */
record DateField(String sql, boolean isText, Function<LocalDate, String> of) {
  private static final int SATURDAY = 6;
  private static final int WEEK = 7;

  /** As to_char and as Java write it. */
  private static final String[][] FORMS = {
    {"YYYYMMDD", "yyyyMMdd"},
    {"YYYY-MM-DD", "yyyy-MM-dd"},
    {"DD.MM.YYYY", "dd.MM.yyyy"},
    {"DD/MM/YYYY", "dd/MM/yyyy"},
    {"MM/DD/YYYY", "MM/dd/yyyy"},
    {"YYYY-MM", "yyyy-MM"},
    {"YYYYMM", "yyyyMM"},
    {"YYYY_MM", "yyyy_MM"},
    {"YYYY", "yyyy"},
    {"MM", "MM"},
    {"DD", "dd"},
    {"FMMonth", "MMMM"},
    {"Mon", "MMM"},
    {"FMDay", "EEEE"},
    {"Dy", "EEE"},
    {"FMMonth YYYY", "MMMM yyyy"},
    {"\"Q\"Q", "'Q'q"},
    {"YYYY-\"Q\"Q", "yyyy-'Q'q"},
    {"IYYY-\"W\"IW", "YYYY-'W'ww"}
  };

  /** All that are known. */
  static final List<DateField> ALL = all();

  private static List<DateField> all() {
    List<DateField> fields = new ArrayList<>();
    fields.add(number("year", ChronoField.YEAR));
    fields.add(number("month", ChronoField.MONTH_OF_YEAR));
    fields.add(number("day", ChronoField.DAY_OF_MONTH));
    fields.add(number("quarter", IsoFields.QUARTER_OF_YEAR));
    fields.add(number("week", IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    fields.add(number("isoyear", IsoFields.WEEK_BASED_YEAR));
    fields.add(number("isodow", ChronoField.DAY_OF_WEEK));
    fields.add(
        new DateField(
            "extract(dow FROM %s)::int",
            false, day -> String.valueOf(day.getDayOfWeek().getValue() % WEEK)));
    fields.add(number("doy", ChronoField.DAY_OF_YEAR));
    String weekend = "(extract(isodow FROM %s) IN (6, 7))";
    fields.add(
        new DateField(
            weekend, false, day -> String.valueOf(day.getDayOfWeek().getValue() >= SATURDAY)));
    fields.add(
        new DateField(
            "(NOT " + weekend + ")",
            false,
            day -> String.valueOf(day.getDayOfWeek().getValue() < SATURDAY)));
    for (String unit : List.of("week", "month", "quarter", "year")) {
      String start = "date_trunc('" + unit + "', %s)";
      fields.add(
          new DateField(start + "::date", false, day -> DaySteps.start(unit, day).toString()));
      fields.add(
          new DateField(
              "(" + start + " + interval '" + step(unit) + "')::date - 1",
              false,
              day -> DaySteps.end(unit, day).toString()));
    }
    for (String[] form : FORMS) {
      fields.add(text(form[0], form[1]));
    }
    return List.copyOf(fields);
  }

  private static String step(String unit) {
    return unit.equals("quarter") ? "3 months" : "1 " + unit;
  }

  private static DateField number(String field, TemporalField of) {
    return new DateField(
        "extract(" + field + " FROM %s)::int", false, day -> String.valueOf(day.get(of)));
  }

  private static DateField text(String form, String pattern) {
    DateTimeFormatter written = DateTimeFormatter.ofPattern(pattern, new Locale("en", "GB"));
    return new DateField("to_char(%s, '" + form + "')", true, written::format);
  }

  /** Whether it tells these of these days. */
  boolean tells(Day day, String first, String second) {
    return of.apply(day.first()).equals(first) && of.apply(day.second()).equals(second);
  }

  /** What gives it for a column of a type, of the day that this SQL gives. */
  String of(String day, String type) {
    boolean isSum = day.contains("CURRENT_DATE ");
    String given = sql.formatted(isSum ? "(" + day + ")" : day);
    return isText && !ColumnType.isText(type) ? given + "::" + type : given;
  }
}
