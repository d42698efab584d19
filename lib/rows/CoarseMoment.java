package rows;

import java.util.BitSet;
import java.util.List;

/**
 * Moments of builds that are cut to days, seconds, or tenths or hundredths of them: two builds that
 * ran side by side can have the same, and yet each filled it in anew.
 */
final class CoarseMoment {
  /** Two builds seldom share a thousandth of a second. */
  private static final int COARSE_DIGITS = 2;

  private static final int SHORTEST = 10;

  private final BuildWindow window;
  private final List<String> days;

  /**
   * Moments of some builds.
   *
   * @param window when these ran
   */
  CoarseMoment(BuildWindow window) {
    this.window = window;
    this.days = window.days();
  }

  /** The positions of a row's values that are such a moment, or a text that holds one. */
  BitSet in(Row row) {
    BitSet found = new BitSet();
    for (int i = 0; i < row.values().size(); i++) {
      found.set(i, isIn(row.values().get(i)));
    }
    return found;
  }

  private boolean isIn(String value) {
    if (value == null || value.length() < SHORTEST) {
      return false;
    }
    return isEpoch(value)
        || (days.stream().anyMatch(value::contains)
            && MomentText.in(value).stream().anyMatch(moment -> is(moment, value)));
  }

  private boolean isEpoch(String value) {
    return value.length() == SHORTEST
        && EpochText.of(value).filter(epoch -> window.holds(epoch.instant())).isPresent();
  }

  /** A day inside a longer text is one that somebody may have written. */
  private boolean is(MomentText moment, String value) {
    return (moment.isComplete() || moment.text().equals(value))
        && moment.fractionDigits() <= COARSE_DIGITS
        && window.holds(moment);
  }
}
