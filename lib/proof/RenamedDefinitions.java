package proof;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import rows.BuildWindow;
import rows.TextWithPlaceholders;
import rows.ValueMapping;
import snapshot.ObjectKey;

/**
 * Definitions with values that each build generates, the uuid of a seeded row as a column's default
 * say. They are compared modulo the renaming that holds for rows too.
 */
final class RenamedDefinitions {
  private final Set<ObjectKey> generated = new TreeSet<>();
  private final ValueMapping renaming;
  private final BuildWindow window;

  /**
   * Looks for them.
   *
   * @param before the definitions that a build of the originals made
   * @param again those of another build of the originals
   * @param renaming what values are called on the other side
   * @param window when all were built
   */
  RenamedDefinitions(
      Map<ObjectKey, String> before,
      Map<ObjectKey, String> again,
      ValueMapping renaming,
      BuildWindow window) {
    this.renaming = renaming;
    this.window = window;
    before.forEach(
        (key, definition) -> {
          String other = again.getOrDefault(key, "");
          TextWithPlaceholders marked = TextWithPlaceholders.of(definition, window);
          boolean isGenerated = !definition.equals(other) || !marked.moments().isEmpty();
          if (isGenerated && marked.text().equals(marked(other))) {
            generated.add(key);
          }
        });
  }

  /** None: all definitions are compared as they are. */
  static RenamedDefinitions none(ValueMapping renaming, BuildWindow window) {
    return new RenamedDefinitions(Map.of(), Map.of(), renaming, window);
  }

  private String marked(String definition) {
    return TextWithPlaceholders.of(definition, window).text();
  }

  /** The objects whose definitions hold such values. */
  Set<ObjectKey> objects() {
    return generated;
  }

  /** The other side's definitions, in our words where they are ours but for such values. */
  Map<ObjectKey, String> asBeforeHasThem(
      Map<ObjectKey, String> ours, Map<ObjectKey, String> theirs) {
    if (generated.isEmpty()) {
      return theirs;
    }
    Map<ObjectKey, String> renamed = new HashMap<>(theirs);
    for (ObjectKey key : generated) {
      Optional.ofNullable(ours.get(key))
          .filter(definition -> isRenamed(definition, theirs.getOrDefault(key, "")))
          .ifPresent(definition -> renamed.put(key, definition));
    }
    return renamed;
  }

  private boolean isRenamed(String ours, String theirs) {
    String marked = TextWithPlaceholders.of(theirs, window.withBaselines()).text();
    return marked(ours).equals(marked) && renaming.add(ours, theirs).isEmpty();
  }
}
