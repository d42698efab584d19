package preexisting;

import catalog.CopyToInsert;
import catalog.DatabaseState;
import catalog.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pgdump.DumpEntry;
import postgres.ThrowawayDatabase;

/**
 * What migrations did to the rows of all tables of the environment, in an order that foreign keys
 * allow. Rows of partitions are those of the table at the root of their tree.
 */
final class ChangedTables {
  private final DatabaseState before;
  private final DatabaseState cut;
  private final Optional<ThrowawayDatabase> again;
  private final PreexistingObjects environment;

  /**
   * Changes to be found.
   *
   * @param again as {@code before}, built a second time, where it holds what each build generates
   */
  ChangedTables(
      DatabaseState before,
      DatabaseState cut,
      Optional<ThrowawayDatabase> again,
      PreexistingObjects environment) {
    this.before = before;
    this.cut = cut;
    this.again = again;
    this.environment = environment;
  }

  /** Deletions, those of rows that refer to others first; then the rest, those last. */
  List<PreexistingRowStatements.Statements> statements() {
    Map<Relation.Name, PreexistingRows.Changes> changes = new LinkedHashMap<>();
    inOrder(tables(), Map.of()).forEach(name -> changes.put(name, rows(name)));
    List<PreexistingRowStatements.Statements> statements = new ArrayList<>();
    changes.forEach(
        (name, change) ->
            statements.add(0, new PreexistingRowStatements.Statements(name, change.deletions())));
    changes.forEach(
        (name, change) ->
            statements.add(new PreexistingRowStatements.Statements(name, change.others())));
    statements.removeIf(said -> said.statements().isEmpty());
    return statements;
  }

  /** The tables that have other rows than at first, or that other rows may have. */
  Set<Relation.Name> tables() {
    Set<Relation.Name> changed = new LinkedHashSet<>();
    for (DumpEntry entry : cut.dump().entries()) {
      if (isRows(entry) && !environment.isMade(entry) && hasOtherRows(entry)) {
        changed.add(Relation.Name.of(entry));
      }
    }
    for (DumpEntry entry : before.dump().entries()) {
      boolean isEmptied =
          isRows(entry)
              && CopyToInsert.hasRows(entry)
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
            .noneMatch(
                then ->
                    then.statements().equals(entry.statements())
                        && then.rows().equals(entry.rows()))
        || !before.relations().get(name).equals(cut.relations().get(name));
  }

  private PreexistingRows.Changes rows(Relation.Name name) {
    Relation then = before.relations().get(name).orElseThrow();
    Relation now = cut.relations().get(name).orElseThrow();
    return new PreexistingRows(name, then, now)
        .changes(before.database().orElseThrow(), again, cut.database().orElseThrow());
  }

  /**
   * Tables in an order in which rows can be made.
   *
   * @param writers what has to come before a table, besides those that it refers to
   */
  List<Relation.Name> inOrder(
      Collection<Relation.Name> names, Map<Relation.Name, Set<Relation.Name>> writers) {
    List<Relation.Name> ordered = new ArrayList<>();
    names.forEach(name -> visit(name, names, writers, ordered, new ArrayList<>()));
    return ordered;
  }

  private void visit(
      Relation.Name name,
      Collection<Relation.Name> names,
      Map<Relation.Name, Set<Relation.Name>> writers,
      List<Relation.Name> ordered,
      List<Relation.Name> path) {
    if (!names.contains(name) || ordered.contains(name) || path.contains(name)) {
      return;
    }
    path.add(name);
    writers
        .getOrDefault(name, Set.of())
        .forEach(other -> visit(other, names, writers, ordered, path));
    Optional<Relation> relation = before.relations().get(name);
    relation.stream()
        .flatMap(found -> found.references().stream())
        .forEach(other -> visit(other, names, writers, ordered, path));
    ordered.add(name);
  }
}
