package catalog;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Constraints of the environment that are checked when a transaction ends. While a check is
 * pending, PostgreSQL lets nobody alter the table.
 */
public final class DeferredConstraints {
  private final DatabaseState before;
  private final DatabaseState cut;

  public DeferredConstraints(DatabaseState before, DatabaseState cut) {
    this.before = before;
    this.cut = cut;
  }

  /** Has what is pending of these tables checked now, and later checks deferred as before. */
  public List<String> now(Collection<Relation.Name> tables) {
    Set<Relation.Name> roots = new HashSet<>();
    tables.forEach(table -> roots.add(cut.relations().holder(table)));
    Set<String> constraints = new TreeSet<>();
    cut.relations()
        .byName()
        .forEach(
            (name, relation) -> {
              if (roots.contains(cut.relations().holder(name))) {
                constraints.addAll(kept(name, relation));
              }
            });
    String names = String.join(", ", constraints);
    return constraints.isEmpty()
        ? List.of()
        : List.of(
            "SET CONSTRAINTS " + names + " IMMEDIATE;", "SET CONSTRAINTS " + names + " DEFERRED;");
  }

  /** Those that the migrations make are not there yet when rows are written. */
  private Set<String> kept(Relation.Name name, Relation now) {
    Set<String> kept = new TreeSet<>(now.deferred());
    kept.retainAll(before.relations().get(name).map(Relation::deferred).orElse(Set.of()));
    return kept;
  }
}
