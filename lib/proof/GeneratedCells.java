package proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cells of a table that each build of the same migrations fills anew: found by building twice.
 *
 * @param plain rows without such cells
 * @param patterns rows with them
 * @param obstacle why the two builds cannot be matched row by row; then nothing is left out
 */
record GeneratedCells(
    List<TableRows.Row> plain, List<Pattern> patterns, Optional<String> obstacle) {

  /**
   * A row with generated cells.
   *
   * @param row as the first build has it
   * @param generated the positions of the cells that the second build has differently
   */
  record Pattern(TableRows.Row row, BitSet generated) {
    /** Whether another row is this one but for its generated cells. */
    boolean matches(TableRows.Row other) {
      return stable(row, generated).equals(stable(other, generated));
    }
  }

  /** The values of a row but those at some positions. */
  static List<String> stable(TableRows.Row row, BitSet without) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.values().size(); i++) {
      if (!without.get(i)) {
        values.add(row.values().get(i));
      }
    }
    return values;
  }

  /**
   * Compares two builds of the same migrations.
   *
   * @param first one build's rows of a table
   * @param second the other's rows of the same table
   */
  static GeneratedCells between(TableRows first, TableRows second) {
    List<TableRows.Row> left = RowBag.minus(first.rows(), second.rows());
    List<TableRows.Row> right = RowBag.minus(second.rows(), first.rows());
    List<TableRows.Row> plain = RowBag.minus(first.rows(), left);
    if (left.size() != right.size()) {
      String counts = first.rows().size() + " and " + second.rows().size() + " rows";
      return new GeneratedCells(
          first.rows(), List.of(), Optional.of("two builds of the originals have " + counts));
    }
    List<Pattern> patterns = new ArrayList<>();
    List<TableRows.Row> paired = paired(left, right, first.columns().size());
    for (int i = 0; i < left.size(); i++) {
      patterns.add(new Pattern(left.get(i), differing(left.get(i), paired.get(i))));
    }
    return new GeneratedCells(plain, patterns, Optional.empty());
  }

  /**
   * For each row of one build its counterpart in the other: alike in every column that has the same
   * values in both builds, in stored order among those; where that does not work out, in stored
   * order.
   */
  private static List<TableRows.Row> paired(
      List<TableRows.Row> left, List<TableRows.Row> right, int columns) {
    BitSet unstable = new BitSet(columns);
    for (int column = 0; column < columns; column++) {
      unstable.set(column, !counts(left, column).equals(counts(right, column)));
    }
    Map<List<String>, List<TableRows.Row>> byStable = new LinkedHashMap<>();
    for (TableRows.Row row : right) {
      byStable.computeIfAbsent(stable(row, unstable), key -> new ArrayList<>()).add(row);
    }
    List<TableRows.Row> counterparts = new ArrayList<>();
    for (TableRows.Row row : left) {
      List<TableRows.Row> alike = byStable.get(stable(row, unstable));
      if (alike == null || alike.isEmpty()) {
        return right;
      }
      counterparts.add(alike.remove(0));
    }
    return counterparts;
  }

  private static Map<String, Integer> counts(List<TableRows.Row> rows, int column) {
    Map<String, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.values().get(column), 1, Integer::sum));
    return counts;
  }

  private static BitSet differing(TableRows.Row one, TableRows.Row other) {
    BitSet differing = new BitSet();
    for (int i = 0; i < one.values().size(); i++) {
      differing.set(i, !java.util.Objects.equals(one.values().get(i), other.values().get(i)));
    }
    return differing;
  }
}
