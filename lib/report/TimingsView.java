package report;

import console.Console;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Timings as bars.
 *
 * @param fresh a fresh database, before and after
 * @param speedup how many times faster it is, in words; empty if that is not known
 * @param slowest the slowest squashed revisions
 * @param rest the others
 * @param restCount how many those are, in words
 */
record TimingsView(
    List<Bar> fresh, String speedup, List<Bar> slowest, List<Bar> rest, String restCount) {
  private static final int SHOWN = 10;

  /**
   * A bar.
   *
   * @param id a revision's id, or empty
   * @param label what took the time
   * @param seconds how long, in words
   * @param width in per cent of the longest
   * @param style {@code before} or {@code after}
   */
  record Bar(String id, String label, String seconds, String width, String style) {}

  static TimingsView of(Timings timings) {
    List<Bar> fresh = new ArrayList<>();
    Duration longest =
        Stream.of(timings.freshBefore(), timings.freshAfter())
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    timings
        .freshBefore()
        .ifPresent(took -> fresh.add(bar("", "with the originals", took, longest, "before")));
    timings
        .freshAfter()
        .ifPresent(took -> fresh.add(bar("", "with the baseline", took, longest, "after")));
    List<Bar> slowest = new ArrayList<>();
    for (Timings.RevisionTime time : timings.slowest()) {
      Duration most = timings.slowest().get(0).took();
      slowest.add(bar(time.id(), time.message(), time.took(), most, "before"));
    }
    int shown = Math.min(SHOWN, slowest.size());
    List<Bar> rest = slowest.subList(shown, slowest.size());
    return new TimingsView(
        fresh,
        HumanNumbers.speedup(timings),
        slowest.subList(0, shown),
        rest,
        Console.counted(rest.size(), "other"));
  }

  private static Bar bar(String id, String label, Duration took, Duration longest, String style) {
    double share = longest.isZero() ? 0 : 100.0 * took.toNanos() / longest.toNanos();
    String width = String.format(Locale.ROOT, "%.2f", Math.max(share, 0.5));
    return new Bar(id, label, HumanNumbers.seconds(took), width, style);
  }
}
