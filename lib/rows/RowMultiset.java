package rows;

import java.util.HashMap;
import java.util.Map;

/** Rows as a multiset: order means nothing, how often a row is there does. */
final class RowMultiset {
  /** Rows of so many bytes are counted in the heap. */
  private static final long FEW = 1 << 22;

  private RowMultiset() {}

  /**
   * What two sequences of rows do not have in common.
   *
   * @param left the rows of the first that the second has no counterpart for, in their order
   * @param right those of the second that the first has none for, in their order
   */
  record Difference(Spool<Row> left, Spool<Row> right) {}

  /** Compares two sequences: of rows that are the same, the first ones are counterparts. */
  static Difference difference(Spool<Row> first, Spool<Row> second) {
    int common = first.common(second);
    Spool<Row> ours = first.from(common);
    Spool<Row> theirs = second.from(common);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return new Difference(ours, theirs);
    }
    if (Math.max(ours.length(), theirs.length()) < FEW) {
      return new Difference(left(ours, theirs), left(theirs, ours));
    }
    return Counterparts.without(ours, theirs);
  }

  /** The rows of the first sequence that the second has no counterpart for, in their order. */
  static Spool<Row> minus(Spool<Row> rows, Spool<Row> others) {
    if (rows.isEmpty() || others.isEmpty()) {
      return rows;
    }
    return others.length() < FEW ? left(rows, others) : difference(rows, others).left();
  }

  private static Spool<Row> left(Spool<Row> rows, Spool<Row> others) {
    Map<Row, Integer> counterparts = new HashMap<>();
    others.forEach(row -> counterparts.merge(row, 1, Integer::sum));
    return rows.filter(
        row -> {
          int count = counterparts.getOrDefault(row, 0);
          if (count > 0) {
            counterparts.put(row, count - 1);
          }
          return count == 0;
        });
  }
}
