package generated;

import answers.ColumnOrDefinition;
import console.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import pgdump.DefinedSecrets;
import pgdump.Dump;
import pgdump.DumpEntry;
import postgres.ThrowawayDatabase;
import statements.SqlStatement;
import twin.TwinComparison;

/**
 * Finds what each build defines in its own way: a uuid that a migration writes into a column's
 * default, say. Uuids and moments can be generated; of the rest a person has to know.
 */
final class GeneratedDefinitions {
  /** How the title of a definition starts where it is named among columns. */
  private static final String DEFINITION = "definition of ";

  private final Map<DumpEntry.Key, String> ours;
  private final Map<DumpEntry.Key, String> others;

  private GeneratedDefinitions(Map<DumpEntry.Key, String> ours, Map<DumpEntry.Key, String> others) {
    this.ours = ours;
    this.others = others;
  }

  /**
   * Reads those of two builds. The twin is told those that they agree on.
   *
   * @param again built a second time
   */
  static GeneratedDefinitions of(
      ThrowawayDatabase cut, ThrowawayDatabase again, Optional<TwinComparison> twin) {
    List<Map<DumpEntry.Key, String>> read =
        SideBySide.run(
            Stream.concat(Stream.of(cut, again), twin.map(TwinComparison::database).stream())
                .<Callable<Map<DumpEntry.Key, String>>>map(of -> () -> definitions(of))
                .toList());
    GeneratedDefinitions found = new GeneratedDefinitions(read.get(0), read.get(1));
    twin.ifPresent(
        there ->
            there.compareDefinitions(
                found.ours, found.differing(), read.get(2), GeneratedDefinitions::place));
    return found;
  }

  private Set<DumpEntry.Key> differing() {
    Set<DumpEntry.Key> keys = new TreeSet<>(ours.keySet());
    keys.addAll(others.keySet());
    keys.removeIf(key -> Objects.equals(ours.get(key), others.get(key)));
    return keys;
  }

  /** How the definition that a statement makes is named among places of generated values. */
  static ColumnOrDefinition place(SqlStatement statement) {
    return new ColumnOrDefinition(DEFINITION + statement.title(), "");
  }

  private static ColumnOrDefinition place(DumpEntry.Key key) {
    return new ColumnOrDefinition(DEFINITION + key, "");
  }

  /**
   * Notes those that the two builds do not have in common.
   *
   * @param texts is told of each whose uuids and moments are all that differs
   * @return a sentence for each other
   */
  List<String> note(GeneratedTexts texts) {
    List<String> warnings = new ArrayList<>();
    ours.forEach(
        (key, definition) -> {
          String other = others.getOrDefault(key, "");
          ColumnOrDefinition place = place(key);
          if (!texts.addDefinition(place, definition, other) && !definition.equals(other)) {
            warnings.add(
                "each build defines "
                    + key
                    + " in its own way, and the baseline has one build's: "
                    + DumpEntry.differingLine(definition, other)
                    + "; `verify` will call that a difference: edit the migration, or make the"
                    + " value the same for all");
          }
        });
    others.keySet().stream()
        .filter(key -> !ours.containsKey(key))
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
}
