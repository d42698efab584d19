package preexisting;

import catalog.Relation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import statements.RowDelete;
import statements.RowStatement;

/**
 * The statements about rows of the environment's tables, worked out by running them: a trigger that
 * fires at one table's rows writes those of others, which are not written again.
 */
final class TriggerWrittenRows {
  /** A trigger may change a row as it is written, and then it takes one more. */
  private static final int ROUNDS = 3;

  private final Predicate<Relation.Name> isThere;
  private final Function<Relation.Name, StagedRows> tables;
  private final ChangedTables changed;
  private final Map<Relation.Name, Set<Relation.Name>> writers = new HashMap<>();
  private final List<PreexistingRowStatements.Statements> said = new ArrayList<>();

  /**
   * What is to be worked out.
   *
   * @param isThere whether there are rows of a table already
   * @param tables what is to become of them
   * @param changed knows the order
   */
  TriggerWrittenRows(
      Predicate<Relation.Name> isThere,
      Function<Relation.Name, StagedRows> tables,
      ChangedTables changed) {
    this.isThere = isThere;
    this.tables = tables;
    this.changed = changed;
  }

  /** Where all rows were written, what more there is to see. */
  interface Look {
    void at(Stage stage) throws SQLException;
  }

  /** Where a stage comes from: a new one for each try. */
  public interface Stages {
    Stage next() throws SQLException;
  }

  /**
   * Works them out.
   *
   * @param first tables to begin with where nothing says otherwise
   * @param look at the stage when all is written
   * @throws SQLException where a statement fails
   */
  List<PreexistingRowStatements.Statements> of(
      Stages stages, Collection<Relation.Name> first, Look look) throws SQLException {
    boolean isDone = false;
    while (!isDone) {
      said.clear();
      try (Stage stage = stages.next()) {
        List<Relation.Name> order = changed.inOrder(first, writers);
        delete(order, stage);
        isDone = write(order, stage);
        if (isDone) {
          look.at(stage);
        }
      }
    }
    return List.copyOf(said);
  }

  /** Rows that refer to others first. */
  private void delete(List<Relation.Name> order, Stage stage) throws SQLException {
    for (int i = order.size() - 1; i >= 0; i--) {
      List<RowStatement> deletions =
          changes(order.get(i), stage).stream().filter(RowDelete.class::isInstance).toList();
      say(order.get(i), deletions, stage);
    }
  }

  /**
   * Whether no table was written by what came after it; else there is more to know of the order.
   */
  private boolean write(List<Relation.Name> order, Stage stage) throws SQLException {
    List<Relation.Name> queue = new ArrayList<>(order);
    Set<Relation.Name> done = new LinkedHashSet<>();
    for (int i = 0; i < queue.size(); i++) {
      Relation.Name table = queue.get(i);
      Map<Relation.Name, Long> before = stage.written();
      for (int round = 0; round < ROUNDS; round++) {
        say(table, changes(table, stage), stage);
      }
      done.add(table);
      for (Relation.Name other : others(before, stage.written(), table)) {
        boolean isNews = writers.computeIfAbsent(other, key -> new HashSet<>()).add(table);
        if (done.contains(other) && isNews && !isWrittenBy(table, other)) {
          return false;
        }
        if (done.contains(other) ? isNews : !queue.contains(other)) {
          queue.add(other);
        }
      }
    }
    return true;
  }

  /** Tables that were written at the same time as this one. */
  private Set<Relation.Name> others(
      Map<Relation.Name, Long> before, Map<Relation.Name, Long> after, Relation.Name table) {
    Set<Relation.Name> others = new LinkedHashSet<>();
    after.forEach(
        (name, count) -> {
          boolean isOther = !name.equals(table) && isThere.test(name);
          if (isOther && count > before.getOrDefault(name, 0L)) {
            others.add(name);
          }
        });
    return others;
  }

  private boolean isWrittenBy(Relation.Name table, Relation.Name writer) {
    return writers.getOrDefault(table, Set.of()).contains(writer);
  }

  private List<RowStatement> changes(Relation.Name table, Stage stage) throws SQLException {
    return tables.apply(table).changes(stage);
  }

  private void say(Relation.Name table, List<RowStatement> statements, Stage stage)
      throws SQLException {
    if (!statements.isEmpty()) {
      stage.run(statements.stream().map(RowStatement::sql).toList());
      said.add(new PreexistingRowStatements.Statements(table, statements));
    }
  }
}
