package twin;

import answers.ColumnOrDefinition;
import console.Console;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import rows.BuildWindow;
import rows.ColumnType;
import rows.GeneratedCells;
import rows.Row;
import rows.TableRows;
import statements.BaselineStatement;

/** Finds the cells of a table that another installation has otherwise, and what gives them. */
final class TwinRows {
  private static final BitSet NONE = new BitSet();

  private final TableRows table;
  private final GeneratedCells cells;
  private final Map<Row, BitSet> random;
  private final Function<String, String> types;
  private final CellExpressions expressions;
  private final TwinValues values;
  private final BitSet moved = new BitSet();

  /** The columns of which all days are explained. */
  private final Map<String, DayColumn> days = new HashMap<>();

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

  /**
   * The days of a column.
   *
   * @param byText by what a cell has here
   * @param isOfSeveralRows whether rows that are not the same have them
   */
  private record DayColumn(Map<String, Day> byText, boolean isOfSeveralRows) {}

  private TwinRows(
      TableRows table,
      GeneratedCells cells,
      Map<Row, BitSet> random,
      Function<String, String> types,
      CellExpressions expressions,
      TwinValues values) {
    this.table = table;
    this.cells = cells;
    this.random = random;
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
    new TwinRows(table, cells, random(again), types, new CellExpressions(images, window), values)
        .daysFirst();
  }

  /** The rows with cells that each build fills anew, and their positions. */
  private static Map<Row, BitSet> random(GeneratedCells again) {
    Map<Row, BitSet> random = new HashMap<>();
    for (GeneratedCells.Pattern pattern : again.patterns()) {
      BitSet cells = pattern.random();
      if (!cells.isEmpty()) {
        random.putIfAbsent(pattern.row(), cells);
      }
    }
    return random;
  }

  private void eachPair(Consumer<Pair> look) {
    cells
        .patterns()
        .forEach(
            pattern ->
                look.accept(
                    new Pair(
                        pattern.row().values(),
                        pattern.again().values(),
                        random.getOrDefault(pattern.row(), NONE))));
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
    int columns = table.columns().size();
    eachPair(
        pair ->
            IntStream.range(0, columns)
                .filter(column -> !moved.get(column) && pair.isMoved(column))
                .forEach(moved::set));
    List<Integer> others = new ArrayList<>();
    moved.stream().filter(column -> !areDays(column)).forEach(others::add);
    others.forEach(this::explain);
  }

  private ColumnOrDefinition place(int column) {
    return new ColumnOrDefinition(table.table(), table.columns().get(column));
  }

  private boolean areDays(int column) {
    if (!ColumnType.isDay(types.apply(table.columns().get(column))) || !isToldByText(column)) {
      return false;
    }
    Map<List<String>, Optional<Day>> found = new LinkedHashMap<>();
    Set<Pair> few = new HashSet<>();
    eachPair(
        pair -> {
          if (pair.isMoved(column)) {
            found.computeIfAbsent(
                Arrays.asList(pair.first().get(column), pair.second().get(column)),
                cells -> expressions.day(cells.get(0), cells.get(1)));
            if (few.size() < 2) {
              few.add(pair);
            }
          }
        });
    if (found.containsValue(Optional.<Day>empty())) {
      return false;
    }
    Map<String, Day> byText = new HashMap<>();
    found.forEach(
        (cells, day) -> {
          add(column, cells.get(0), cells.get(1));
          values.addExpression(place(column), cells.get(0), day.orElseThrow().sql());
          byText.put(cells.get(0), day.orElseThrow());
        });
    days.put(table.columns().get(column), new DayColumn(byText, few.size() > 1));
    return true;
  }

  /** Whether cells that are the same here are the same there, and no row without a twin has one. */
  private boolean isToldByText(int column) {
    Map<String, String> there = new HashMap<>();
    for (GeneratedCells.Pattern pattern : cells.patterns()) {
      String second = pattern.again().values().get(column);
      String other = there.putIfAbsent(pattern.row().values().get(column), second);
      if (other != null && !other.equals(second)) {
        return false;
      }
    }
    return cells.plain().stream()
        .map(row -> row.values().get(column))
        .allMatch(text -> text == null || text.equals(there.getOrDefault(text, text)));
  }

  private void add(int column, String first, String second) {
    values.addMoved(place(column), first, String.valueOf(second));
  }

  private void explain(int column) {
    String type = types.apply(table.columns().get(column));
    if (calendar(column, type)) {
      return;
    }
    boolean isTold = isToldByText(column);
    Map<List<String>, Optional<String>> known = new HashMap<>();
    eachPair(
        pair -> {
          String here = pair.first().get(column);
          String there = pair.second().get(column);
          boolean isRandom = pair.random().get(column);
          if (!pair.isMoved(column)
              || here == null
              || (isRandom && expressions.isOfTheBuild(here))) {
            return;
          }
          Optional<String> sql =
              known.computeIfAbsent(
                  Arrays.asList(here, there),
                  cells ->
                      Optional.ofNullable(there)
                          .filter(second -> isTold)
                          .flatMap(second -> expressions.sql(here, second, type)));
          if (sql.isPresent() || !isRandom) {
            add(column, here, there);
          }
          sql.ifPresent(found -> values.addExpression(place(column), here, found));
        });
  }

  /** Whether a column tells the same of another one's day in all rows. */
  private boolean calendar(int column, String type) {
    for (Map.Entry<String, DayColumn> known : days.entrySet()) {
      int base = table.columns().indexOf(known.getKey());
      // One day alone is as simply told of today.
      Optional<DateField> field =
          known.getValue().isOfSeveralRows()
              ? told(column, base, known.getValue().byText())
              : Optional.empty();
      if (field.isPresent()) {
        eachPair(
            pair -> {
              if (pair.isMoved(base)) {
                add(column, pair.first().get(column), pair.second().get(column));
              }
            });
        values.addCalendar(place(column), known.getKey(), field.get(), type);
        return true;
      }
    }
    return false;
  }

  /** What a column tells of the days in another one, and of no other rows. */
  private Optional<DateField> told(int column, int base, Map<String, Day> byText) {
    List<DateField> fields = new ArrayList<>(DateField.ALL);
    for (GeneratedCells.Pattern pattern : cells.patterns()) {
      Pair pair = new Pair(pattern.row().values(), pattern.again().values(), NONE);
      if (pair.isMoved(base)) {
        Day day = byText.get(pair.first().get(base));
        String first = String.valueOf(pair.first().get(column));
        String second = String.valueOf(pair.second().get(column));
        fields.removeIf(field -> !field.tells(day, first, second));
      } else if (pair.isMoved(column)) {
        fields.clear();
      }
      if (fields.isEmpty()) {
        break;
      }
    }
    return fields.stream().findFirst();
  }
}
