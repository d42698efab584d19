package rows;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A day, a time of day, or both, as a text.
 *
 * @param fractionDigits how many digits of a second it has behind the point; 0 for none
 */
public record MomentText(int fractionDigits) {
  private static final Pattern MOMENT =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d(?:["
              + " T]\\d\\d:\\d\\d:\\d\\d(?:\\.(?<fraction>\\d+))?(?:Z|[+-]\\d\\d(?::?\\d\\d)?)?)?"
              + "|\\d\\d:\\d\\d:\\d\\d(?:\\.(?<part>\\d+))?(?:[+-]\\d\\d)?");

  /** The moment that a text is; empty where it is none, or more than one. */
  public static Optional<MomentText> of(String text) {
    Matcher moment = MOMENT.matcher(text);
    if (!moment.matches()) {
      return Optional.empty();
    }
    String digits =
        Stream.of("fraction", "part")
            .map(moment::group)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("");
    return Optional.of(new MomentText(digits.length()));
  }

  /** A text with a mark in place of each. */
  static String without(String text) {
    return MOMENT.matcher(text).replaceAll("<moment>");
  }
}
