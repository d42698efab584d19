package rows;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment of our days as a number: seconds since 1970, with or without a fraction, or whole
 * milliseconds.
 *
 * @param instant the moment
 * @param digits how many digits of a second it tells: 0, 3 or 6
 */
public record EpochText(Instant instant, int digits) {
  private static final Pattern NUMBER =
      Pattern.compile("(?<seconds>\\d{10})(?:(?<millis>\\d{3})|\\.(?<fraction>\\d{1,9}))?");

  private static final int MICROSECONDS = 6;
  private static final int MILLISECONDS = 3;
  private static final int NANOSECONDS = 9;

  /** The moment that a text is; empty if it has other digits. */
  public static Optional<EpochText> of(String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      return Optional.empty();
    }
    Instant seconds = Instant.ofEpochSecond(Long.parseLong(number.group("seconds")));
    if (number.group("millis") != null) {
      long millis = Long.parseLong(number.group("millis"));
      return Optional.of(new EpochText(seconds.plusMillis(millis), MILLISECONDS));
    }
    if (number.group("fraction") != null) {
      BigDecimal fraction = new BigDecimal("0." + number.group("fraction"));
      long nanos = fraction.movePointRight(NANOSECONDS).longValue();
      return Optional.of(new EpochText(seconds.plusNanos(nanos), MICROSECONDS));
    }
    return Optional.of(new EpochText(seconds, 0));
  }
}
