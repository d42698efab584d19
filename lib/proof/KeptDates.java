package proof;

import baseline.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import rows.GeneratedCells;
import rows.TableRows;

/**
 * Days that migrations compute from that of the build, and of which a maintainer kept one build's:
 * the originals have others on each later day.
 */
final class KeptDates {
  private static final Pattern DAY = Pattern.compile("(?<!\\d)\\d{4}-\\d\\d-\\d\\d(?!\\d)");

  private final TableRows table;
  private final BitSet kept = new BitSet();

  /**
   * @param table whose rows are compared
   * @param kept the columns of which values were kept, as {@link Place#shown} has them
   */
  KeptDates(TableRows table, Set<String> kept) {
    this.table = table;
    for (int i = 0; i < table.columns().size(); i++) {
      this.kept.set(i, kept.contains(place(i)));
    }
  }

  /** The table's columns of which values were kept. */
  List<String> columns() {
    return kept.stream().mapToObj(this::place).toList();
  }

  /**
   * Fits the rows that found no counterpart once more, whatever the days in such columns.
   *
   * @return the same fit with these matches as well; empty where rows are left even so, or were not
   *     before
   */
  Optional<GeneratedCells.Fit> fitted(GeneratedCells.Fit fit) {
    if (kept.isEmpty() || fit.left().isEmpty()) {
      return Optional.empty();
    }
    List<GeneratedCells.Pattern> patterns =
        fit.unmatched().stream()
            .map(
                found ->
                    new GeneratedCells.Pattern(
                        withoutDays(found.row()), withoutDays(found.again()), found.generated()))
            .toList();
    GeneratedCells.Fit again =
        new GeneratedCells(withoutDays(fit.missing()), patterns, Optional.empty())
            .fit(withoutDays(fit.left()));
    if (!again.missing().isEmpty() || !again.unmatched().isEmpty() || !again.left().isEmpty()) {
      return Optional.empty();
    }
    List<GeneratedCells.Match> matches = new ArrayList<>(fit.matches());
    matches.addAll(again.matches());
    return Optional.of(new GeneratedCells.Fit(matches, List.of(), List.of(), List.of()));
  }

  private List<TableRows.Row> withoutDays(List<TableRows.Row> rows) {
    return rows.stream().map(this::withoutDays).toList();
  }

  private TableRows.Row withoutDays(TableRows.Row row) {
    List<String> values = new ArrayList<>(row.values());
    kept.stream()
        .filter(column -> values.get(column) != null)
        .forEach(
            column -> values.set(column, DAY.matcher(values.get(column)).replaceAll("(a day)")));
    return new TableRows.Row(values);
  }

  private String place(int column) {
    return new Place(table.table(), table.columns().get(column)).shown();
  }
}
