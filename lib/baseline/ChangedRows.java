package baseline;

import database.ThrowawayDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What migrations did to the rows of all tables of the environment, in an order that foreign keys
 * allow. Rows of partitions are those of the table at the root of their tree.
 */
final class ChangedRows {
  private final DatabaseState before;
  private final DatabaseState cut;
  private final Optional<ThrowawayDatabase> again;
  private final Environment environment;
  private final RestingTriggers resting;
  private final Map<Relation.Name, EnvironmentRows.Changes> changes = new LinkedHashMap<>();

  /**
   * Finds the changes.
   *
   * @param again as {@code before}, built a second time, where it holds what each build generates
   * @param resting the triggers that must not see the changes
   */
  ChangedRows(
      DatabaseState before,
      DatabaseState cut,
      Optional<ThrowawayDatabase> again,
      Environment environment,
      RestingTriggers resting) {
    this.before = before;
    this.cut = cut;
    this.again = again;
    this.environment = environment;
    this.resting = resting;
    inOrder(changed()).forEach(name -> changes.put(name, rows(name)));
  }

  /** The names of the tables, with their schemas. */
  Set<String> tables() {
    Set<String> tables = new LinkedHashSet<>();
    changes.forEach(
        (name, change) -> {
          if (!change.deletions().isEmpty() || !change.others().isEmpty()) {
            tables.add(shown(cut.relations().holder(name)));
          }
        });
    return tables;
  }

  /** Deletions, those of rows that refer to others first; then the rest, those last. */
  List<BaselineStatement> statements() {
    List<Relation.Name> names = new ArrayList<>(changes.keySet());
    List<BaselineStatement> statements = new ArrayList<>();
    for (int i = names.size() - 1; i >= 0; i--) {
      statements.addAll(said(names.get(i), EnvironmentRows.Changes::deletions));
    }
    names.forEach(name -> statements.addAll(said(name, EnvironmentRows.Changes::others)));
    return statements;
  }

  private List<BaselineStatement> said(
      Relation.Name name, Function<EnvironmentRows.Changes, List<String>> part) {
    return of(cut.relations().holder(name), resting.around(name, part.apply(changes.get(name))));
  }

  /** Statements about the rows of a table. */
  static List<BaselineStatement> of(Relation.Name table, List<String> statements) {
    return statements.stream()
        .map(sql -> new BaselineStatement(SeededCells.DATA + shown(table), sql))
        .toList();
  }

  private static String shown(Relation.Name table) {
    return table.schema() + "." + table.name();
  }

  private Set<Relation.Name> changed() {
    Set<Relation.Name> changed = new LinkedHashSet<>();
    for (DumpEntry entry : cut.dump().entries()) {
      if (isRows(entry) && !environment.isMade(entry) && hasOtherRows(entry)) {
        changed.add(Relation.Name.of(entry));
      }
    }
    for (DumpEntry entry : before.dump().entries()) {
      boolean isEmptied =
          isRows(entry)
              && !entry.statements().isEmpty()
              && cut.dump().entries().stream().noneMatch(now -> now.key().equals(entry.key()))
              && cut.relations().get(Relation.Name.of(entry)).isPresent();
      if (isEmptied) {
        changed.add(Relation.Name.of(entry));
      }
    }
    return changed;
  }

  private static boolean isRows(DumpEntry entry) {
    return entry.type().equals("TABLE DATA");
  }

  private boolean hasOtherRows(DumpEntry entry) {
    Relation.Name name = Relation.Name.of(entry);
    return environment.entries(entry).stream()
            .noneMatch(then -> then.statements().equals(entry.statements()))
        || !before.relations().get(name).equals(cut.relations().get(name));
  }

  private EnvironmentRows.Changes rows(Relation.Name name) {
    Relation then = before.relations().get(name).orElseThrow();
    Relation now = cut.relations().get(name).orElseThrow();
    return new EnvironmentRows(name, then, now)
        .changes(before.database().orElseThrow(), again, cut.database().orElseThrow());
  }

  private List<Relation.Name> inOrder(Set<Relation.Name> names) {
    List<Relation.Name> ordered = new ArrayList<>();
    names.forEach(name -> visit(name, names, ordered, new ArrayList<>()));
    return ordered;
  }

  private void visit(
      Relation.Name name,
      Set<Relation.Name> names,
      List<Relation.Name> ordered,
      List<Relation.Name> path) {
    if (!names.contains(name) || ordered.contains(name) || path.contains(name)) {
      return;
    }
    path.add(name);
    Optional<Relation> relation = before.relations().get(name);
    relation.stream()
        .flatMap(found -> found.references().stream())
        .forEach(other -> visit(other, names, ordered, path));
    ordered.add(name);
  }
}
