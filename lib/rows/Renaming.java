package rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds two databases' generated values against each other: what one value of the first is called
 * in the second, everywhere the same, and no two called alike. A uuid is one value wherever it
 * stands, inside a longer text too. Moments are left out: migrations that ran in one transaction
 * share one, and how migrations are cut into transactions is not the database's; recent seconds and
 * milliseconds since 1970 are moments. So are left out texts that are too short to name one value.
 */
public final class Renaming {
  /** Shorter texts can be the same by chance. */
  private static final int TELLING = 6;

  private final BuildWindow window;
  private final Map<String, String> forth = new LinkedHashMap<>();
  private final Map<String, String> back = new HashMap<>();

  /**
   * No names yet.
   *
   * @param window when the two were built
   */
  public Renaming(BuildWindow window) {
    this.window = window;
  }

  /**
   * Takes note of a cell on both sides.
   *
   * @return why the two cannot be the same value under other names; empty where they can
   */
  public Optional<String> add(String before, String after) {
    if (before == null || after == null) {
      return before == null && after == null
          ? Optional.empty()
          : Optional.of("one is NULL, the other is '" + (before == null ? after : before) + "'");
    }
    if (areEpochs(before, after)) {
      return Optional.empty();
    }
    List<String> ours = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    String ourText = withoutValues(before, ours);
    String theirText = withoutValues(after, theirs);
    if (!ourText.equals(theirText) || ours.size() != theirs.size()) {
      // No value is told apart inside: the whole text is one.
      return link(before, after);
    }
    for (int i = 0; i < ours.size(); i++) {
      Optional<String> why = link(ours.get(i), theirs.get(i));
      if (why.isPresent()) {
        return why;
      }
    }
    return Optional.empty();
  }

  /**
   * What each value of the first is called in the second, in the order in which they were added.
   */
  public Map<String, String> names() {
    return Collections.unmodifiableMap(forth);
  }

  private Optional<String> link(String before, String after) {
    if (before.length() < TELLING && after.length() < TELLING) {
      return Optional.empty();
    }
    String known = forth.putIfAbsent(before, after);
    if (known != null && !known.equals(after)) {
      return Optional.of("'" + before + "' is '" + known + "' elsewhere, and '" + after + "' here");
    }
    String original = back.putIfAbsent(after, before);
    return original == null || original.equals(before)
        ? Optional.empty()
        : Optional.of(
            "'"
                + after
                + "' stands for '"
                + original
                + "' elsewhere, and for '"
                + before
                + "' here");
  }

  /** Whether both are moments of the builds, in the same unit. */
  private boolean areEpochs(String before, String after) {
    Optional<EpochText> ours = epoch(before);
    return ours.isPresent()
        && ours.map(EpochText::digits).equals(epoch(after).map(EpochText::digits));
  }

  private Optional<EpochText> epoch(String text) {
    return EpochText.of(text).filter(found -> window.holds(found.instant()));
  }

  private static String withoutValues(String text, List<String> values) {
    String withoutMoments = MomentText.without(text);
    UuidText.in(withoutMoments).forEach(token -> values.add(token.text()));
    return UuidText.without(withoutMoments);
  }
}
