package rows;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * The time in which databases were built.
 *
 * @param from when the first build began
 * @param to when the last one was done
 */
public record BuildWindow(Instant from, Instant to) {
  /** As long as builds may take. */
  private static final Duration LONGEST = Duration.ofHours(3);

  private static final Duration SLACK = Duration.ofSeconds(2);

  /** A baseline that keeps whole seconds apart goes back by some from the present one. */
  private static final Duration APART = Duration.ofMinutes(1);

  private static final int QUARTERS_OF_A_DAY = 56;
  private static final int MINUTES = 15;

  /** The time until now in which databases were built of which no more is known. */
  public static BuildWindow recent() {
    Instant now = Instant.now();
    return new BuildWindow(now.minus(LONGEST), now);
  }

  /** The time from one instant until now. */
  public static BuildWindow since(Instant from) {
    return new BuildWindow(from, Instant.now());
  }

  /** A time that holds what builds made, and what a baseline of theirs makes in its own builds. */
  public BuildWindow withBaselines() {
    Duration length = Duration.between(from, to);
    return new BuildWindow(from.minus(length.compareTo(APART) > 0 ? length : APART), to);
  }

  /** Whether values of a type are moments: timestamps, dates, times of day. */
  public static boolean isMoment(String type) {
    return type.matches("(timestamp|time)(\\(\\d\\))? with(out)? time zone|date");
  }

  /**
   * Whether a moment lies within. One without a time zone does if it does in some time zone.
   *
   * @param text as PostgreSQL prints it in UTC
   * @param type the type of its column
   */
  public boolean holds(String text, String type) {
    try {
      if (type.equals("date")) {
        return holdsDay(LocalDate.parse(text));
      }
      if (type.startsWith("timestamp")) {
        return MomentText.of(text).filter(this::holds).isPresent();
      }
      LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
      return holdsSomewhere(day.atTime(LocalTime.parse(text.replaceFirst("[+-].*", ""))));
    } catch (DateTimeException infinite) {
      return false;
    }
  }

  /**
   * Whether a moment lies within: a day if it does in some time zone, and so a day and time without
   * one; a time of day alone never does.
   */
  public boolean holds(MomentText moment) {
    try {
      if (!moment.isComplete()) {
        return !moment.day().isEmpty() && holdsDay(LocalDate.parse(moment.day()));
      }
      return moment.zone().isEmpty()
          ? holdsSomewhere(moment.local())
          : holds(OffsetDateTime.of(moment.local(), ZoneOffset.of(moment.offset())).toInstant());
    } catch (DateTimeException none) {
      return false;
    }
  }

  /** Whether an instant lies within. */
  public boolean holds(Instant instant) {
    return !instant.isBefore(from.minus(SLACK)) && !instant.isAfter(to.plus(SLACK));
  }

  /** Whether it was one day all the time, in UTC and on this machine. */
  public boolean isOneDay() {
    return Stream.of(ZoneOffset.UTC, ZoneId.systemDefault())
        .allMatch(zone -> LocalDate.ofInstant(from, zone).equals(LocalDate.ofInstant(to, zone)));
  }

  /** The days that it holds in some time zone, as PostgreSQL prints them. */
  List<String> days() {
    return LocalDate.ofInstant(from, ZoneOffset.MIN)
        .datesUntil(LocalDate.ofInstant(to, ZoneOffset.MAX).plusDays(1))
        .map(LocalDate::toString)
        .toList();
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
