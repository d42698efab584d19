package config;

import console.Failure;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names files of revisions as Alembic's {@code file_template} says (tutorial, "Editing the .ini
 * File"): Python's {@code %} formatting over rev, slug, epoch, year, month, day, hour, minute and
 * second.
 */
public final class FileTemplate {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");
  private static final Pattern TOKEN =
      Pattern.compile(
          "%(?:%|\\((?<name>[^)]*)\\)(?<flags>[#0\\- +]*)(?<width>\\d*)"
              + "(?:\\.(?<precision>\\d*))?[hlL]?(?<kind>[sdiu]))");

  private FileTemplate() {}

  /**
   * The file's name, which ends with {@code .py} and may begin with folders.
   *
   * @param template the project's {@code file_template}
   * @param rev the revision's id
   * @param message the revision's message; its words make the slug
   * @param date when the revision is made, in the project's timezone
   * @param truncate the length that a slug may have, in characters
   * @throws Failure if the template has a token that Alembic does not know
   */
  public static String name(
      String template, String rev, String message, ZonedDateTime date, int truncate) {
    Map<String, Object> values =
        Map.of(
            "rev", rev,
            "slug", slug(message, truncate),
            "epoch", date.toEpochSecond(),
            "year", (long) date.getYear(),
            "month", (long) date.getMonthValue(),
            "day", (long) date.getDayOfMonth(),
            "hour", (long) date.getHour(),
            "minute", (long) date.getMinute(),
            "second", (long) date.getSecond());
    StringBuilder name = new StringBuilder();
    Matcher token = TOKEN.matcher(template);
    int from = 0;
    for (int at = template.indexOf('%'); at >= 0; at = template.indexOf('%', from)) {
      if (!token.find(at) || token.start() != at) {
        throw wrong(template, "'" + template.substring(at) + "' is no token");
      }
      name.append(template, from, at);
      name.append(token.group().equals("%%") ? "%" : formatted(template, token, values));
      from = token.end();
    }
    return name.append(template.substring(from)).append(".py").toString();
  }

  private static String slug(String message, int truncate) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(message);
    while (word.find()) {
      words.add(word.group());
    }
    String slug = String.join("_", words).toLowerCase(Locale.ROOT);
    if (slug.codePointCount(0, slug.length()) <= truncate) {
      return slug;
    }
    String cut = slug.substring(0, slug.offsetByCodePoints(0, truncate));
    int last = cut.lastIndexOf('_');
    return (last < 0 ? cut : cut.substring(0, last)) + "_";
  }

  private static String formatted(String template, Matcher token, Map<String, Object> values) {
    Object value = values.get(token.group("name"));
    if (value == null) {
      throw wrong(template, "it knows no '" + token.group("name") + "'");
    }
    String flags = token.group("flags");
    String text;
    if (token.group("kind").equals("s")) {
      text = shortened(value.toString(), token.group("precision"));
      return padded(text, flags.replace("0", ""), token.group("width"));
    }
    if (!(value instanceof Long number)) {
      throw wrong(template, "'" + token.group("name") + "' is a text, not a number");
    }
    int digits = number(token.group("precision"));
    String plain = Long.toString(number);
    text = "0".repeat(Math.max(0, digits - plain.length())) + plain;
    String sign = flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    return padded(sign + text, flags, token.group("width"));
  }

  private static String shortened(String text, String precision) {
    if (precision == null) {
      return text;
    }
    int length = Math.min(number(precision), text.codePointCount(0, text.length()));
    return text.substring(0, text.offsetByCodePoints(0, length));
  }

  private static String padded(String text, String flags, String width) {
    int missing = Math.max(0, number(width) - text.codePointCount(0, text.length()));
    if (flags.contains("-")) {
      return text + " ".repeat(missing);
    }
    if (flags.contains("0")) {
      int sign = text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
      return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
    }
    return " ".repeat(missing) + text;
  }

  private static int number(String digits) {
    return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static Failure wrong(String template, String what) {
    return new Failure(
        "file_template '" + template + "' cannot be used: " + what,
        "Alembic knows %(rev)s, %(slug)s, %(epoch)s, %(year)d, %(month).2d, %(day).2d, %(hour).2d,"
            + " %(minute).2d and %(second).2d; an ini file doubles each %.");
  }
}
