package generated;

import answers.ColumnOrDefinition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** How many rows of a table have the same in some columns. */
  private final Map<String, Map<List<Integer>, Map<List<String>, Integer>>> counts =
      new HashMap<>();

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
    Map<String, String> selects = new HashMap<>();
    found(made)
        .forEach(
            (value, places) ->
                Stream.concat(
                        places.stream().filter(cell -> generators.isKey(cell.place())),
                        places.stream().filter(cell -> !generators.isKey(cell.place())))
                    .flatMap(cell -> select(cell).stream())
                    .findFirst()
                    .ifPresent(select -> selects.put(value, select)));
    return selects;
  }

  /** The cells of rows that the baseline does not make, by the value that they have. */
  private Map<String, List<Cell>> found(Map<String, Set<ColumnOrDefinition>> made) {
    Map<String, List<Cell>> found = new HashMap<>();
    cells.forEach(
        (table, known) -> {
          List<ColumnOrDefinition> places =
              tables.get(table).columns().stream()
                  .map(column -> new ColumnOrDefinition(table, column))
                  .toList();
          for (GeneratedCells.Pattern pattern : known.patterns()) {
            for (int at : pattern.random().stream().toArray()) {
              String value = value(pattern.row().values().get(at));
              if (made.containsKey(value) && !made.get(value).contains(places.get(at))) {
                found
                    .computeIfAbsent(value, created -> new ArrayList<>())
                    .add(new Cell(places.get(at), pattern.row(), pattern.generated()));
              }
            }
          }
        });
    return found;
  }

  /** As values are known by: the same for all texts of one uuid. */
  private static String value(String text) {
    List<UuidText> uuids = text == null ? List.of() : UuidText.in(text);
    boolean isUuid = uuids.size() == 1 && uuids.get(0).text().equals(text);
    return isUuid ? uuids.get(0).value() : text;
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

  /** Each table's rows are counted once for the same columns, however many cells are looked at. */
  private boolean isAlone(TableRows table, Row row, List<Integer> columns) {
    Map<List<String>, Integer> alike =
        counts
            .computeIfAbsent(table.table(), none -> new HashMap<>())
            .computeIfAbsent(columns, asked -> counted(table, asked));
    return alike.get(in(row, columns)) == 1;
  }

  private static Map<List<String>, Integer> counted(TableRows table, List<Integer> columns) {
    Map<List<String>, Integer> counted = new HashMap<>();
    for (Row row : table.rows()) {
      counted.merge(in(row, columns), 1, Integer::sum);
    }
    return counted;
  }

  private static List<String> in(Row row, List<Integer> columns) {
    List<String> values = new ArrayList<>();
    columns.forEach(at -> values.add(row.values().get(at)));
    return values;
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
