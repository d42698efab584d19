package rows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The cells of a table that each build of the same migrations fills anew: found by building twice.
 *
 * @param plain rows without such cells
 * @param patterns rows with them
 * @param obstacle why the two builds cannot be matched row by row; then nothing is left out
 */
public record GeneratedCells(
    List<TableRows.Row> plain, List<Pattern> patterns, Optional<String> obstacle) {

  /**
   * A row with generated cells.
   *
   * @param row as the first build has it
   * @param again its counterpart in the second build
   * @param generated the positions of the cells that the second build has differently, and of
   *     moments that both builds have because they ran in the same second, or on the same day
   */
  public record Pattern(TableRows.Row row, TableRows.Row again, BitSet generated) {
    /**
     * The positions of the cells that have something else in each build; those of days that both
     * have may be the same in all builds of a day.
     */
    public BitSet random() {
      BitSet random = differing(row, again);
      generated.stream().filter(i -> MomentText.isTimed(row.values().get(i))).forEach(random::set);
      return random;
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
   * A row with generated cells, and the row of another database that is the same but for those.
   *
   * @param pattern the row, with its generated cells
   * @param row the other's row
   */
  public record Match(Pattern pattern, TableRows.Row row) {}

  /**
   * How another database's rows fit.
   *
   * @param matches rows with generated cells that have a counterpart
   * @param missing plain rows that have none
   * @param unmatched rows with generated cells that have none
   * @param left the other's rows that are nobody's counterpart
   */
  public record Fit(
      List<Match> matches,
      List<TableRows.Row> missing,
      List<Pattern> unmatched,
      List<TableRows.Row> left) {}

  /** Finds the counterparts of the rows among another database's. */
  public Fit fit(List<TableRows.Row> others) {
    List<TableRows.Row> left = new ArrayList<>(RowMultiset.minus(others, plain));
    Map<BitSet, List<Pattern>> byMask = new HashMap<>();
    for (Pattern pattern : patterns) {
      byMask.computeIfAbsent(pattern.generated(), mask -> new ArrayList<>()).add(pattern);
    }
    List<Match> matches = new ArrayList<>();
    List<Pattern> unmatched = new ArrayList<>();
    byMask.entrySet().stream()
        .sorted(Comparator.comparingInt(alike -> alike.getKey().cardinality()))
        .forEach(alike -> unmatched.addAll(match(alike.getKey(), alike.getValue(), left, matches)));
    return new Fit(matches, RowMultiset.minus(plain, others), unmatched, left);
  }

  /** Takes the rows that match a pattern away; returns the patterns that none matched. */
  private static List<Pattern> match(
      BitSet mask, List<Pattern> patterns, List<TableRows.Row> rows, List<Match> matches) {
    Map<List<String>, Deque<Pattern>> wanted = new LinkedHashMap<>();
    for (Pattern pattern : patterns) {
      wanted.computeIfAbsent(stable(pattern.row(), mask), key -> new ArrayDeque<>()).add(pattern);
    }
    rows.removeIf(
        row -> {
          Deque<Pattern> alike = wanted.get(stable(row, mask));
          if (alike == null || alike.isEmpty()) {
            return false;
          }
          matches.add(new Match(alike.remove(), row));
          return true;
        });
    return wanted.values().stream().flatMap(Deque::stream).toList();
  }

  /**
   * Compares two builds of the same migrations.
   *
   * @param first one build's rows of a table
   * @param second the other's rows of the same table
   * @param window when both were built
   */
  public static GeneratedCells between(TableRows first, TableRows second, BuildWindow window) {
    List<TableRows.Row> left = RowMultiset.minus(first.rows(), second.rows());
    List<TableRows.Row> right = RowMultiset.minus(second.rows(), first.rows());
    List<TableRows.Row> alike = RowMultiset.minus(first.rows(), left);
    if (left.size() != right.size()) {
      String counts = first.rows().size() + " and " + second.rows().size() + " rows";
      return new GeneratedCells(
          first.rows(), List.of(), Optional.of("two builds of the originals have " + counts));
    }
    List<Pattern> patterns = new ArrayList<>();
    List<TableRows.Row> paired =
        first.isOrdered() && second.isOrdered()
            ? paired(left, right, first.columns().size())
            : new UnorderedRows(left, right, window).paired();
    CoarseMoment moments = new CoarseMoment(window);
    for (int i = 0; i < left.size(); i++) {
      BitSet generated = differing(left.get(i), paired.get(i));
      generated.or(moments.in(left.get(i)));
      patterns.add(new Pattern(left.get(i), paired.get(i), generated));
    }
    List<TableRows.Row> plain = new ArrayList<>();
    for (TableRows.Row row : alike) {
      BitSet generated = moments.in(row);
      if (generated.isEmpty()) {
        plain.add(row);
      } else {
        patterns.add(new Pattern(row, row, generated));
      }
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
    Map<List<String>, Deque<TableRows.Row>> byStable = new LinkedHashMap<>();
    for (TableRows.Row row : right) {
      byStable.computeIfAbsent(stable(row, unstable), key -> new ArrayDeque<>()).add(row);
    }
    List<TableRows.Row> counterparts = new ArrayList<>();
    for (TableRows.Row row : left) {
      Deque<TableRows.Row> alike = byStable.get(stable(row, unstable));
      if (alike == null || alike.isEmpty()) {
        return right;
      }
      counterparts.add(alike.remove());
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
      differing.set(i, !Objects.equals(one.values().get(i), other.values().get(i)));
    }
    return differing;
  }
}
