package rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows as a multiset: order means nothing, how often a row is there does. */
public final class RowMultiset {
  private RowMultiset() {}

  /** The rows of the first list that the second has no counterpart for, in their order. */
  public static List<TableRows.Row> minus(List<TableRows.Row> rows, List<TableRows.Row> others) {
    Map<TableRows.Row, Integer> counterparts = new HashMap<>();
    others.forEach(row -> counterparts.merge(row, 1, Integer::sum));
    List<TableRows.Row> left = new ArrayList<>();
    for (TableRows.Row row : rows) {
      int count = counterparts.getOrDefault(row, 0);
      if (count == 0) {
        left.add(row);
      } else {
        counterparts.put(row, count - 1);
      }
    }
    return left;
  }
}
