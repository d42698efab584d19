package dump;

import baseline.BaselineDump;
import console.Console;
import java.util.Optional;
import squash.BaselineDowngrade;
import squash.Downgrade;
import statements.Baseline;

/**
 * The difference between the database at the cut and the one before the first migration, with one
 * build's values.
 *
 * @param baseline what makes it
 * @param back what takes it back, where that is wanted
 */
record FrozenBaseline(Baseline baseline, Optional<BaselineDowngrade> back) {
  /** Dumps it. */
  static FrozenBaseline of(Originals originals, Downgrade downgrade, Console console) {
    Baseline baseline =
        console.step(
            "dump it",
            () ->
                BaselineDump.take(
                    originals.cut(),
                    Optional.of(originals.prepared()),
                    Optional.of(originals.again())));
    return downgrade == Downgrade.REFUSE
        ? new FrozenBaseline(baseline, Optional.empty())
        : new FrozenBaseline(
            baseline,
            Optional.of(console.step("work out the way back", () -> wayBack(originals, baseline))));
  }

  private static BaselineDowngrade wayBack(Originals originals, Baseline baseline) {
    return BaselineDowngrade.of(originals.cut(), originals.again(), originals.prepared(), baseline);
  }
}
