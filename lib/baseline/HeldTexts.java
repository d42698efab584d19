package baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rows.BuildWindow;
import rows.MarkedText;

/**
 * Finds texts within texts: a random token of one column that stands inside a link in another. It
 * is the same value only if the other build has its own at the same place.
 */
final class HeldTexts {
  private final BuildWindow window;

  /** By length, the longest first: each text of the first build and its counterpart. */
  private final Map<Integer, Map<String, Optional<String>>> byLength =
      new TreeMap<>(Comparator.reverseOrder());

  HeldTexts(BuildWindow window) {
    this.window = window;
  }

  /** Takes note of a text that stands alone in a cell, and of what the other build has there. */
  void add(String first, String second) {
    if (!MarkedText.of(first, window).isMarked()) {
      byLength
          .computeIfAbsent(first.length(), created -> new HashMap<>())
          .merge(
              first,
              Optional.of(second),
              (one, other) -> one.equals(other) ? one : Optional.empty());
    }
  }

  /**
   * The texts that another one is made of, besides what is the same in both builds, uuids and
   * moments.
   *
   * @return those that were added, in order; none where it is not made of them
   */
  List<String> in(String first, String second) {
    MarkedText ours = MarkedText.of(first, window);
    MarkedText theirs = MarkedText.of(second, window);
    List<String> found = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    String text = ours.text();
    for (int at = 0; at < text.length(); ) {
      Optional<String> held = heldAt(text, at);
      if (held.isPresent()) {
        found.add(held.get());
        expected.append(counterpart(held.get()));
        at += held.get().length();
      } else {
        expected.append(text.charAt(at));
        at++;
      }
    }
    return expected.toString().equals(theirs.text()) ? found : List.of();
  }

  private Optional<String> heldAt(String text, int at) {
    for (Map.Entry<Integer, Map<String, Optional<String>>> alike : byLength.entrySet()) {
      int end = at + alike.getKey();
      if (end <= text.length()) {
        String held = text.substring(at, end);
        if (alike.getValue().getOrDefault(held, Optional.empty()).isPresent()) {
          return Optional.of(held);
        }
      }
    }
    return Optional.empty();
  }

  private String counterpart(String first) {
    return byLength.get(first.length()).get(first).orElseThrow();
  }
}
