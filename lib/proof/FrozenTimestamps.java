package proof;

import java.util.List;
import rows.BuildWindow;
import rows.EpochText;
import rows.MomentText;

/**
 * Tells moments that a build made from those of an earlier build, which every installation would
 * share.
 */
final class FrozenTimestamps {
  private final BuildWindow originals;
  private final BuildWindow squashed;

  /**
   * @param window when the databases of both sides were built
   */
  FrozenTimestamps(BuildWindow window) {
    this.originals = window;
    this.squashed = window.withBaselines();
  }

  /** Whether the originals make a moment of the build in a cell, and the other side does not. */
  boolean in(String before, String after) {
    if (before == null || after == null) {
      return false;
    }
    if (isEpoch(before, originals)) {
      return !isEpoch(after, squashed);
    }
    List<MomentText> ours = MomentText.in(before);
    List<MomentText> theirs = MomentText.in(after);
    if (ours.size() != theirs.size()) {
      return false;
    }
    for (int i = 0; i < ours.size(); i++) {
      if (originals.holds(ours.get(i)) && !squashed.holds(theirs.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEpoch(String text, BuildWindow window) {
    return EpochText.of(text).filter(epoch -> window.holds(epoch.instant())).isPresent();
  }
}
