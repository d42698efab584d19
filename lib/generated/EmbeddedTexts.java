package generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rows.BuildWindow;
import rows.TextWithPlaceholders;
import rows.ValueMapping;

/**
 * Finds texts within texts: a random token of one column that stands inside a link in another. It
 * is the same value only if the other build has its own at the same place.
 */
final class EmbeddedTexts {
  /** As many characters as the shortest text that is one value wherever it stands. */
  private static final int START = ValueMapping.TELLING;

  private final BuildWindow window;

  /** Each text of the first build, and its counterpart; empty if there are several. */
  private final Map<String, Optional<String>> counterparts = new HashMap<>();

  /** The texts by how they start, the longest first. */
  private final Map<String, List<String>> byStart = new HashMap<>();

  EmbeddedTexts(BuildWindow window) {
    this.window = window;
  }

  /**
   * Takes note of a text that stands alone in a cell, and of what the other build has there.
   *
   * @param first long enough to be told, and no shorter than those before
   */
  void add(String first, String second) {
    if (TextWithPlaceholders.of(first, window).isMarked()) {
      return;
    }
    Optional<String> known = counterparts.get(first);
    counterparts.put(first, known == null ? Optional.of(second) : known.filter(second::equals));
    if (known == null) {
      byStart
          .computeIfAbsent(first.substring(0, START), created -> new ArrayList<>())
          .add(0, first);
    }
  }

  /**
   * The texts that another one is made of, besides what is the same in both builds, uuids and
   * moments.
   *
   * @return those that were added, in order; none if it is not made of them
   */
  List<String> in(String first, String second) {
    TextWithPlaceholders ours = TextWithPlaceholders.of(first, window);
    TextWithPlaceholders theirs = TextWithPlaceholders.of(second, window);
    List<String> found = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    String text = ours.text();
    for (int at = 0; at < text.length(); ) {
      Optional<String> held = heldAt(text, at);
      if (held.isPresent()) {
        found.add(held.get());
        expected.append(counterparts.get(held.get()).orElseThrow());
        at += held.get().length();
      } else {
        expected.append(text.charAt(at));
        at++;
      }
    }
    return expected.toString().equals(theirs.text()) ? found : List.of();
  }

  private Optional<String> heldAt(String text, int at) {
    if (at + START > text.length()) {
      return Optional.empty();
    }
    return byStart.getOrDefault(text.substring(at, at + START), List.of()).stream()
        .filter(held -> text.startsWith(held, at) && counterparts.get(held).isPresent())
        .findFirst();
  }
}
