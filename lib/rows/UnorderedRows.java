package rows;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Rows of two builds in an order that says nothing: those of several partitions. Counterparts are
 * alike in all that both builds have equally often: a column's values, else those of its values
 * that both have, and the form of the others.
 */
final class UnorderedRows {
  private final List<Row> left;
  private final List<Row> right;
  private final BuildWindow window;

  /**
   * What is looked at of a column, in each row of either side.
   *
   * @param isWhole whether that is all of each value
   * @param distinct how many different values there are
   */
  private record Column(boolean isWhole, int distinct, List<String> left, List<String> right) {
    static Column of(
        boolean isWhole, List<String> ours, List<String> theirs, UnaryOperator<String> looked) {
      List<String> left = ours.stream().map(looked).toList();
      return new Column(isWhole, counts(left).size(), left, theirs.stream().map(looked).toList());
    }

    boolean isSame() {
      return counts(left).equals(counts(right));
    }
  }

  /**
   * @param left one build's rows that the other has not
   * @param right as many of the other's that the first has not
   * @param window when both were built
   */
  UnorderedRows(Spool<Row> left, Spool<Row> right, BuildWindow window) {
    this.left = left.stream().toList();
    this.right = right.stream().toList();
    this.window = window;
  }

  /** For each row on the left its counterpart on the right. */
  List<Row> paired() {
    int width = left.isEmpty() ? 0 : left.get(0).values().size();
    List<Column> columns =
        IntStream.range(0, width)
            .mapToObj(this::column)
            .sorted(
                Comparator.comparing(Column::isWhole).thenComparing(Column::distinct).reversed())
            .toList();
    List<Integer> ours = Collections.nCopies(left.size(), 0);
    List<Integer> theirs = Collections.nCopies(right.size(), 0);
    for (Column column : columns) {
      Map<List<Object>, Integer> groups = new HashMap<>();
      List<Integer> ourNext = refined(ours, column.left(), groups);
      List<Integer> theirNext = refined(theirs, column.right(), groups);
      if (counts(ourNext).equals(counts(theirNext))) {
        ours = ourNext;
        theirs = theirNext;
      }
    }
    Map<Integer, Deque<Row>> byGroup = new HashMap<>();
    for (int i = 0; i < right.size(); i++) {
      byGroup.computeIfAbsent(theirs.get(i), group -> new ArrayDeque<>()).add(right.get(i));
    }
    return ours.stream().map(group -> byGroup.get(group).remove()).toList();
  }

  /** The numbers of smaller groups: of rows that were in one, and have the same in a column. */
  private static List<Integer> refined(
      List<Integer> groups, List<String> cells, Map<List<Object>, Integer> numbers) {
    return IntStream.range(0, groups.size())
        .mapToObj(i -> List.<Object>of(groups.get(i), cells.get(i)))
        .map(
            key -> {
              int next = numbers.size();
              return numbers.computeIfAbsent(key, created -> next);
            })
        .toList();
  }

  private Column column(int position) {
    List<String> ours = left.stream().map(row -> row.values().get(position)).toList();
    List<String> theirs = right.stream().map(row -> row.values().get(position)).toList();
    Map<String, Integer> shared = counts(ours);
    Map<String, Integer> others = counts(theirs);
    if (shared.equals(others)) {
      return Column.of(true, ours, theirs, UnorderedRows::whole);
    }
    shared.entrySet().retainAll(others.entrySet());
    shared.keySet().removeIf(value -> !isTelling(value));
    Column formed =
        Column.of(
            false,
            ours,
            theirs,
            value ->
                value == null || shared.containsKey(value)
                    ? whole(value)
                    : "like " + ValueMapping.form(value));
    return formed.isSame()
        ? formed
        : Column.of(
            false, ours, theirs, value -> shared.containsKey(value) ? whole(value) : "another");
  }

  private static String whole(String value) {
    return value == null ? "none" : "is " + value;
  }

  /** Shorter texts, and moments of two builds, can be the same by chance. */
  private boolean isTelling(String value) {
    return value == null
        || (ValueMapping.isTelling(value) && MomentText.of(value).filter(window::holds).isEmpty());
  }

  private static <T> Map<T, Integer> counts(List<T> values) {
    Map<T, Integer> counts = new HashMap<>();
    values.forEach(value -> counts.merge(value, 1, Integer::sum));
    return counts;
  }
}
