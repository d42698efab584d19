package preexisting;

import catalog.DatabaseState;
import catalog.Relation;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postgres.Sql;

/**
 * The environment's triggers, where they must not see how the baseline makes rows. A row may go to
 * any partition of a tree, so those of the whole tree rest.
 */
final class DisabledTriggers {
  private static final Comparator<Relation.Name> BY_NAME =
      Comparator.comparing(Relation.Name::schema).thenComparing(Relation.Name::name);

  private final DatabaseState before;
  private final DatabaseState cut;
  private final PreexistingObjects environment;

  /** For each table with rows, the tables of its tree that have triggers. */
  private final Map<Relation.Name, Map<Relation.Name, Map<String, String>>> firing =
      new HashMap<>();

  DisabledTriggers(DatabaseState before, DatabaseState cut, PreexistingObjects environment) {
    this.before = before;
    this.cut = cut;
    this.environment = environment;
    cut.relations().byName().keySet().stream()
        .collect(Collectors.groupingBy(cut.relations()::holder))
        .forEach(this::look);
  }

  private void look(Relation.Name root, List<Relation.Name> tree) {
    List<Relation.Name> parents = tree.stream().filter(this::isPartitioned).toList();
    Map<Relation.Name, Map<String, String>> found = new TreeMap<>(BY_NAME);
    tree.forEach(table -> found.put(table, firing(table, parents)));
    found.values().removeIf(Map::isEmpty);
    if (!found.isEmpty()) {
      firing.put(root, found);
    }
  }

  /** Of these tables, those at whose rows a trigger of the environment fires: roots of trees. */
  Set<Relation.Name> firingAt(Collection<Relation.Name> tables) {
    Set<Relation.Name> roots = new TreeSet<>(BY_NAME);
    tables.stream().map(cut.relations()::holder).filter(firing::containsKey).forEach(roots::add);
    return roots;
  }

  /** Puts the triggers of these tables to rest. */
  List<String> disable(Collection<Relation.Name> tables) {
    return members(tables).map(member -> alter(member.getKey(), "DISABLE TRIGGER USER")).toList();
  }

  /** Ends the rest of the triggers of these tables. */
  List<String> enable(Collection<Relation.Name> tables) {
    return members(tables)
        .flatMap(
            member ->
                member.getValue().entrySet().stream()
                    .map(
                        way -> alter(member.getKey(), way.getValue() + " TRIGGER " + way.getKey())))
        .toList();
  }

  /** The tables whose triggers rest, each with its owner. */
  Map<Relation.Name, String> owners(Collection<Relation.Name> tables) {
    Map<Relation.Name, String> owners = new TreeMap<>(BY_NAME);
    Set<Relation.Name> resting = new HashSet<>();
    members(tables).forEach(member -> resting.add(member.getKey()));
    cut.dump().entries().stream()
        .filter(entry -> entry.type().equals("TABLE"))
        .filter(entry -> resting.contains(Relation.Name.of(entry)))
        .forEach(entry -> owners.put(Relation.Name.of(entry), entry.owner()));
    return owners;
  }

  private Stream<Map.Entry<Relation.Name, Map<String, String>>> members(
      Collection<Relation.Name> tables) {
    return firingAt(tables).stream().flatMap(root -> firing.get(root).entrySet().stream());
  }

  /** Of a partitioned table alone: its triggers may be disabled in one of its partitions. */
  private String alter(Relation.Name table, String action) {
    return "ALTER TABLE "
        + (isPartitioned(table) ? "ONLY " : "")
        + Sql.identifier(table.schema(), table.name())
        + " "
        + action
        + ";";
  }

  private boolean isPartitioned(Relation.Name table) {
    return cut.relations().get(table).filter(found -> found.kind().equals("p")).isPresent();
  }

  /**
   * The triggers that fire in a table while rows are made, each with how it is enabled: those of
   * the environment's that stay as they are, its own and what a partition has of those above it.
   */
  private Map<String, String> firing(Relation.Name table, List<Relation.Name> parents) {
    Map<String, String> triggers =
        new TreeMap<>(cut.relations().get(table).map(Relation::triggers).orElse(Map.of()));
    triggers
        .keySet()
        .removeIf(
            trigger ->
                Stream.concat(Stream.of(table), parents.stream())
                    .noneMatch(owner -> keeps(owner, trigger)));
    return triggers;
  }

  private boolean keeps(Relation.Name table, String trigger) {
    return before.relations().get(table).stream()
            .anyMatch(found -> found.triggers().containsKey(trigger))
        && environment.keepsTrigger(table, trigger);
  }
}
