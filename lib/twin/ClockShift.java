package twin;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * By how many days the clock of a twin is ahead: as many as tell what is computed from a day by
 * days, by months, or from the start of its week, month, quarter or year.
 */
final class ClockShift {
  /** In days: more than a year, so that the year is another one. */
  private static final int LEAST = 380;

  private static final int MOST = 760;
  private static final int WEEK = 7;
  private static final int QUARTER = 3;

  private ClockShift() {}

  /** The number of days after one on which the originals are built. */
  static int after(LocalDate day) {
    return IntStream.range(LEAST, MOST)
        .filter(days -> isTelling(day, day.plusDays(days)))
        .boxed()
        .max(Comparator.comparingLong(days -> monthsThatTell(day, day.plusDays(days))))
        .orElse(LEAST);
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
