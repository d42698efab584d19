package generated;

import answers.ColumnOrDefinition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import postgres.Sql;
import rows.GeneratedCells;
import rows.Row;
import rows.TableRows;
import rows.UuidText;

/**
 * Generated values that stand in rows which were there before the first squashed revision: a
 * baseline reads them from there, since each installation has others.
 */
final class PreexistingValues {
  /** Their values compare as they are written; those of others do as texts. */
  private static final Set<String> COMPARED =
      Set.of("text", "integer", "bigint", "smallint", "boolean", "uuid");

  private final Map<String, TableRows> tables;
  private final Map<String, GeneratedCells> cells;
  private final Generators generators;

  /**
   * @param tables the rows at the cut, by table
   * @param cells which of their cells each build fills anew
   */
  PreexistingValues(
      Map<String, TableRows> tables, Map<String, GeneratedCells> cells, Generators generators) {
    this.tables = tables;
    this.cells = cells;
    this.generators = generators;
  }

  /** A cell that a value can be read from. */
  private record Cell(ColumnOrDefinition place, Row row, BitSet generated) {}

  /**
   * What reads each value from a row that is there.
   *
   * @param made where the baseline's own rows and definitions have each value
   * @return queries, in parentheses, of the values that are there and in a row that can be told
   *     from the others of its table by what is the same in each installation
   */
  Map<String, String> selects(Map<String, Set<ColumnOrDefinition>> made) {
    Map<String, List<Cell>> found = new HashMap<>();
    cells.forEach(
        (table, known) ->
            known
                .patterns()
                .forEach(
                    pattern ->
                        pattern.random().stream()
                            .forEach(
                                at ->
                                    note(
                                        table,
                                        pattern.row(),
                                        pattern.generated(),
                                        at,
                                        made,
                                        found))));
    Map<String, String> selects = new HashMap<>();
    found.forEach(
        (value, places) ->
            Stream.concat(
                    places.stream().filter(cell -> generators.isKey(cell.place())),
                    places.stream().filter(cell -> !generators.isKey(cell.place())))
                .flatMap(cell -> select(cell).stream())
                .findFirst()
                .ifPresent(select -> selects.put(value, select)));
    return selects;
  }

  private void note(
      String table,
      Row row,
      BitSet generated,
      int at,
      Map<String, Set<ColumnOrDefinition>> made,
      Map<String, List<Cell>> found) {
    String text = row.values().get(at);
    if (text == null) {
      return;
    }
    List<UuidText> uuids = UuidText.in(text);
    String value =
        uuids.size() == 1 && uuids.get(0).text().equals(text) ? uuids.get(0).value() : text;
    ColumnOrDefinition place = new ColumnOrDefinition(table, tables.get(table).columns().get(at));
    if (made.containsKey(value) && !made.get(value).contains(place)) {
      found
          .computeIfAbsent(value, created -> new ArrayList<>())
          .add(new Cell(place, row, generated));
    }
  }

  /** Empty if another row is the same in what each installation has alike. */
  private Optional<String> select(Cell cell) {
    TableRows table = tables.get(cell.place().table());
    List<Integer> stable =
        IntStream.range(0, table.columns().size())
            .filter(at -> !cell.generated().get(at) && cell.row().values().get(at) != null)
            .boxed()
            .toList();
    return Stream.concat(
            stable.stream().map(List::of), Stream.of(stable).filter(columns -> columns.size() != 1))
        .filter(columns -> isAlone(table, cell.row(), columns))
        .findFirst()
        .map(columns -> select(cell, table, columns));
  }

  private static boolean isAlone(TableRows table, Row row, List<Integer> columns) {
    return table.rows().stream()
            .filter(other -> columns.stream().allMatch(at -> isSame(row, other, at)))
            .limit(2)
            .count()
        == 1;
  }

  private static boolean isSame(Row one, Row other, int at) {
    return Objects.equals(one.values().get(at), other.values().get(at));
  }

  private String select(Cell cell, TableRows table, List<Integer> columns) {
    String which =
        columns.stream()
            .map(at -> condition(cell.place().table(), table, cell.row(), at))
            .collect(Collectors.joining(" AND "));
    return "(SELECT "
        + Sql.identifier(cell.place().column())
        + " FROM "
        + generators.written(cell.place().table())
        + (which.isEmpty() ? "" : " WHERE " + which)
        + ")";
  }

  private String condition(String name, TableRows table, Row row, int at) {
    String column = table.columns().get(at);
    String type = generators.type(new ColumnOrDefinition(name, column));
    return Sql.identifier(column)
        + (COMPARED.contains(type) ? " = " : "::text = ")
        + Sql.literal(row.values().get(at));
  }
}
