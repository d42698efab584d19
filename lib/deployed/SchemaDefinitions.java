package deployed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import pgdump.DefinedSecrets;
import pgdump.Dump;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import postgres.VersionTable;
import snapshot.ObjectKey;

/**
 * The definitions of a database, object by object, as migrations give them: without owners,
 * privileges and tablespaces, which are an installation's, without Alembic's own table and secrets.
 *
 * @param byObject the definitions
 */
record SchemaDefinitions(Map<ObjectKey, String> byObject) {
  private static final List<String> OPTIONS =
      List.of("--schema-only", "--no-owner", "--no-privileges", "--no-tablespaces");

  /** Reads them; nothing is changed. */
  static SchemaDefinitions of(ThrowawayDatabase database, Optional<VersionTable> versionTable) {
    List<String> options = new ArrayList<>(OPTIONS);
    versionTable.ifPresent(
        table -> options.add("--exclude-table=" + Sql.identifier(table.schema(), table.name())));
    Dump dump = Dump.parse(database.dump(options.toArray(String[]::new)));
    return new SchemaDefinitions(ObjectKey.definitions(DefinedSecrets.without(dump)));
  }

  /** The same, with texts that are one object where they are equal to others. */
  SchemaDefinitions sharing(Map<String, String> texts) {
    Map<ObjectKey, String> shared = new TreeMap<>();
    byObject.forEach(
        (object, text) -> shared.put(object, texts.computeIfAbsent(text, same -> same)));
    return new SchemaDefinitions(shared);
  }

  /** Only these objects. */
  SchemaDefinitions only(Set<ObjectKey> objects) {
    Map<ObjectKey, String> rest = new TreeMap<>(byObject);
    rest.keySet().retainAll(objects);
    return new SchemaDefinitions(rest);
  }

  /** The objects that another has not, or otherwise, and those that it has besides. */
  Set<ObjectKey> differing(SchemaDefinitions other) {
    Set<ObjectKey> differing = new TreeSet<>(byObject.keySet());
    differing.addAll(other.byObject.keySet());
    differing.removeIf(
        object ->
            byObject.getOrDefault(object, "").equals(other.byObject.getOrDefault(object, "")));
    return differing;
  }

  /** How many lines tell the definitions of these objects apart, whatever their order. */
  int distance(SchemaDefinitions other, Set<ObjectKey> objects) {
    return objects.stream()
        .mapToInt(
            object ->
                distance(
                    byObject.getOrDefault(object, ""), other.byObject.getOrDefault(object, "")))
        .sum();
  }

  private static int distance(String one, String other) {
    Map<String, Integer> counts = new HashMap<>();
    lines(one).forEach(line -> counts.merge(line, 1, Integer::sum));
    lines(other).forEach(line -> counts.merge(line, -1, Integer::sum));
    int lines = counts.values().stream().mapToInt(Math::abs).sum();
    return lines == 0 && !one.equals(other) ? 1 : lines;
  }

  /** Without what parts one from the next. */
  private static Stream<String> lines(String definition) {
    return definition.lines().map(line -> line.replaceFirst(",$", ""));
  }
}
