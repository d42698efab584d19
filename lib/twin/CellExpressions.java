package twin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import postgres.Sql;
import rows.BuildWindow;
import rows.ColumnType;
import rows.EpochText;
import rows.MomentText;

/** Tells what gives a cell to two installations that have each their own there. */
final class CellExpressions {
  private static final String MIDNIGHT = "00:00:00";
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final int DAY_LENGTH = "2026-11-22".length();

  private final TextImages images;
  private final BuildWindow window;

  /**
   * @param images of parts of texts
   * @param window when the builds of this installation ran
   */
  CellExpressions(TextImages images, BuildWindow window) {
    this.images = images;
    this.window = window;
  }

  /**
   * What gives a cell of a type; empty if no rule says how the one comes from here and the other
   * from there.
   */
  Optional<String> sql(String first, String second, String type) {
    if (ColumnType.isDay(type)) {
      return day(first, second).map(Day::sql);
    }
    if (ColumnType.isTimestamp(type)) {
      return timestamp(first, second, type);
    }
    if (type.matches("smallint|integer|bigint|numeric.*|boolean")) {
      Optional<String> told = told(first, second, type);
      if (told.isPresent()) {
        return told;
      }
    }
    return images.between(first, second).map(parts -> joined(first, parts, type));
  }

  /** Whether a cell holds a moment of the build itself, which other rules are for. */
  boolean isOfTheBuild(String text) {
    return MomentText.in(text).stream()
            .anyMatch(moment -> moment.isComplete() && window.holds(moment))
        || EpochText.of(text).filter(epoch -> window.holds(epoch.instant())).isPresent();
  }

  /** Something of today. */
  private Optional<String> told(String first, String second, String type) {
    for (Day today : images.today()) {
      for (DateField field : DateField.ALL) {
        if (field.tells(today, first, second)) {
          return Optional.of(field.of(today.sql(), type));
        }
      }
    }
    return Optional.empty();
  }

  /** A day at a time that is the same in both, as PostgreSQL prints it in UTC. */
  private Optional<String> timestamp(String first, String second, String type) {
    if (first.length() <= DAY_LENGTH || second.length() <= DAY_LENGTH) {
      return Optional.empty();
    }
    String rest = first.substring(DAY_LENGTH);
    if (!rest.equals(second.substring(DAY_LENGTH))) {
      return moment(first, second);
    }
    String time = rest.strip().replaceFirst("[+-].*$", "");
    return day(first.substring(0, DAY_LENGTH), second.substring(0, DAY_LENGTH))
        .map(day -> at(day.sql(), time, ColumnType.hasZone(type)));
  }

  /** A moment some days or hours before or after that of the build. */
  private Optional<String> moment(String first, String second) {
    Optional<Instant> one = MomentText.of(first).map(MomentText::instant);
    Optional<Instant> other = MomentText.of(second).map(MomentText::instant);
    if (one.isEmpty() || other.isEmpty() || !areApart(one.get(), other.get())) {
      return Optional.empty();
    }
    return Stream.of(ChronoUnit.DAYS, ChronoUnit.HOURS)
        .flatMap(unit -> steps(one.get(), unit).stream())
        .findFirst();
  }

  /** As far as the days on which they were built. */
  private boolean areApart(Instant one, Instant other) {
    Duration builds = Duration.between(window.from(), window.to()).plus(SLACK);
    return images.today().stream()
        .map(today -> Duration.ofDays(ChronoUnit.DAYS.between(today.first(), today.second())))
        .anyMatch(days -> Duration.between(one, other).minus(days).abs().compareTo(builds) <= 0);
  }

  private Optional<String> steps(Instant moment, ChronoUnit unit) {
    long least = unit.between(window.to(), moment) - 1;
    long most = unit.between(window.from(), moment) + 1;
    List<Long> found =
        LongStream.rangeClosed(least, most)
            .filter(count -> count != 0 && window.holds(moment.minus(count, unit)))
            .boxed()
            .toList();
    if (found.size() != 1) {
      return Optional.empty();
    }
    long count = found.get(0);
    String name = unit.toString().toLowerCase(Locale.ROOT);
    return Optional.of(
        "now() " + (count < 0 ? "-" : "+") + " interval '" + Math.abs(count) + " " + name + "'");
  }

  private static String at(String day, String time, boolean hasZone) {
    if (time.equals(MIDNIGHT)) {
      return day;
    }
    String local = day + " + time " + Sql.literal(LocalTime.parse(time).toString());
    return hasZone ? "(" + local + ") AT TIME ZONE 'UTC'" : local;
  }

  private static String joined(String text, List<OwnPart> parts, String type) {
    List<String> pieces = new ArrayList<>();
    int done = 0;
    for (OwnPart part : parts) {
      if (part.from() > done) {
        pieces.add(Sql.literal(text.substring(done, part.from())));
      }
      pieces.add(part.sql());
      done = part.end();
    }
    if (done < text.length()) {
      pieces.add(Sql.literal(text.substring(done)));
    }
    String joined = String.join(" || ", pieces);
    return ColumnType.isText(type) || (pieces.size() == 1 && type.equals("name"))
        ? joined
        : "(" + joined + ")::" + type;
  }

  /** The day of a cell; empty if no step leads to it. */
  Optional<Day> day(String first, String second) {
    try {
      return first == null || second == null
          ? Optional.empty()
          : images.day(LocalDate.parse(first), LocalDate.parse(second));
    } catch (DateTimeException infinite) {
      return Optional.empty();
    }
  }
}
