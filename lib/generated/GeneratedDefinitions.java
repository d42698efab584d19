package generated;

import answers.ColumnOrDefinition;
import console.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import pgdump.DefinedSecrets;
import pgdump.Dump;
import pgdump.DumpEntry;
import postgres.ThrowawayDatabase;
import statements.BaselineStatement;

/**
 * Finds what each build defines in its own way: a uuid that a migration writes into a column's
 * default, say. Uuids and moments can be generated; of the rest a person has to know.
 */
final class GeneratedDefinitions {
  /** How the title of a definition starts where it is named among columns. */
  private static final String DEFINITION = "definition of ";

  private GeneratedDefinitions() {}

  /** How the definition that a statement makes is named among places of generated values. */
  static ColumnOrDefinition place(BaselineStatement statement) {
    return new ColumnOrDefinition(DEFINITION + statement.title(), "");
  }

  /**
   * Notes those that two builds do not have in common.
   *
   * @param texts is told of each whose uuids and moments are all that differs
   * @return a sentence for each other
   */
  static List<String> note(ThrowawayDatabase cut, ThrowawayDatabase again, GeneratedTexts texts) {
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
              ColumnOrDefinition place = place(new BaselineStatement(key.toString(), ""));
              if (!texts.addDefinition(place, definition, other) && !definition.equals(other)) {
                warnings.add(
                    "each build defines "
                        + key
                        + " in its own way, and the baseline has one build's: "
                        + line(definition, other)
                        + "; `verify` will call that a difference: edit the migration, or make the"
                        + " value the same for all");
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
    DefinedSecrets.without(Dump.parse(database.dump("--schema-only")))
        .entries()
        .forEach(entry -> definitions.merge(entry.key(), entry.definition(), String::concat));
    return definitions;
  }

  /** The first line in which they differ, without what parts it from the next. */
  private static String line(String definition, String other) {
    List<String> lines = definition.lines().toList();
    List<String> others = other.lines().toList();
    int at = 0;
    while (at < lines.size() - 1 && at < others.size() && lines.get(at).equals(others.get(at))) {
      at++;
    }
    return lines.get(at).strip().replaceFirst("[,;]$", "");
  }
}
