package report;

import com.google.gson.annotations.SerializedName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What building a database took.
 *
 * @param freshBefore an empty database brought to head by the originals; none where not measured
 * @param freshAfter the same by what took their place
 * @param slowest squashed revisions, the slowest first; none where the engine cannot tell
 */
public record Timings(
    @SerializedName("freshBeforeSeconds") Optional<Duration> freshBefore,
    @SerializedName("freshAfterSeconds") Optional<Duration> freshAfter,
    List<RevisionTime> slowest) {

  /** Sorts. */
  public Timings {
    slowest = slowest.stream().sorted(Comparator.comparing(RevisionTime::took).reversed()).toList();
  }

  /** Nothing was measured. */
  public static Timings none() {
    return new Timings(Optional.empty(), Optional.empty(), List.of());
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
