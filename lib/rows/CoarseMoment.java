package rows;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recent moments that are cut to days, seconds, or tenths or hundredths of them: two builds that
 * ran side by side can have the same, and yet each filled it in anew.
 */
public final class CoarseMoment {
  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)(?:[ T](\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d{1,2})?"
              + "(?:Z|([+-]\\d\\d):?(\\d\\d)?)?)?");

  private static final Pattern SECONDS = Pattern.compile("\\d{10}");
  private static final Pattern EPOCH = Pattern.compile("\\d{10}(?:\\d{3})?");
  private static final Pattern FRACTION = Pattern.compile("(:\\d\\d)\\.\\d+");
  private static final int SHORTEST = 10;
  private static final int LONGEST = 28;

  /** As long as builds may take. */
  private static final Duration BUILDING = Duration.ofHours(3);

  private static final Duration SLACK = Duration.ofSeconds(2);

  private final Instant now;

  /**
   * @param now when the rows were read, or later
   */
  public CoarseMoment(Instant now) {
    this.now = now;
  }

  /** The positions of a row's values that are such moments. */
  BitSet in(TableRows.Row row) {
    BitSet found = new BitSet();
    for (int i = 0; i < row.values().size(); i++) {
      found.set(i, is(row.values().get(i)));
    }
    return found;
  }

  /** Whether a value, null for NULL, is such a moment. */
  public boolean is(String value) {
    return value != null
        && value.length() >= SHORTEST
        && value.length() <= LONGEST
        && isMoment(value);
  }

  /** Whether a value, null for NULL, is a recent moment, cut or not. */
  public boolean isLike(String value) {
    return value != null && is(FRACTION.matcher(value).replaceFirst("$1"));
  }

  /** Whether both are recent numbers of seconds, or both of milliseconds, since 1970. */
  boolean areEpochs(String one, String other) {
    return one.length() == other.length() && isEpoch(one) && isEpoch(other);
  }

  private boolean isEpoch(String value) {
    return EPOCH.matcher(value).matches() && is(value.substring(0, SHORTEST));
  }

  private boolean isMoment(String value) {
    if (SECONDS.matcher(value).matches()) {
      return isRecent(Instant.ofEpochSecond(Long.parseLong(value)), Duration.ZERO);
    }
    Matcher text = TEXT.matcher(value);
    try {
      return text.matches() && is(text);
    } catch (DateTimeException none) {
      return false;
    }
  }

  private boolean is(Matcher text) {
    if (text.group(2) == null) {
      LocalDate day = LocalDate.parse(text.group(1));
      return !day.isBefore(LocalDate.ofInstant(now.minus(BUILDING), ZoneOffset.MIN))
          && !day.isAfter(LocalDate.ofInstant(now, ZoneOffset.MAX));
    }
    String local = text.group(1) + "T" + text.group(2);
    if (text.group(3) == null) {
      Duration zones = Duration.ofSeconds(ZoneOffset.MAX.getTotalSeconds());
      return isRecent(LocalDateTime.parse(local).toInstant(ZoneOffset.UTC), zones);
    }
    String minutes = text.group(4) == null ? "00" : text.group(4);
    return isRecent(
        OffsetDateTime.parse(local + text.group(3) + ":" + minutes).toInstant(), Duration.ZERO);
  }

  private boolean isRecent(Instant moment, Duration zones) {
    return moment.isAfter(now.minus(BUILDING).minus(zones))
        && moment.isBefore(now.plus(SLACK).plus(zones));
  }
}
