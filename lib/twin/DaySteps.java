package twin;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The days that can be reached from another one by steps that SQL and Python have. */
final class DaySteps {
  private static final int QUARTER = 3;

  /** No farther: what is farther off is more likely to be a day that somebody wrote down. */
  private static final int MOST_MONTHS = 120;

  /**
   * What a day is rounded down to.
   *
   * @param unit as {@code date_trunc} takes it
   * @param months how many one is; 0 for a week
   */
  private record Unit(String unit, int months, UnaryOperator<LocalDate> start) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("month", 1, day -> day.withDayOfMonth(1)),
          new Unit("week", 0, day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))),
          new Unit(
              "quarter",
              QUARTER,
              day -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % QUARTER)),
          new Unit("year", QUARTER * 4, day -> day.withDayOfYear(1)));

  private DaySteps() {}

  /**
   * The ways to come from one day to another, the simplest first.
   *
   * @param from whose SQL they start with
   * @param to where they lead in the first installation
   * @return each with where it leads in the second
   */
  static List<Day> between(Day from, LocalDate to) {
    List<Day> found = new ArrayList<>();
    long days = ChronoUnit.DAYS.between(from.first(), to);
    found.add(new Day(plus(from.sql(), days), to, from.second().plusDays(days)));
    for (Unit unit : UNITS) {
      fromStart(unit, from, to, 0, found);
      // The last day of a period is the one before the next starts.
      fromStart(unit, from, to, 1, found);
    }
    int months = (int) ChronoUnit.MONTHS.between(YearMonth.from(from.first()), YearMonth.from(to));
    if (months != 0
        && Math.abs(months) <= MOST_MONTHS
        && from.first().plusMonths(months).equals(to)) {
      String sql = "(" + interval(from.sql(), months) + ")::date";
      found.add(new Day(sql, to, from.second().plusMonths(months)));
    }
    return found;
  }

  /** The starts of this month and others, seen from a day. */
  static List<Day> months(Day from, YearMonth to) {
    List<Day> found = new ArrayList<>();
    fromStart(UNITS.get(0), from, to.atDay(1), 0, found);
    return found;
  }

  /** The day on which a week, month, quarter or year starts. */
  static LocalDate start(String unit, LocalDate day) {
    return unit(unit).start().apply(day);
  }

  /** The last day of a week, month, quarter or year. */
  static LocalDate end(String unit, LocalDate day) {
    LocalDate start = start(unit, day);
    int months = unit(unit).months();
    return (months == 0 ? start.plusWeeks(1) : start.plusMonths(months)).minusDays(1);
  }

  private static Unit unit(String name) {
    return UNITS.stream().filter(unit -> unit.unit().equals(name)).findFirst().orElseThrow();
  }

  private static void fromStart(Unit unit, Day from, LocalDate to, int before, List<Day> found) {
    LocalDate start = unit.start().apply(from.first());
    LocalDate wanted = to.plusDays(before);
    BiFunction<LocalDate, Long, LocalDate> step =
        (day, count) ->
            unit.months() == 0 ? day.plusWeeks(count) : day.plusMonths(count * unit.months());
    long count =
        unit.months() == 0
            ? ChronoUnit.WEEKS.between(start, wanted)
            : Math.floorDiv(ChronoUnit.MONTHS.between(start, wanted), unit.months());
    if (Math.abs(count) <= MOST_MONTHS && step.apply(start, count).equals(wanted)) {
      String truncated = "date_trunc('" + unit.unit() + "', " + from.sql() + ")";
      String stepped =
          count == 0
              ? truncated
              : unit.months() == 0
                  ? truncated + " + interval '" + count + " weeks'"
                  : interval(truncated, count * unit.months());
      LocalDate there = step.apply(unit.start().apply(from.second()), count).minusDays(before);
      found.add(
          new Day(
              plus(count == 0 ? truncated + "::date" : "(" + stepped + ")::date", -before),
              to,
              there));
    }
  }

  private static String interval(String sql, long months) {
    return sql
        + (months < 0 ? " - " : " + ")
        + "interval '"
        + Math.abs(months)
        + (Math.abs(months) == 1 ? " month'" : " months'");
  }

  private static String plus(String sql, long days) {
    return days == 0 ? sql : sql + (days < 0 ? " - " : " + ") + Math.abs(days);
  }
}
