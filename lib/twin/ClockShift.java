package twin;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The clock of a twin, which is some days ahead: as many as tell what is computed from a day by
 * days, by months, or from the start of its week, month, quarter or year.
 *
 * @param days how many
 */
public record ClockShift(int days) {
  /** In days: more than a year, so that the year is another one. */
  private static final int LEAST = 380;

  private static final int MOST = 760;
  private static final int WEEK = 7;
  private static final int QUARTER = 3;

  private static final int HOURS_OF_A_DAY = 24;

  /** What asks for a moment. */
  private static final String MOMENT =
      "((?:pg_catalog\\.)?\\w+(?:\\s*\\(\\s*\\d?\\s*\\))?|CAST\\([^()]*\\)|'\\w+'\\s*::[\\w ]+|[\\w"
          + " ]+'\\w+')";

  /** What asks for the day. */
  private static final String DAY =
      "((?i:current_date|'\\w+'\\s*::\\s*date|date\\s*'\\w+'|CAST\\('\\w+' AS date\\)))";

  /** That of the builds for another installation, for originals that are built on a day. */
  static ClockShift after(LocalDate day) {
    return new ClockShift(
        IntStream.range(LEAST, MOST)
            .filter(days -> isTelling(day, day.plusDays(days)))
            .boxed()
            .max(Comparator.comparingLong(days -> monthsThatTell(day, day.plusDays(days))))
            .orElse(LEAST));
  }

  /**
   * Takes away from definitions what was added to them so that they ask for another day ({@code
   * shifted_clock.py}), as it was written and as PostgreSQL prints it.
   */
  public String undone(String sql) {
    String added = "make_interval\\(hours => " + HOURS_OF_A_DAY * days + "\\)";
    return without(DAY, String.valueOf(days), without(MOMENT, added, sql));
  }

  private static String without(String asked, String added, String sql) {
    String sum = asked + " \\+ " + added;
    return sql.replaceAll("\\(\\s*SELECT \\(?" + sum + "\\)? AS \"?\\w+\"?\\)", "$1")
        .replaceAll("\\(" + sum + "\\)", "$1");
  }

  private static boolean isTelling(LocalDate day, LocalDate later) {
    return day.getMonth() != later.getMonth()
        && quarter(day) != quarter(later)
        && day.getDayOfMonth() != later.getDayOfMonth()
        && ChronoUnit.DAYS.between(day, later) % WEEK != 0
        && later.getDayOfWeek() != DayOfWeek.MONDAY
        && later.getDayOfWeek() != DayOfWeek.SUNDAY
        && later.getDayOfMonth() != 1
        && later.getDayOfMonth() != later.lengthOfMonth();
  }

  private static int quarter(LocalDate day) {
    return (day.getMonthValue() - 1) / QUARTER;
  }

  /** How many of the usual steps by months are another number of days for each of them. */
  private static long monthsThatTell(LocalDate day, LocalDate later) {
    return Stream.of(-12, -6, -3, -2, -1, 1, 2, 3, 6, 12)
        .filter(
            months ->
                ChronoUnit.DAYS.between(day, day.plusMonths(months))
                    != ChronoUnit.DAYS.between(later, later.plusMonths(months)))
        .count();
  }
}
