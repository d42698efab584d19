package report;

import console.Console;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import proof.Comparison;

/** Numbers and durations as people read them. */
final class HumanNumbers {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HumanNumbers() {}

  /** A number with its thousands apart. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 0.04 s}, {@code 12.3 s}, {@code 2 min 5 s}. */
  static String seconds(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds >= 60) {
      long whole = Math.round(seconds);
      return number(whole / 60) + " min " + whole % 60 + " s";
    }
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
  }

  /** Seconds as a plain decimal number, exact to the nanosecond. */
  static String plainSeconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
  }

  /** {@code 13.6 times faster}; empty if that is not known. */
  static String speedup(Timings timings) {
    if (timings.timesFaster().isEmpty()) {
      return "";
    }
    if (timings.withinNoise()) {
      return "as fast as before, within what builds differ by";
    }
    double times = timings.timesFaster().getAsDouble();
    double shown = times > 1 ? times : 1 / times;
    String pattern = shown < 10 ? "%.1f times %s" : "%,.0f times %s";
    return String.format(Locale.ROOT, pattern, shown, times > 1 ? "faster" : "slower");
  }

  /** An instant, to the minute, in UTC. */
  static String moment(Instant instant) {
    return DAY_AND_TIME.format(instant);
  }

  /** A kind of verdict: {@code Identical}. */
  static String kind(Comparison.Kind kind) {
    return kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** {@code after one restore}, {@code after 2 restores}. */
  static String round(int round) {
    return round == 1 ? "after one restore" : "after " + round + " restores";
  }

  /** What became of the history, in a sentence; empty if there is none to tell of. */
  static String squash(Report report) {
    int squashed = report.before().squashed();
    if (report.squash().isEmpty() || squashed == 0) {
      return "";
    }
    int kept = report.before().count(History.Role.KEPT);
    return Console.counted(squashed, "revision")
        + " up to "
        + report.squash().get().tag()
        + " became one baseline; "
        + (kept == 0 ? "none came after." : number(kept) + (kept == 1 ? " stays." : " stay."));
  }

  /** How much one way compared: definitions, catalog facts, rows and tables. */
  static String compared(Comparison comparison) {
    List<String> parts = new ArrayList<>();
    parts.add(Console.counted(total(comparison.objects()), "definition"));
    parts.add(Console.counted(total(comparison.facts()), "catalog fact"));
    parts.add(
        Console.counted(rows(comparison), "row")
            + " of "
            + Console.counted(comparison.tables().size(), "table"));
    return String.join(", ", parts);
  }

  /** How many things of all kinds were compared. */
  static int total(List<Comparison.Count> counts) {
    return counts.stream().mapToInt(Comparison.Count::compared).sum();
  }

  /** How many rows before were compared. */
  static int rows(Comparison comparison) {
    return comparison.tables().stream().mapToInt(Comparison.TableCount::before).sum();
  }
}
