package measured;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one contender used.
 *
 * @param contest what was measured, as {@code plan-500-20000}
 * @param contender who
 * @param isFloor whether the others are told as multiples of it
 */
public record Result(
    String contest,
    String contender,
    boolean isFloor,
    Samples wallSeconds,
    Samples cpuSeconds,
    Samples peakMemoryMebibytes) {

  static Result of(String contest, String contender, boolean isFloor, List<Usage> usages) {
    return new Result(
        contest,
        contender,
        isFloor,
        samples(usages, Usage::wallSeconds),
        samples(usages, Usage::cpuSeconds),
        samples(usages, Usage::peakMemoryMebibytes));
  }

  private static Samples samples(List<Usage> usages, ToDoubleFunction<Usage> number) {
    return new Samples(usages.stream().mapToDouble(number).boxed().toList());
  }
}
