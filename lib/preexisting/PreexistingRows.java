package preexisting;

import catalog.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import postgres.Queries;
import postgres.ThrowawayDatabase;
import preexisting.PreexistingTable.Row;
import statements.RowDelete;
import statements.RowStatement;

/**
 * What migrations did to the rows of a table of the environment. Rows are told apart by the primary
 * key, else by all that is in them.
 */
final class PreexistingRows {
  private final PreexistingTable write;
  private final Relation before;
  private final Relation cut;
  private Set<Integer> stable = Set.of();

  PreexistingRows(Relation.Name name, Relation before, Relation cut) {
    this.write = PreexistingTable.of(name, cut);
    this.before = before;
    this.cut = cut;
  }

  /**
   * What happened to the rows.
   *
   * @param others updates and new rows
   */
  record Changes(List<RowStatement> deletions, List<RowStatement> others) {}

  /**
   * The changes between two databases.
   *
   * @param again as {@code then}, built a second time, where rows with values that each build
   *     generates have to be found by the others
   */
  Changes changes(
      ThrowawayDatabase then, Optional<ThrowawayDatabase> again, ThrowawayDatabase now) {
    List<Row> old = rows(then, before);
    List<Row> rows = rows(now, cut);
    stable = stable(old, again.map(built -> rows(built, before)).orElse(old));
    List<RowStatement> changes = hasKey() ? byKey(old, rows) : byContent(old, rows);
    Map<Boolean, List<RowStatement>> parts =
        changes.stream().collect(Collectors.partitioningBy(RowDelete.class::isInstance));
    return new Changes(parts.get(true), parts.get(false));
  }

  private boolean hasKey() {
    return !cut.key().isEmpty() && cut.key().stream().allMatch(before.columns()::containsKey);
  }

  private List<RowStatement> byKey(List<Row> old, List<Row> rows) {
    Map<Row, Row> wanted = new LinkedHashMap<>();
    rows.forEach(row -> wanted.put(row.only(cut.key()), row));
    List<RowStatement> changes = new ArrayList<>();
    for (Row row : old) {
      Row key = row.only(cut.key());
      Row now = wanted.remove(key);
      if (now == null) {
        changes.add(write.deletion(found(key, row)));
      } else {
        write.update(key, row, now, Set.of()).ifPresent(changes::add);
      }
    }
    wanted.values().forEach(row -> changes.add(write.insert(row)));
    return changes;
  }

  /** The columns that are the same in every build, of the same type before and after. */
  private Set<Integer> stable(List<Row> old, List<Row> again) {
    Set<Integer> numbers = new TreeSet<>();
    for (Relation.Column column : before.all()) {
      Relation.Column now = cut.columns().get(column.number());
      boolean same = now != null && now.type().equals(column.type()) && !now.isGenerated();
      if (same && values(old, column.number()).equals(values(again, column.number()))) {
        numbers.add(column.number());
      }
    }
    return numbers;
  }

  private static Map<Optional<String>, Long> values(List<Row> rows, int number) {
    return rows.stream()
        .map(row -> row.values().getOrDefault(number, Optional.empty()))
        .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
  }

  /** What a row is found by in every installation. */
  private Row found(Row key, Row row) {
    return stable.containsAll(key.values().keySet()) ? key : row.only(stable);
  }

  /** Rows that are twice the same are told apart by their place. */
  private List<RowStatement> byContent(List<Row> old, List<Row> rows) {
    boolean sameColumns = before.columns().keySet().equals(cut.columns().keySet());
    List<RowStatement> changes = new ArrayList<>();
    Map<Row, Long> wanted =
        rows.stream()
            .collect(Collectors.groupingBy(row -> row, LinkedHashMap::new, Collectors.counting()));
    if (!sameColumns) {
      old.forEach(row -> changes.add(write.deletionOfOne(row.only(stable))));
    } else {
      for (Row row : old) {
        if (wanted.getOrDefault(row, 0L) > 0) {
          wanted.merge(row, -1L, Long::sum);
        } else {
          changes.add(write.deletionOfOne(row.only(stable)));
        }
      }
    }
    wanted.forEach(
        (row, count) -> {
          for (long i = 0; i < count; i++) {
            changes.add(write.insert(row));
          }
        });
    return changes;
  }

  private List<Row> rows(ThrowawayDatabase database, Relation relation) {
    try (Connection connection = database.mostPrivileged().connect()) {
      return write.read(connection, relation);
    } catch (SQLException refused) {
      throw Queries.unreadable(database, refused);
    }
  }
}
