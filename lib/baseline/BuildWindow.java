package baseline;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The time in which databases were built.
 *
 * @param from when the first build began
 * @param to when the last one was done
 */
public record BuildWindow(Instant from, Instant to) {
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final int QUARTERS_OF_A_DAY = 56;
  private static final int MINUTES = 15;

  /** Whether values of a type are moments: timestamps, dates, times of day. */
  static boolean isMoment(String type) {
    return type.matches("(timestamp|time)(\\(\\d\\))? with(out)? time zone|date");
  }

  /**
   * Whether a moment lies within. One without a time zone does if it does in some time zone.
   *
   * @param text as PostgreSQL prints it in UTC
   * @param type the type of its column
   */
  boolean holds(String text, String type) {
    try {
      if (type.equals("date")) {
        return holdsDay(LocalDate.parse(text));
      }
      if (type.startsWith("timestamp")) {
        String iso = text.replace(' ', 'T');
        return type.endsWith("without time zone")
            ? holdsSomewhere(LocalDateTime.parse(iso))
            : holds(OffsetDateTime.parse(iso + ":00").toInstant());
      }
      LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
      return holdsSomewhere(day.atTime(LocalTime.parse(text.replaceFirst("[+-].*", ""))));
    } catch (DateTimeException infinite) {
      return false;
    }
  }

  /** Whether a day is at most some days before or after that of the builds. */
  boolean isNear(LocalDate day, int days) {
    return !day.isBefore(LocalDate.ofInstant(from, ZoneOffset.UTC).minusDays(days))
        && !day.isAfter(LocalDate.ofInstant(to, ZoneOffset.UTC).plusDays(days));
  }

  private boolean holds(Instant moment) {
    return !moment.isBefore(from.minus(SLACK)) && !moment.isAfter(to.plus(SLACK));
  }

  private boolean holdsSomewhere(LocalDateTime moment) {
    for (int zone = -QUARTERS_OF_A_DAY; zone <= QUARTERS_OF_A_DAY; zone++) {
      if (holds(moment.plusMinutes((long) zone * MINUTES).toInstant(ZoneOffset.UTC))) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsDay(LocalDate day) {
    return !day.isBefore(LocalDate.ofInstant(from, ZoneOffset.MIN))
        && !day.isAfter(LocalDate.ofInstant(to, ZoneOffset.MAX));
  }
}
