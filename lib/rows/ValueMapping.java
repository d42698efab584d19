package rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Holds two databases' generated values against each other: what one value of the first is called
 * in the second, everywhere the same, and no two called alike. A uuid is one value wherever it
 * stands, inside a longer text too. Moments are left out: migrations that ran in one transaction
 * share one, and how migrations are cut into transactions is not the database's; recent seconds and
 * milliseconds since 1970 are moments. So are left out texts that are too short to name one value.
 */
public final class ValueMapping {
  /** How many characters tell: shorter texts can be the same by chance. */
  public static final int TELLING = 6;

  private final BuildWindow window;
  private final Map<String, String> forth = new LinkedHashMap<>();
  private final Map<String, String> back = new HashMap<>();

  /**
   * No names yet.
   *
   * @param window when the two were built
   */
  public ValueMapping(BuildWindow window) {
    this.window = window;
  }

  /** Whether a text is long enough to be one value wherever it stands. */
  public static boolean isTelling(String text) {
    return text.length() >= TELLING;
  }

  /**
   * Takes note of a cell on both sides.
   *
   * @return why the two cannot be the same value under other names; empty if they can
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
    return values(before, after).stream()
        .map(value -> link(value.before(), value.after()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether two cells can be the same, as far as is known; nothing is taken note of. */
  boolean fits(String before, String after) {
    if (before == null || after == null) {
      return before == null && after == null;
    }
    return areEpochs(before, after)
        || values(before, after).stream()
            .allMatch(value -> value.isShort() || value.isNamedIn(forth, back));
  }

  /** What a cell has to be in the second, where that is known. */
  Optional<String> named(String before) {
    if (before == null || forth.containsKey(before)) {
      return Optional.ofNullable(before).map(forth::get);
    }
    List<UuidText> uuids = UuidText.in(before);
    if (uuids.isEmpty() || uuids.stream().anyMatch(uuid -> !forth.containsKey(uuid.text()))) {
      return Optional.empty();
    }
    StringBuilder named = new StringBuilder();
    int done = 0;
    for (UuidText uuid : uuids) {
      named.append(before, done, uuid.from()).append(forth.get(uuid.text()));
      done = uuid.end();
    }
    return Optional.of(named.append(before.substring(done)).toString());
  }

  /** A value of the first and what it seems to be called in the second. */
  private record Value(String before, String after) {
    boolean isShort() {
      return !isTelling(before) && !isTelling(after);
    }

    boolean isNamedIn(Map<String, String> forth, Map<String, String> back) {
      return after.equals(forth.getOrDefault(before, after))
          && before.equals(back.getOrDefault(after, before));
    }
  }

  /** The values inside of two texts; where none are told apart, the whole texts are one. */
  private static List<Value> values(String before, String after) {
    List<String> ours = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    String ourText = withoutValues(before, ours);
    String theirText = withoutValues(after, theirs);
    if (!ourText.equals(theirText) || ours.size() != theirs.size()) {
      return List.of(new Value(before, after));
    }
    return IntStream.range(0, ours.size())
        .mapToObj(i -> new Value(ours.get(i), theirs.get(i)))
        .toList();
  }

  /**
   * What each value of the first is called in the second, in the order in which they were added.
   */
  public Map<String, String> names() {
    return Collections.unmodifiableMap(forth);
  }

  private Optional<String> link(String before, String after) {
    if (new Value(before, after).isShort()) {
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

  /** A text with marks in place of its values and moments. */
  static String form(String text) {
    return withoutValues(text, new ArrayList<>());
  }

  private static String withoutValues(String text, List<String> values) {
    String withoutMoments = MomentText.without(text);
    UuidText.in(withoutMoments).forEach(token -> values.add(token.text()));
    return UuidText.without(withoutMoments);
  }
}
