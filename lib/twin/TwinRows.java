package twin;

import answers.ColumnOrDefinition;
import console.Console;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import rows.BuildWindow;
import rows.ColumnType;
import rows.GeneratedCells;
import rows.TableRows;
import statements.BaselineStatement;

/** Finds the cells of a table that another installation has otherwise, and what gives them. */
final class TwinRows {

  private final TableRows table;
  private final List<Pair> pairs;
  private final List<TableRows.Row> plain;
  private final Function<String, String> types;
  private final CellExpressions expressions;
  private final TwinValues values;

  /** The days of a column by row, where all of its days are explained. */
  private final Map<String, Map<Pair, Day>> days = new HashMap<>();

  /**
   * A row of both.
   *
   * @param random the positions of cells that each build fills anew
   */
  private record Pair(List<String> first, List<String> second, BitSet random) {
    boolean isMoved(int column) {
      return !Objects.equals(first.get(column), second.get(column));
    }
  }

  private TwinRows(
      TableRows table,
      List<Pair> pairs,
      List<TableRows.Row> plain,
      Function<String, String> types,
      CellExpressions expressions,
      TwinValues values) {
    this.table = table;
    this.pairs = pairs;
    this.plain = plain;
    this.types = types;
    this.expressions = expressions;
    this.values = values;
  }

  /**
   * Compares a table.
   *
   * @param table as the first build has it
   * @param again which of its cells each build fills anew
   * @param there as the twin has it
   * @param types of its columns
   * @param window when the builds of this installation ran
   * @param values is told what is found
   */
  static void compare(
      TableRows table,
      GeneratedCells again,
      TableRows there,
      Function<String, String> types,
      BuildWindow window,
      TextImages images,
      TwinValues values) {
    if (!table.columns().equals(there.columns())) {
      return; // Its definition is another one, which is told.
    }
    GeneratedCells cells = GeneratedCells.between(table, there, BuildWindow.recent());
    if (cells.obstacle().isPresent()) {
      if (again.obstacle().isEmpty()) {
        values.addCompared(BaselineStatement.onOneLine(table.table()));
        values.addOtherRows(places(table), otherRows(table, there, values.another()));
      }
      return;
    }
    values.addCompared(BaselineStatement.onOneLine(table.table()));
    Map<TableRows.Row, BitSet> random =
        again.patterns().stream()
            .collect(
                Collectors.toMap(
                    GeneratedCells.Pattern::row,
                    GeneratedCells.Pattern::random,
                    (one, other) -> one));
    List<Pair> pairs = new ArrayList<>();
    for (GeneratedCells.Pattern pattern : cells.patterns()) {
      pairs.add(
          new Pair(
              pattern.row().values(),
              pattern.again().values(),
              random.getOrDefault(pattern.row(), new BitSet())));
    }
    new TwinRows(table, pairs, cells.plain(), types, new CellExpressions(images, window), values)
        .daysFirst();
  }

  private static String otherRows(TableRows here, TableRows there, String another) {
    return here.table()
        + " has "
        + Console.counted(here.rows().size(), "row")
        + " here and "
        + there.rows().size()
        + " in "
        + another
        + ", and the baseline has those of here. Fill the table in a kept revision, or answer"
        + " with "
        + new ColumnOrDefinition(
                here.table(), here.columns().isEmpty() ? "" : here.columns().get(0))
            .option()
        + "keep.";
  }

  private static List<ColumnOrDefinition> places(TableRows table) {
    return table.columns().stream()
        .map(column -> new ColumnOrDefinition(table.table(), column))
        .toList();
  }

  /** Other columns may tell something of a day in the same row. */
  private void daysFirst() {
    List<Integer> others = new ArrayList<>();
    for (int column = 0; column < table.columns().size(); column++) {
      if (isMoved(column) && !areDays(column)) {
        others.add(column);
      }
    }
    others.forEach(this::explain);
  }

  private boolean isMoved(int column) {
    return pairs.stream().anyMatch(pair -> pair.isMoved(column));
  }

  private ColumnOrDefinition place(int column) {
    return new ColumnOrDefinition(table.table(), table.columns().get(column));
  }

  private boolean areDays(int column) {
    if (!ColumnType.isDay(types.apply(table.columns().get(column))) || !isToldByText(column)) {
      return false;
    }
    Map<Pair, Day> found = new HashMap<>();
    for (Pair pair : pairs) {
      if (pair.isMoved(column)) {
        Optional<Day> day = expressions.day(pair.first().get(column), pair.second().get(column));
        if (day.isEmpty()) {
          return false;
        }
        found.put(pair, day.get());
      }
    }
    found.forEach(
        (pair, day) -> {
          add(column, pair);
          values.addExpression(place(column), pair.first().get(column), day.sql());
        });
    days.put(table.columns().get(column), found);
    return true;
  }

  /** Whether cells that are the same here are the same there, and no row without a twin has one. */
  private boolean isToldByText(int column) {
    Map<String, String> there = new HashMap<>();
    for (Pair pair : pairs) {
      String other = there.putIfAbsent(pair.first().get(column), pair.second().get(column));
      if (other != null && !other.equals(pair.second().get(column))) {
        return false;
      }
    }
    return plain.stream()
        .map(row -> row.values().get(column))
        .allMatch(text -> text == null || text.equals(there.getOrDefault(text, text)));
  }

  private void add(int column, Pair pair) {
    values.addMoved(
        place(column), pair.first().get(column), String.valueOf(pair.second().get(column)));
  }

  private void explain(int column) {
    String type = types.apply(table.columns().get(column));
    if (calendar(column, type)) {
      return;
    }
    boolean isTold = isToldByText(column);
    for (Pair pair : pairs) {
      String here = pair.first().get(column);
      if (!pair.isMoved(column)
          || here == null
          || (pair.random().get(column) && expressions.isOfTheBuild(here))) {
        continue;
      }
      Optional<String> sql =
          Optional.ofNullable(pair.second().get(column))
              .filter(second -> isTold)
              .flatMap(second -> expressions.sql(pair.first().get(column), second, type));
      if (sql.isPresent() || !pair.random().get(column)) {
        add(column, pair);
      }
      sql.ifPresent(found -> values.addExpression(place(column), pair.first().get(column), found));
    }
  }

  /** Whether a column tells the same of another one's day in all rows. */
  private boolean calendar(int column, String type) {
    for (Map.Entry<String, Map<Pair, Day>> base : days.entrySet()) {
      Map<Pair, Day> known = base.getValue();
      if (known.size() == 1) {
        continue; // It is as simply told of today.
      }
      for (DateField field : DateField.ALL) {
        boolean isTold =
            known.entrySet().stream()
                .allMatch(
                    row ->
                        field.tells(
                            row.getValue(),
                            String.valueOf(row.getKey().first().get(column)),
                            String.valueOf(row.getKey().second().get(column))));
        boolean isAll =
            pairs.stream().allMatch(pair -> !pair.isMoved(column) || known.containsKey(pair));
        if (isTold && isAll && !known.isEmpty()) {
          known.keySet().forEach(pair -> add(column, pair));
          values.addCalendar(place(column), base.getKey(), field, type);
          return true;
        }
      }
    }
    return false;
  }
}
