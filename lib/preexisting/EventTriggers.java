package preexisting;

import catalog.Relation;
import catalog.SequencePositions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import pgdump.DumpEntry;

/**
 * The environment's event triggers that stay. Some write rows at each statement that defines an
 * object, of which a baseline has others than the migrations.
 */
final class EventTriggers {
  private final BaselineTask task;
  private final List<String> names;

  EventTriggers(BaselineTask task, PreexistingObjects environment) {
    this.task = task;
    this.names =
        task.before().dump().entries().stream()
            .filter(entry -> entry.type().equals("EVENT TRIGGER") && environment.isPresent(entry))
            .map(DumpEntry::name)
            .toList();
  }

  /** Their names. */
  List<String> names() {
    return names;
  }

  /**
   * Finds what they write: the tables that are not as at first when the baseline has said nothing
   * of rows yet, and the sequences that moved.
   *
   * @param tables those that may have other rows
   * @param staged what is to become of a table's rows
   */
  Set<Relation.Name> written(
      TriggerWrittenRows.Stages stages,
      Set<Relation.Name> tables,
      Function<Relation.Name, StagedRows> staged)
      throws SQLException {
    Set<Relation.Name> written = new LinkedHashSet<>();
    if (names.isEmpty()) {
      return written;
    }
    try (Stage stage = stages.next();
        Connection first = task.before().database().orElseThrow().mostPrivileged().connect()) {
      for (Relation.Name table : tables) {
        Optional<Relation> then = task.before().relations().get(table);
        if (then.isPresent()
            && !staged.apply(table).areAsAtFirst(stage, common(then.get(), table))) {
          written.add(table);
        }
      }
      SequencePositions before = SequencePositions.of(first);
      SequencePositions now = SequencePositions.of(stage.connection());
      task.before().dump().entries().stream()
          .filter(entry -> entry.type().equals("SEQUENCE SET"))
          .map(Relation.Name::of)
          .filter(sequence -> !now.isSame(sequence, before))
          .forEach(written::add);
      return written;
    }
  }

  /** The columns that no migration altered. */
  private Set<Integer> common(Relation before, Relation.Name table) {
    Map<Integer, Relation.Column> then = before.columns();
    Set<Integer> common = new TreeSet<>();
    for (Relation.Column now : task.cut().relations().get(table).orElseThrow().all()) {
      Optional.ofNullable(then.get(now.number()))
          .filter(old -> !old.isGenerated() && old.type().equals(now.type()))
          .ifPresent(old -> common.add(now.number()));
    }
    return common;
  }
}
