package preexisting;

import catalog.Relation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import preexisting.PreexistingTable.Row;
import statements.RowInsert;
import statements.RowStatement;

/**
 * What is left to do to the rows of one table at some moment of a baseline, whatever made those
 * that are there: the environment, an extension's script, a trigger that fired at another table's
 * rows.
 *
 * <p>What each build generates is as good as what the cut has, where a statement or a trigger has
 * just made it.
 */
final class StagedRows {
  private final PreexistingTable write;
  private final Relation cut;
  private final List<Row> wanted;
  private final List<Row> origin;
  private final Set<Integer> generated;
  private final Set<Integer> stable;
  private final Map<Integer, Optional<String>> defaults = new HashMap<>();
  private boolean areDefaultsKnown;

  /**
   * The table.
   *
   * @param wanted its rows at the cut
   * @param origin its rows before the first migration
   */
  StagedRows(Relation.Name name, Relation cut, Builds wanted, Builds origin) {
    this.write = PreexistingTable.of(name, cut);
    this.cut = cut;
    this.wanted = wanted.one();
    this.origin = origin.one();
    this.generated = new TreeSet<>();
    this.stable = new TreeSet<>();
    cut.all().stream()
        .filter(column -> !column.isGenerated())
        .map(Relation.Column::number)
        .forEach(
            number ->
                (wanted.differIn(number) || origin.differIn(number) ? generated : stable)
                    .add(number));
  }

  /**
   * The rows of two builds of the same.
   *
   * @param one of the build that counts
   * @param other the same if there is no second build
   */
  record Builds(List<Row> one, List<Row> other) {
    boolean differIn(int number) {
      return !values(one, number).equals(values(other, number));
    }
  }

  private static Map<Optional<String>, Long> values(List<Row> rows, int number) {
    return rows.stream()
        .map(row -> row.at(number))
        .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
  }

  /** Whether nothing touched the rows since they were the environment's, in some of the columns. */
  boolean areAsAtFirst(Stage stage, Set<Integer> columns) throws SQLException {
    return counted(write.read(stage.connection(), cut), columns).equals(counted(origin, columns));
  }

  private static Map<Row, Long> counted(List<Row> rows, Set<Integer> columns) {
    return counted(rows.stream().map(row -> row.only(columns)).toList());
  }

  /** The statements that make the rows those of the cut, deletions first. */
  List<RowStatement> changes(Stage stage) throws SQLException {
    if (!areDefaultsKnown) {
      defaults.putAll(stage.defaults(cut));
      areDefaultsKnown = true;
    }
    List<Row> rows = write.read(stage.connection(), cut);
    return !cut.key().isEmpty() && stable.containsAll(cut.key()) ? byKey(rows) : byContent(rows);
  }

  private List<RowStatement> byKey(List<Row> rows) {
    Map<Row, Row> known = new HashMap<>();
    origin.forEach(row -> known.put(row.only(cut.key()), row));
    Map<Row, Row> missing = new LinkedHashMap<>();
    wanted.forEach(row -> missing.put(row.only(cut.key()), row));
    List<RowStatement> deletions = new ArrayList<>();
    List<RowStatement> others = new ArrayList<>();
    for (Row row : rows) {
      Row key = row.only(cut.key());
      Optional<Row> now = Optional.ofNullable(missing.remove(key));
      now.ifPresentOrElse(
          wish ->
              write
                  .update(key, row, wish, justMade(row, Optional.ofNullable(known.get(key))))
                  .ifPresent(others::add),
          () -> deletions.add(write.deletion(key)));
    }
    missing.values().forEach(row -> others.add(insertion(row)));
    deletions.addAll(others);
    return deletions;
  }

  /** The cells of a row that were generated since the row was the environment's. */
  private Set<Integer> justMade(Row row, Optional<Row> then) {
    return generated.stream()
        .filter(number -> then.map(known -> !known.at(number).equals(row.at(number))).orElse(true))
        .collect(Collectors.toSet());
  }

  private List<RowStatement> byContent(List<Row> rows) {
    Map<Row, Long> wishes = counted(wanted);
    List<Row> left = rows.stream().filter(row -> !take(row, wishes)).toList();
    List<Row> missing = wanted.stream().filter(row -> take(row, wishes)).toList();
    Map<Row, Long> ofTheEnvironment = counted(origin);
    Map<Row, Long> alike = counted(missing.stream().map(row -> row.only(stable)).toList());
    List<RowStatement> statements = new ArrayList<>();
    for (Row row : left) {
      boolean isNew = !take(row, ofTheEnvironment);
      if (!isNew || !take(row.only(stable), alike)) {
        statements.add(write.deletionOfOne(row.only(stable)));
      }
    }
    missing.stream()
        .filter(row -> take(row.only(stable), alike))
        .forEach(row -> statements.add(insertion(row)));
    return statements;
  }

  /**
   * A new row. What a default computes there is left to it: it may be another value where somebody
   * else installs.
   */
  private RowInsert insertion(Row row) {
    Set<Integer> said = new TreeSet<>(row.values().keySet());
    said.removeIf(number -> row.at(number).equals(defaults.get(number)));
    return write.insert(said.isEmpty() ? row : row.only(said));
  }

  private static Map<Row, Long> counted(List<Row> rows) {
    return rows.stream()
        .collect(Collectors.groupingBy(row -> row, HashMap::new, Collectors.counting()));
  }

  /** Takes one such row out of those counted; whether there was one. */
  private static boolean take(Row row, Map<Row, Long> counted) {
    long count = counted.getOrDefault(row, 0L);
    counted.put(row, Math.max(0, count - 1));
    return count > 0;
  }
}
