package proof;

import answers.Answers;
import answers.ColumnOrDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rows.AmbiguousRows;
import rows.BuildWindow;
import rows.GeneratedCells;
import rows.Row;
import rows.Spool;
import rows.TableRows;
import rows.ValueMapping;
import snapshot.Snapshot;

/**
 * Compares the rows, sequences and large objects of two databases. Cells in which two builds of the
 * originals differ are compared but for what their values are called; no others are.
 */
final class DataComparison {
  private static final String GENERATED = "(generated)";
  private static final String FROZEN =
      "each build of the originals has its own moment here, and this is no moment of a build";

  private final List<Comparison.TableCount> tables = new ArrayList<>();
  private final List<Comparison.Difference> differences = new ArrayList<>();
  private final List<Comparison.GeneratedColumn> generated = new ArrayList<>();
  private final Set<String> notCompared = new TreeSet<>();
  private final AmbiguousRows alike = new AmbiguousRows();
  private final Map<String, ColumnsWithKeptValues> kept = new HashMap<>();
  private final Answers answers;
  private final BuildWindow window;
  private final ValueMapping renaming;
  private final FrozenTimestamps frozen;

  /**
   * Nothing is compared yet.
   *
   * @param answers what a maintainer said that columns get
   * @param window when the databases were built
   * @param renaming what values are called in the other database
   */
  DataComparison(Answers answers, BuildWindow window, ValueMapping renaming) {
    this.answers = answers;
    this.window = window;
    this.renaming = renaming;
    this.frozen = new FrozenTimestamps(window);
  }

  /**
   * Compares.
   *
   * @param before the originals' database
   * @param again the originals' database, built a second time; empty if nothing is generated
   * @param after the other database
   */
  void compare(Snapshot before, Optional<Snapshot> again, Snapshot after) {
    Set<String> names = new TreeSet<>(before.tables().keySet());
    names.addAll(after.tables().keySet());
    for (String name : names) {
      TableRows none = new TableRows(name, List.of(), List.of());
      compare(
          before.tables().getOrDefault(name, none),
          again.map(built -> built.tables().getOrDefault(name, none)),
          after.tables().getOrDefault(name, none));
    }
    alike.match(renaming, this::rename);
    comparePositions(before.positions(), again.orElse(before).positions(), after.positions());
  }

  List<Comparison.TableCount> tables() {
    return tables;
  }

  List<Comparison.Difference> differences() {
    return differences;
  }

  List<Comparison.GeneratedColumn> generated() {
    return generated;
  }

  /** Columns that were left out, in sentences. */
  List<String> notCompared() {
    return List.copyOf(notCompared);
  }

  private void compare(TableRows before, Optional<TableRows> again, TableRows after) {
    String table = before.table();
    tables.add(new Comparison.TableCount(table, before.rows().size(), after.rows().size()));
    if (!before.columns().equals(after.columns())) {
      compareColumns(before, after);
      return;
    }
    if (before.rows().equals(after.rows())
        && again.map(built -> built.rows().equals(before.rows())).orElse(true)) {
      return;
    }
    GeneratedCells cells =
        again
            .map(built -> GeneratedCells.between(before, built, window))
            .orElseGet(() -> GeneratedCells.none(before.rows()));
    cells
        .obstacle()
        .ifPresent(why -> differences.add(new Comparison.Difference(rowsOf(table), why, "")));
    list(before, cells.patterns());
    ColumnsWithKeptValues own = new ColumnsWithKeptValues(before, again, after, cells, answers);
    kept.put(table, own);
    GeneratedCells.Fit fit = fit(own, cells, after);
    alike.certain(before, after, fit.matches()).forEach(match -> rename(before, match));
    differences.addAll(own.differences());
    if (!fit.isWhole()) {
      differences.add(
          new Comparison.Difference(
              rowsOf(table),
              shown(fit.missing(), fit.unmatched(), before.columns()),
              shown(fit.left(), fit.unmatched().none(), after.columns())));
    }
  }

  /** What was kept of one build may be other in each. */
  private GeneratedCells.Fit fit(ColumnsWithKeptValues own, GeneratedCells cells, TableRows after) {
    GeneratedCells.Fit fit = cells.fit(after.rows());
    return own.fitted(fit)
        .map(
            fitted -> {
              notCompared.addAll(own.notCompared(fit));
              return fitted;
            })
        .orElse(fit);
  }

  /** The definitions tell of other columns; here it only matters that rows are not compared. */
  private void compareColumns(TableRows before, TableRows after) {
    if (!before.rows().isEmpty() || !after.rows().isEmpty()) {
      differences.add(
          new Comparison.Difference(
              rowsOf(before.table()),
              "columns " + String.join(", ", before.columns()),
              "columns " + String.join(", ", after.columns())));
    }
  }

  private void rename(TableRows table, GeneratedCells.Match match) {
    GeneratedCells.Pattern pattern = match.pattern();
    Row row = match.row();
    pattern.generated().stream()
        .filter(kept.get(table.table())::isRenamed)
        .forEach(
            position -> {
              ColumnOrDefinition place =
                  new ColumnOrDefinition(table.table(), table.columns().get(position));
              if (answers.isReplaced(place)) {
                notCompared.add(
                    "generated values of "
                        + place.shown()
                        + ": they are what was answered for them");
                return;
              }
              String before = pattern.row().values().get(position);
              String after = row.values().get(position);
              boolean isFrozen = frozen.in(before, after);
              if (isFrozen && answers.isKept(place)) {
                return;
              }
              Optional<String> reason = isFrozen ? Optional.of(FROZEN) : Optional.empty();
              reason
                  .or(() -> renaming.add(before, after))
                  .ifPresent(
                      why ->
                          differences.add(
                              new Comparison.Difference(
                                  "generated value in "
                                      + table.table()
                                      + "."
                                      + table.columns().get(position),
                                  String.valueOf(before),
                                  after + "\n" + why)));
            });
  }

  private void list(TableRows table, Spool<GeneratedCells.Pattern> patterns) {
    int[] cells = new int[table.columns().size()];
    patterns.forEach(pattern -> pattern.generated().stream().forEach(column -> cells[column]++));
    for (int column = 0; column < cells.length; column++) {
      if (cells[column] > 0) {
        generated.add(
            new Comparison.GeneratedColumn(
                table.table(), table.columns().get(column), cells[column]));
      }
    }
  }

  private static String shown(
      Spool<Row> rows, Spool<GeneratedCells.Pattern> patterns, List<String> columns) {
    List<String> lines =
        rows.stream()
            .map(row -> row.shown(columns))
            .collect(Collectors.toCollection(ArrayList::new));
    for (GeneratedCells.Pattern pattern : patterns) {
      List<String> values = new ArrayList<>(pattern.row().values());
      pattern.generated().stream().forEach(position -> values.set(position, GENERATED));
      lines.add(new Row(values).shown(columns));
    }
    lines.sort(Comparator.naturalOrder());
    return String.join("\n", lines);
  }

  private void comparePositions(
      Map<String, String> before, Map<String, String> again, Map<String, String> after) {
    Map<String, String> all = new TreeMap<>(after);
    all.putAll(before);
    for (String name : all.keySet()) {
      Optional<String> was = Optional.ofNullable(before.get(name));
      Optional<String> is = Optional.ofNullable(after.get(name));
      if (!was.equals(is)) {
        boolean changing = !Objects.equals(before.get(name), again.get(name));
        String note = changing ? " (two builds of the originals differ here as well)" : "";
        differences.add(
            new Comparison.Difference(
                name, was.map(text -> text + note).orElse(""), is.orElse("")));
      }
    }
  }

  /** What the rows of a table are called. */
  static String rowsOf(String table) {
    return "rows of " + table;
  }
}
