package generated;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names with a day or month in them that may be computed from that of the build: {@code p20261124},
 * {@code measure_2026_11}. Migrations put months together in many ways, so one whose year stands
 * anywhere in the squashed revisions is taken for written down.
 */
final class DatedNames {
  private static final Pattern DATED =
      Pattern.compile(
          "[\\w$-]*?(?<!\\d)(?<date>(?<year>\\d{4})[_.-]?m?(?<month>0[1-9]|1[0-2])"
              + "(?:[_.-]?d?(?<day>0[1-9]|[12]\\d|3[01]))?)(?!\\d)[\\w$-]*");

  private final ComputedDays days;
  private final LiteralsInSource spelled;

  DatedNames(ComputedDays days, LiteralsInSource spelled) {
    this.days = days;
    this.spelled = spelled;
  }

  /**
   * A name.
   *
   * @param name the whole name
   * @param date its day or month, as it is written there
   */
  record Dated(String name, String date) {}

  /** The first name in a text that has any day or month. */
  static Optional<String> dated(String text) {
    return all(text).map(Matcher::group).findFirst();
  }

  private static Stream<Matcher> all(String text) {
    return DATED.matcher(text).results().map(found -> matcher(found.group()));
  }

  /** The first such name in the title of a statement. */
  Optional<Dated> first(String title) {
    return all(title)
        .filter(this::isComputed)
        .map(found -> new Dated(found.group(), found.group("date")))
        .findFirst();
  }

  private static Matcher matcher(String name) {
    Matcher matcher = DATED.matcher(name);
    matcher.matches();
    return matcher;
  }

  private boolean isComputed(Matcher found) {
    String year = found.group("year");
    String month = found.group("month");
    try {
      if (found.group("day") == null) {
        LocalDate first = LocalDate.parse(year + "-" + month + "-01");
        return (days.isNear(first) || days.isNear(first.plusMonths(1).minusDays(1)))
            && !spelled.hasNumber(year)
            && !spelled.hasNumber(year + month);
      }
      String day = found.group("day");
      LocalDate whole = LocalDate.parse(year + "-" + month + "-" + day);
      return days.isNear(whole) && !days.isSpelled(whole) && !spelled.hasNumber(year + month + day);
    } catch (DateTimeException otherDigits) {
      return false;
    }
  }
}
