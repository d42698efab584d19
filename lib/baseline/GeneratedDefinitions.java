package baseline;

import console.SideBySide;
import database.ThrowawayDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Finds what each build defines in its own way: a uuid that a migration writes into a column's
 * default, say. No baseline can do that, so a person has to know.
 */
final class GeneratedDefinitions {
  private GeneratedDefinitions() {}

  /** A sentence for each object whose definition two builds do not have in common. */
  static List<String> warnings(ThrowawayDatabase cut, ThrowawayDatabase again) {
    List<Map<DumpEntry.Key, String>> definitions =
        SideBySide.run(
            List.<Callable<Map<DumpEntry.Key, String>>>of(
                () -> definitions(cut), () -> definitions(again)));
    Map<DumpEntry.Key, String> others = definitions.get(1);
    List<String> warnings = new ArrayList<>();
    definitions
        .get(0)
        .forEach(
            (key, definition) -> {
              String other = others.getOrDefault(key, "");
              if (!definition.equals(other)) {
                warnings.add(
                    "each build defines "
                        + key
                        + " in its own way, and the baseline has one build's: "
                        + line(definition, other));
              }
            });
    others.keySet().removeAll(definitions.get(0).keySet());
    others
        .keySet()
        .forEach(
            key -> warnings.add("one build has " + key + ", the other has not, nor the baseline"));
    return warnings;
  }

  private static Map<DumpEntry.Key, String> definitions(ThrowawayDatabase database) {
    Map<DumpEntry.Key, String> definitions = new TreeMap<>();
    Dump.parse(database.dump("--schema-only"))
        .entries()
        .forEach(entry -> definitions.merge(entry.key(), entry.definition(), String::concat));
    return definitions;
  }

  /** The first line in which they differ. */
  private static String line(String definition, String other) {
    List<String> lines = definition.lines().toList();
    List<String> others = other.lines().toList();
    int at = 0;
    while (at < lines.size() - 1 && at < others.size() && lines.get(at).equals(others.get(at))) {
      at++;
    }
    return lines.get(at).strip();
  }
}
