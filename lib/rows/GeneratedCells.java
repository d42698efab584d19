package rows;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
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
public record GeneratedCells(Spool<Row> plain, Spool<Pattern> patterns, Optional<String> obstacle) {

  /** Of rows in which nothing is generated. */
  public static GeneratedCells none(Spool<Row> rows) {
    return new GeneratedCells(rows, noPatterns(), Optional.empty());
  }

  private static Spool<Pattern> noPatterns() {
    return new Spool.Writer<>(PatternForm.PATTERN).finish();
  }

  /**
   * A row with generated cells.
   *
   * @param row as the first build has it
   * @param again its counterpart in the second build
   * @param generated the positions of the cells that the second build has differently, and of
   *     moments that both builds have because they ran in the same second, or on the same day
   */
  public record Pattern(Row row, Row again, BitSet generated) {
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

  /**
   * A row with generated cells, and the row of another database that is the same but for those.
   *
   * @param pattern the row, with its generated cells
   * @param row the other's row
   */
  public record Match(Pattern pattern, Row row) {}

  /**
   * How another database's rows fit.
   *
   * @param matches rows with generated cells that have a counterpart
   * @param missing plain rows that have none
   * @param unmatched rows with generated cells that have none
   * @param left the other's rows that are nobody's counterpart
   */
  public record Fit(
      Spool<Match> matches, Spool<Row> missing, Spool<Pattern> unmatched, Spool<Row> left) {
    /** Whether every row of both has its counterpart. */
    public boolean isWhole() {
      return missing.isEmpty() && unmatched.isEmpty() && left.isEmpty();
    }
  }

  /** Finds the counterparts of the rows among another database's. */
  public Fit fit(Spool<Row> others) {
    RowMultiset.Difference plainly = RowMultiset.difference(plain, others);
    Spool.Writer<Match> matches = new Spool.Writer<>(PatternForm.MATCH);
    Spool.Writer<Pattern> unmatched = new Spool.Writer<>(PatternForm.PATTERN);
    Spool<Row> left = plainly.right();
    for (Map.Entry<BitSet, Spool<Pattern>> alike : byMask()) {
      BitSet mask = alike.getKey();
      Counterparts<Pattern, Row, Match> found =
          Counterparts.of(
              alike.getValue(),
              pattern -> pattern.row().without(mask),
              left,
              row -> row.without(mask),
              Match::new,
              PatternForm.MATCH);
      found.pairs().forEach(matches::add);
      found.left().forEach(unmatched::add);
      left = found.right();
    }
    return new Fit(matches.finish(), plainly.left(), unmatched.finish(), left);
  }

  /** The patterns by the positions of their generated cells; the fewest first. */
  private List<Map.Entry<BitSet, Spool<Pattern>>> byMask() {
    Map<BitSet, Spool.Writer<Pattern>> writers = new HashMap<>();
    for (Pattern pattern : patterns) {
      writers
          .computeIfAbsent(pattern.generated(), mask -> new Spool.Writer<>(PatternForm.PATTERN))
          .add(pattern);
    }
    return writers.entrySet().stream()
        .sorted(Comparator.comparingInt(alike -> alike.getKey().cardinality()))
        .map(alike -> Map.entry(alike.getKey(), alike.getValue().finish()))
        .toList();
  }

  /**
   * Compares two builds of the same migrations.
   *
   * @param first one build's rows of a table
   * @param second the other's rows of the same table
   * @param window when both were built
   */
  public static GeneratedCells between(TableRows first, TableRows second, BuildWindow window) {
    RowMultiset.Difference difference = RowMultiset.difference(first.rows(), second.rows());
    Spool<Row> left = difference.left();
    if (left.size() != difference.right().size()) {
      String counts = first.rows().size() + " and " + second.rows().size() + " rows";
      return new GeneratedCells(
          first.rows(), noPatterns(), Optional.of("two builds of the originals have " + counts));
    }
    Spool.Writer<Pattern> patterns = new Spool.Writer<>(PatternForm.PATTERN);
    CoarseMoment moments = new CoarseMoment(window);
    Iterator<Row> paired =
        first.isOrdered() && second.isOrdered()
            ? paired(left, difference.right(), first.columns().size()).iterator()
            : new UnorderedRows(left, difference.right(), window).paired().iterator();
    for (Row row : left) {
      Row again = paired.next();
      BitSet generated = differing(row, again);
      generated.or(moments.in(row));
      patterns.add(new Pattern(row, again, generated));
    }
    Spool<Row> plain =
        RowMultiset.minus(first.rows(), left)
            .filter(
                row -> {
                  BitSet generated = moments.in(row);
                  if (!generated.isEmpty()) {
                    patterns.add(new Pattern(row, row, generated));
                  }
                  return generated.isEmpty();
                });
    return new GeneratedCells(plain, patterns.finish(), Optional.empty());
  }

  /**
   * For each row of one build its counterpart in the other: alike in every column that has the same
   * values in both builds, in stored order among those; if that does not work out, in stored order.
   */
  private static Spool<Row> paired(Spool<Row> left, Spool<Row> right, int columns) {
    BitSet unstable = ColumnValues.of(left, columns).differing(ColumnValues.of(right, columns));
    Counterparts<Row, Row, Row> alike =
        Counterparts.of(
            right,
            row -> row.without(unstable),
            left,
            row -> row.without(unstable),
            (counterpart, row) -> counterpart,
            Spool.Form.ROW);
    return alike.right().isEmpty() ? alike.pairs() : right;
  }

  private static BitSet differing(Row one, Row other) {
    BitSet differing = new BitSet();
    for (int i = 0; i < one.values().size(); i++) {
      differing.set(i, !Objects.equals(one.values().get(i), other.values().get(i)));
    }
    return differing;
  }
}
