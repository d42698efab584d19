package twin;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** As it was written. */
  private static final String KEPT =
      "(?s)\"?\\w+\"?\\(%d\\)(?:::timestamp(?:tz)?\\(\\d\\))?/\\*asked (.*?)\\*/";

  private static final String WORD =
      "(?i)\\(([^()']*'(?:now|today|tomorrow|yesterday)'[^()']*|CAST\\s*\\([^()]*\\))"
          + " \\+ (?:%d|make_interval\\(hours => %d\\))\\)";

  private static final String WITH_PRECISION =
      "\\((?:pg_catalog\\.)?\"(current_timestamp|localtimestamp)\"\\(%d\\)\\)"
          + "::timestamp\\((\\d)\\) with(?:out)? time zone";

  private static final String VALUE =
      "(?:pg_catalog\\.)?\"(current_date|current_timestamp|localtimestamp)\"\\(%d\\)";

  private static final String CALL = "\\b(now|(?:transaction|statement|clock)_timestamp)\\(%d\\)";

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
   * Takes away from definitions what was put into them so that they ask for another day ({@code
   * shifted_clock.py}), as it was written, where that is kept in a comment, and as PostgreSQL
   * prints it.
   */
  public String undone(String sql) {
    if (!sql.contains(String.valueOf(days))
        && !sql.contains(String.valueOf(days * HOURS_OF_A_DAY))) {
      return sql;
    }
    String text = found(KEPT, sql, found -> found.group(1));
    text = found(WITH_PRECISION, text, found -> upper(found) + "(" + found.group(2) + ")");
    text = found(VALUE, text, ClockShift::upper);
    text = found(CALL, text, found -> found.group(1) + "()");
    return found(WORD, text, found -> found.group(1));
  }

  private String found(String pattern, String text, Function<MatchResult, String> meant) {
    return Pattern.compile(pattern.formatted(days, days * HOURS_OF_A_DAY))
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(meant.apply(found)));
  }

  private static String upper(MatchResult found) {
    return found.group(1).toUpperCase(Locale.ROOT);
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
