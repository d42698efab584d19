package twin;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postgres.ThrowawayDatabase;

/**
 * What parts of one installation's text are in another's: names of the role and the database,
 * numbers of objects, days, months and years.
 */
final class TextImages {
  /** More years off are not computed from this one. */
  private static final int MOST_YEARS = 5;

  private static final int DAY_DIGITS = 8;
  private static final int MONTH_DIGITS = 6;
  private static final int YEAR_DIGITS = 4;

  /** With something between the year, the month and the day, if there is one. */
  private static final String DATED =
      "(?<!\\d)(?<dated>\\d{4}(?<sep>[-_./mM])(?:0[1-9]|1[0-2])"
          + "(?:(?<next>\\k<sep>|(?<=[mM]\\d\\d)[dD])(?:0[1-9]|[12]\\d|3[01]))?)(?!\\d)";

  private static final String DIGITS = "(?<!\\d)(?<digits>\\d{4,10})(?!\\d)";

  private final List<Day> today;
  private final ThrowawayDatabase first;
  private final ThrowawayDatabase second;
  private final ObjectIdentifiers ours;
  private final ObjectIdentifiers theirs;
  private final Pattern parts;

  /**
   * @param today the day, as each of them has it; several where they may have taken it in several
   *     time zones
   */
  TextImages(List<Day> today, ThrowawayDatabase first, ThrowawayDatabase second) {
    this.today = List.copyOf(today);
    this.first = first;
    this.second = second;
    this.ours = ObjectIdentifiers.of(first);
    this.theirs = ObjectIdentifiers.of(second);
    this.parts =
        Pattern.compile(
            "(?<![\\w])(?<name>"
                + Pattern.quote(first.owner().user())
                + "|"
                + Pattern.quote(first.owner().database())
                + ")(?![\\w])|"
                + DATED
                + "|"
                + DIGITS);
  }

  /**
   * What a part is elsewhere.
   *
   * @param text its characters there
   * @param sql what gives them, a text
   */
  private record Image(String text, String sql) {}

  /**
   * The parts that two installations have each their own of, in order.
   *
   * @return empty if there is more that differs
   */
  Optional<List<OwnPart>> between(String one, String other) {
    List<OwnPart> found = new ArrayList<>();
    Matcher part = parts.matcher(one);
    int done = 0;
    int there = 0;
    while (part.find()) {
      if (!other.startsWith(one.substring(done, part.start()), there)) {
        return Optional.empty();
      }
      there += part.start() - done;
      done = part.end();
      if (isAt(other, there, part.group())) {
        there += part.group().length();
        continue;
      }
      int at = there;
      Optional<Image> image =
          images(part).stream().filter(candidate -> isAt(other, at, candidate.text())).findFirst();
      if (image.isEmpty()) {
        return Optional.empty();
      }
      found.add(new OwnPart(part.start(), part.group(), image.get().sql()));
      there += image.get().text().length();
    }
    return other.substring(Math.min(there, other.length())).equals(one.substring(done))
        ? Optional.of(found)
        : Optional.empty();
  }

  /** The parts of another text of which it is known what gives them. */
  List<OwnPart> known(String text, Map<String, String> expressions) {
    return parts
        .matcher(text)
        .results()
        .filter(part -> expressions.containsKey(part.group()))
        .map(part -> new OwnPart(part.start(), part.group(), expressions.get(part.group())))
        .toList();
  }

  /** Whether a part stands there, and not the start of a longer one. */
  private static boolean isAt(String text, int at, String part) {
    int end = at + part.length();
    return text.startsWith(part, at)
        && (end == text.length()
            || !Character.isLetterOrDigit(text.charAt(end))
            || !Character.isLetterOrDigit(part.charAt(part.length() - 1)));
  }

  private List<Image> images(Matcher part) {
    List<Image> images = new ArrayList<>();
    if (part.group("name") != null) {
      if (part.group().equals(first.owner().user())) {
        images.add(new Image(second.owner().user(), "current_user"));
      }
      if (part.group().equals(first.owner().database())) {
        images.add(new Image(second.owner().database(), "current_database()"));
      }
      return images;
    }
    if (part.group("dated") != null) {
      String next = part.group("next");
      return dated(part.group(), part.group("sep"), next == null ? "" : next);
    }
    String digits = part.group();
    ours.sql(digits)
        .ifPresent(
            named ->
                theirs
                    .number(named)
                    .ifPresent(number -> images.add(new Image(number, "(" + named + ")::text"))));
    if (digits.length() == YEAR_DIGITS) {
      images.addAll(years(Integer.parseInt(digits)));
    } else if (digits.length() == MONTH_DIGITS || digits.length() == DAY_DIGITS) {
      images.addAll(dated(digits, "", ""));
    }
    return images;
  }

  private List<Image> dated(String text, String afterYear, String afterMonth) {
    boolean isMonth = text.replaceAll("\\D", "").length() == MONTH_DIGITS;
    String month = "yyyy" + inJava(afterYear) + "MM";
    String sql = "YYYY" + inSql(afterYear) + "MM";
    List<Image> images = new ArrayList<>();
    try {
      for (Day base : today) {
        if (isMonth) {
          DateTimeFormatter form = DateTimeFormatter.ofPattern(month);
          DaySteps.months(base, YearMonth.parse(text, form))
              .forEach(day -> images.add(image(day, form, sql)));
        } else {
          DateTimeFormatter form = DateTimeFormatter.ofPattern(month + inJava(afterMonth) + "dd");
          DaySteps.between(base, LocalDate.parse(text, form))
              .forEach(day -> images.add(image(day, form, sql + inSql(afterMonth) + "DD")));
        }
      }
    } catch (DateTimeException otherDigits) {
      return List.of();
    }
    return images;
  }

  private static String inJava(String separator) {
    return separator.isEmpty() ? "" : "'" + separator + "'";
  }

  /** Letters mean something to to_char, unless they are quoted. */
  private static String inSql(String separator) {
    return separator.matches("[A-Za-z]") ? "\"" + separator + "\"" : separator;
  }

  private static Image image(Day day, DateTimeFormatter form, String sql) {
    return new Image(form.format(day.second()), "to_char(" + day.sql() + ", '" + sql + "')");
  }

  private List<Image> years(int year) {
    List<Image> images = new ArrayList<>();
    for (Day base : today) {
      int off = year - base.first().getYear();
      if (Math.abs(off) <= MOST_YEARS) {
        images.add(
            new Image(
                String.valueOf(base.second().getYear() + off),
                "(extract(year FROM " + base.sql() + ")::int" + signed(off) + ")::text"));
      }
    }
    return images;
  }

  private static String signed(int number) {
    return number == 0 ? "" : (number < 0 ? " - " : " + ") + Math.abs(number);
  }

  /** The ways in which a day of one is another day of the other. */
  Optional<Day> day(LocalDate one, LocalDate other) {
    return today.stream()
        .flatMap(base -> DaySteps.between(base, one).stream())
        .filter(day -> day.second().equals(other))
        .findFirst();
  }

  /** The day on which each of them is built. */
  List<Day> today() {
    return today;
  }
}
