package generated;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rows.BuildWindow;

/**
 * Finds days in texts that are around that of the build and that nobody wrote down: two builds of
 * one day agree on what they compute from it, so no comparison of them tells.
 */
final class ComputedDays {
  /** A year, and what is rounded up to the end of a month. */
  private static final int NEAR_DAYS = 400;

  private static final Pattern DAY =
      Pattern.compile(
          "(?<open>[\\[(])?(?<!\\d)(?<day>\\d{4}-\\d\\d-\\d\\d)(?!\\d)"
              + "(?<timed>(?=[ T]\\d\\d:\\d\\d))?"
              + "(?<zoned>[ T]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d))?"
              + "(?<close>[])])?");

  private static final List<Period> PERIODS =
      List.of(
          Period.ofDays(1),
          Period.ofWeeks(1),
          Period.ofMonths(1),
          Period.ofMonths(3),
          Period.ofYears(1));

  private final BuildWindow window;
  private final Predicate<LocalDate> isSpelled;
  private final Map<LocalDate, Boolean> spelled = new HashMap<>();

  /**
   * @param window when the databases were built
   * @param isSpelled whether somebody wrote a day down; asked once for each
   */
  ComputedDays(BuildWindow window, Predicate<LocalDate> isSpelled) {
    this.window = window;
    this.isSpelled = isSpelled;
  }

  /**
   * A day in a text.
   *
   * @param from where it starts
   * @param isTimed whether a time of day follows it
   * @param isShifted whether the day before or after it may be what was written down: PostgreSQL
   *     prints moments in UTC and ranges without their last day
   */
  record ComputedDay(LocalDate day, int from, boolean isTimed, boolean isShifted) {
    private List<LocalDate> meant() {
      return isShifted ? List.of(day, day.minusDays(1), day.plusDays(1)) : List.of(day);
    }
  }

  /** The first such day in a text. */
  Optional<String> first(String text) {
    return all(text).stream().map(found -> found.day().toString()).findFirst();
  }

  /** All such days in a text. */
  List<ComputedDay> all(String text) {
    return in(text).stream().filter(this::isComputed).toList();
  }

  /**
   * The first such day in a definition, where a day that ends a period is as good as written down
   * if the one that starts it is: a partition is often made of its first day.
   */
  Optional<String> firstInDefinition(String sql) {
    List<ComputedDay> all = in(sql);
    Set<LocalDate> ends = new TreeSet<>();
    all.stream()
        .flatMap(found -> found.meant().stream())
        .filter(this::isSpelled)
        .forEach(start -> PERIODS.forEach(period -> ends.add(start.plus(period))));
    return all.stream()
        .filter(this::isComputed)
        .filter(found -> found.meant().stream().noneMatch(ends::contains))
        .map(found -> found.day().toString())
        .findFirst();
  }

  /** Whether a text has any day. */
  static boolean areIn(String text) {
    return !in(text).isEmpty();
  }

  /** Whether a day is so near to the build that it may be computed from its day. */
  boolean isNear(LocalDate day) {
    return window.isNear(day, NEAR_DAYS);
  }

  private boolean isComputed(ComputedDay found) {
    return isNear(found.day()) && found.meant().stream().noneMatch(this::isSpelled);
  }

  boolean isSpelled(LocalDate day) {
    return spelled.computeIfAbsent(day, isSpelled::test);
  }

  private static List<ComputedDay> in(String text) {
    List<ComputedDay> days = new ArrayList<>();
    Matcher found = DAY.matcher(text);
    while (found.find()) {
      try {
        boolean isShifted =
            found.group("zoned") != null
                || found.group("open") != null
                || found.group("close") != null;
        days.add(
            new ComputedDay(
                LocalDate.parse(found.group("day")),
                found.start("day"),
                found.group("timed") != null,
                isShifted));
      } catch (DateTimeException none) {
        // Digits that are no day
      }
    }
    return days;
  }
}
