package report;

import com.google.gson.annotations.SerializedName;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What building a database took.
 *
 * @param freshBefore an empty database brought to head by the originals, the median of several;
 *     none where not measured
 * @param freshAfter the same by what took their place
 * @param withinNoise whether builds of the same revisions differ as much as the two do
 * @param slowest squashed revisions, the slowest first; none where the engine cannot tell
 */
public record Timings(
    @SerializedName("freshBeforeSeconds") Optional<Duration> freshBefore,
    @SerializedName("freshAfterSeconds") Optional<Duration> freshAfter,
    boolean withinNoise,
    List<RevisionTime> slowest) {
  /** Builds run side by side: the fastest and the slowest of few do not show all of the noise. */
  private static final double WIDER = 0.1;

  /** Sorts. */
  public Timings {
    slowest = slowest.stream().sorted(Comparator.comparing(RevisionTime::took).reversed()).toList();
  }

  /** Nothing was measured. */
  public static Timings none() {
    return new Timings(Optional.empty(), Optional.empty(), false, List.of());
  }

  /**
   * What several builds took.
   *
   * @param before those of the originals
   * @param after those of what took their place
   * @param slowest squashed revisions, in any order
   */
  public static Timings of(
      List<Duration> before, List<Duration> after, List<RevisionTime> slowest) {
    return new Timings(
        median(before), median(after), reaches(before, after) && reaches(after, before), slowest);
  }

  /** The lower one of the two in the middle. */
  private static Optional<Duration> median(List<Duration> runs) {
    return runs.stream().sorted().skip(Math.max(0, (runs.size() - 1) / 2)).findFirst();
  }

  /** Whether the fastest of some is no slower than the slowest of others, with a margin. */
  private static boolean reaches(List<Duration> some, List<Duration> others) {
    return !some.isEmpty()
        && !others.isEmpty()
        && Collections.min(some).toNanos() * (1 - WIDER)
            <= Collections.max(others).toNanos() * (1 + WIDER);
  }

  /**
   * What one revision took.
   *
   * @param id the revision's id
   * @param message its message
   * @param took how long it ran
   */
  public record RevisionTime(String id, String message, @SerializedName("seconds") Duration took) {}

  /** How many times faster a fresh database is now; below 1 where it is slower. */
  public OptionalDouble timesFaster() {
    if (freshBefore.isEmpty() || freshAfter.isEmpty() || freshAfter.get().isZero()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((double) freshBefore.get().toNanos() / freshAfter.get().toNanos());
  }
}
