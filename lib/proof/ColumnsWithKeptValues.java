package proof;

import answers.Answers;
import answers.ColumnOrDefinition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rows.GeneratedCells;
import rows.Row;
import rows.Spool;
import rows.TableRows;

/**
 * The columns of a table of which a maintainer kept one build's values. Other builds of the
 * originals have others there: on each later day other days, and where two builds differ anything,
 * in any row, since few values are in some rows the same by chance.
 */
final class ColumnsWithKeptValues {
  private static final Pattern DAY = Pattern.compile("(?<!\\d)\\d{4}-\\d\\d-\\d\\d(?!\\d)");

  private final TableRows before;
  private final TableRows after;
  private final BitSet kept = new BitSet();

  /** The kept columns in which two builds of the originals differ. */
  private final BitSet varying = new BitSet();

  /** Those of them that have the same values in both builds, in other rows. */
  private final BitSet shuffled = new BitSet();

  /** Those of them with values that another build, or the other database, has too. */
  private final BitSet shared = new BitSet();

  /**
   * The kept columns of a table.
   *
   * @param before the originals' rows
   * @param again their rows in a second build; empty if nothing is generated
   * @param after the other database's rows
   * @param cells where the two builds differ
   * @param answers say of which columns values were kept
   */
  ColumnsWithKeptValues(
      TableRows before,
      Optional<TableRows> again,
      TableRows after,
      GeneratedCells cells,
      Answers answers) {
    this.before = before;
    this.after = after;
    for (int i = 0; i < before.columns().size(); i++) {
      kept.set(i, answers.isKept(place(i)));
    }
    kept.stream().forEach(column -> note(column, cells.patterns()));
    again.ifPresent(
        built ->
            varying.stream()
                .filter(column -> counts(built, column).equals(counts(before, column)))
                .forEach(shuffled::set));
  }

  private void note(int column, Spool<GeneratedCells.Pattern> patterns) {
    Set<String> ours = new HashSet<>();
    Set<String> others = new HashSet<>(counts(after, column).keySet());
    for (GeneratedCells.Pattern pattern : patterns) {
      String one = pattern.row().values().get(column);
      String other = pattern.again().values().get(column);
      if (!Objects.equals(one, other)) {
        varying.set(column);
        ours.add(String.valueOf(one));
        others.add(String.valueOf(other));
      }
    }
    shared.set(column, ours.stream().anyMatch(others::contains));
  }

  /**
   * Whether each build makes a column's values for itself, so that each has one name in the other
   * database. Where builds only deal out the same ones, no value stands for another.
   */
  boolean isRenamed(int column) {
    return !shared.get(column);
  }

  /**
   * Values that both builds of the originals have, in whatever rows, and that the other has not.
   */
  List<Comparison.Difference> differences() {
    return shuffled.stream()
        .filter(column -> !counts(before, column).equals(counts(after, column)))
        .mapToObj(
            column ->
                new Comparison.Difference(
                    "values of " + before.table() + "." + before.columns().get(column),
                    shown(before, column),
                    shown(after, column)))
        .toList();
  }

  /**
   * Fits the rows that found no counterpart once more, whatever such cells have.
   *
   * @return the same fit with these matches as well; empty if rows are left even so, or were not
   *     before
   */
  Optional<GeneratedCells.Fit> fitted(GeneratedCells.Fit fit) {
    if (kept.isEmpty() || fit.left().isEmpty()) {
      return Optional.empty();
    }
    Spool<GeneratedCells.Pattern> patterns =
        fit.unmatched()
            .map(
                found ->
                    new GeneratedCells.Pattern(
                        masked(found.row()), masked(found.again()), found.generated()));
    GeneratedCells.Fit again =
        new GeneratedCells(fit.missing().map(this::masked), patterns, Optional.empty())
            .fit(fit.left().map(this::masked));
    return Optional.of(again)
        .filter(GeneratedCells.Fit::isWhole)
        .map(
            whole ->
                new GeneratedCells.Fit(
                    fit.matches().plus(whole.matches()),
                    whole.missing(),
                    whole.unmatched(),
                    whole.left()));
  }

  /** What was not compared of the rows that fit only so, in sentences. */
  List<String> notCompared(GeneratedCells.Fit fit) {
    return kept.stream()
        .filter(column -> !shuffled.get(column))
        .filter(
            column ->
                !counts(
                        Stream.concat(
                            fit.missing().stream(),
                            fit.unmatched().stream().map(GeneratedCells.Pattern::row)),
                        column)
                    .equals(counts(fit.left().stream(), column)))
        .mapToObj(
            column ->
                (varying.get(column) ? "values of " : "days in ")
                    + place(column).shown()
                    + ": one build's were kept for all")
        .toList();
  }

  private Row masked(Row row) {
    List<String> cells = new ArrayList<>(row.values());
    kept.stream().forEach(column -> cells.set(column, masked(cells.get(column), column)));
    return new Row(cells);
  }

  private String masked(String cell, int column) {
    if (varying.get(column)) {
      return "(kept)";
    }
    return cell == null ? null : DAY.matcher(cell).replaceAll("(a day)");
  }

  private static Map<String, Long> counts(TableRows table, int column) {
    return counts(table.rows().stream(), column);
  }

  private static Map<String, Long> counts(Stream<Row> rows, int column) {
    return rows.collect(
        Collectors.groupingBy(
            row -> String.valueOf(row.values().get(column)), TreeMap::new, Collectors.counting()));
  }

  private static String shown(TableRows table, int column) {
    return table.rows().stream()
        .map(row -> String.valueOf(row.values().get(column)))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private ColumnOrDefinition place(int column) {
    return new ColumnOrDefinition(before.table(), before.columns().get(column));
  }
}
