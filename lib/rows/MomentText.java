package rows;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A day, a time of day, or both, as it stands in a text.
 *
 * @param text its characters
 * @param from where it starts
 * @param day {@code 2026-11-22}; empty for a time of day
 * @param separator what stands between day and time; empty for one of them
 * @param time {@code 10:00:00}; empty for a day
 * @param fraction the digits of a second behind the point; empty if there is none
 * @param zone {@code Z} or an offset; empty if it has none
 */
public record MomentText(
    String text,
    int from,
    String day,
    String separator,
    String time,
    String fraction,
    String zone) {
  private static final Pattern MOMENT =
      Pattern.compile(
          "(?<!\\d)(?:(?<day>\\d{4}-\\d\\d-\\d\\d)(?:(?<separator>["
              + " T])(?<time>\\d\\d:\\d\\d:\\d\\d)"
              + "(?:\\.(?<fraction>\\d+))?(?<zone>Z|[+-]\\d\\d(?::?\\d\\d)?)?)?"
              + "|(?<clock>\\d\\d:\\d\\d:\\d\\d)(?:\\.(?<part>\\d+))?(?<place>[+-]\\d\\d)?)");

  private static final String UTC = "Z";

  /** Finds those of a text, in order. */
  public static List<MomentText> in(String text) {
    List<MomentText> found = new ArrayList<>();
    Matcher moment = MOMENT.matcher(text);
    while (moment.find()) {
      found.add(of(moment));
    }
    return found;
  }

  /** The moment that a text is; empty if it is none, or more than one. */
  public static Optional<MomentText> of(String text) {
    Matcher moment = MOMENT.matcher(text);
    return moment.matches() ? Optional.of(of(moment)) : Optional.empty();
  }

  /** Whether a text tells a day with a time of day, or may be the seconds since 1970. */
  public static boolean isTimed(String text) {
    return text != null
        && (in(text).stream().anyMatch(MomentText::isComplete) || EpochText.of(text).isPresent());
  }

  /** A text with a mark in place of each. */
  static String without(String text) {
    return MOMENT.matcher(text).replaceAll("<moment>");
  }

  private static MomentText of(Matcher found) {
    return new MomentText(
        found.group(),
        found.start(),
        part(found, "day", "day"),
        part(found, "separator", "separator"),
        part(found, "time", "clock"),
        part(found, "fraction", "part"),
        part(found, "zone", "place"));
  }

  private static String part(Matcher found, String name, String other) {
    String part = found.group(name) == null ? found.group(other) : found.group(name);
    return part == null ? "" : part;
  }

  /** Where it ends. */
  public int end() {
    return from + text.length();
  }

  /** Whether it is both a day and a time. */
  public boolean isComplete() {
    return !separator.isEmpty();
  }

  /** How many digits of a second it has behind the point; 0 for none. */
  public int fractionDigits() {
    return fraction.length();
  }

  /** Its offset from UTC as {@code +02:00}, or {@code Z}; empty if it has none. */
  public String offset() {
    if (zone.isEmpty() || zone.equals(UTC)) {
      return zone;
    }
    String digits = zone.replace(":", "").substring(1);
    String minutes = digits.length() > 2 ? digits.substring(2) : "00";
    return zone.charAt(0) + digits.substring(0, 2) + ":" + minutes;
  }

  /**
   * Day and time as they are written, whatever the zone.
   *
   * @throws java.time.DateTimeException if there is no such day or time
   */
  public LocalDateTime local() {
    return LocalDateTime.parse(day + "T" + time + (fraction.isEmpty() ? "" : "." + fraction));
  }

  /**
   * The same as a point in time; without a time zone, in UTC.
   *
   * @throws java.time.DateTimeException if there is no such day or time
   */
  public Instant instant() {
    return local().toInstant(zone.isEmpty() ? ZoneOffset.UTC : ZoneOffset.of(offset()));
  }
}
