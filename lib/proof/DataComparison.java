package proof;

import database.ThrowawayDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the rows and sequences of two databases. Cells in which two builds of the originals
 * differ are left out and listed; no others are.
 */
final class DataComparison {
  private static final String GENERATED = "(generated)";

  private final List<Verdict.TableCount> tables = new ArrayList<>();
  private final List<Verdict.Difference> differences = new ArrayList<>();
  private final List<Verdict.GeneratedColumn> generated = new ArrayList<>();

  /**
   * All tables of a database, and its sequences.
   *
   * @param tables by name
   * @param sequences positions by name
   */
  record Contents(Map<String, TableRows> tables, Map<String, String> sequences) {
    static Contents of(ThrowawayDatabase database) {
      try (Connection connection = database.widest().connect()) {
        Map<String, TableRows> tables = TableRows.readAll(connection);
        return new Contents(tables, TableRows.sequences(connection));
      } catch (SQLException refused) {
        throw Queries.failed(database, refused);
      }
    }
  }

  /**
   * @param before the originals' database
   * @param again the originals' database, built a second time
   * @param after the squashed repository's database
   */
  DataComparison(Contents before, Contents again, Contents after) {
    Set<String> names = new TreeSet<>(before.tables().keySet());
    names.addAll(after.tables().keySet());
    for (String name : names) {
      TableRows none = new TableRows(name, List.of(), List.of());
      compare(
          before.tables().getOrDefault(name, none),
          again.tables().getOrDefault(name, none),
          after.tables().getOrDefault(name, none));
    }
    compareSequences(before, again, after);
  }

  List<Verdict.TableCount> tables() {
    return tables;
  }

  List<Verdict.Difference> differences() {
    return differences;
  }

  List<Verdict.GeneratedColumn> generated() {
    return generated;
  }

  private void compare(TableRows before, TableRows again, TableRows after) {
    String table = before.table();
    tables.add(new Verdict.TableCount(table, before.rows().size(), after.rows().size()));
    if (!before.columns().equals(after.columns())) {
      if (!before.rows().isEmpty() || !after.rows().isEmpty()) {
        String columns = "columns ";
        differences.add(
            new Verdict.Difference(
                rowsOf(table),
                columns + String.join(", ", before.columns()),
                columns + String.join(", ", after.columns())));
      }
      return;
    }
    GeneratedCells cells = GeneratedCells.between(before, again);
    cells
        .obstacle()
        .ifPresent(why -> differences.add(new Verdict.Difference(rowsOf(table), why, "")));
    list(before, cells.patterns());
    List<TableRows.Row> missing = RowBag.minus(cells.plain(), after.rows());
    List<TableRows.Row> left = new ArrayList<>(RowBag.minus(after.rows(), cells.plain()));
    List<GeneratedCells.Pattern> unmatched = match(cells.patterns(), left);
    if (!missing.isEmpty() || !unmatched.isEmpty() || !left.isEmpty()) {
      differences.add(
          new Verdict.Difference(
              rowsOf(table),
              shown(missing, unmatched, before.columns()),
              shown(left, List.of(), after.columns())));
    }
  }

  /** Takes the rows that match a pattern away; returns the patterns that none matched. */
  private static List<GeneratedCells.Pattern> match(
      List<GeneratedCells.Pattern> patterns, List<TableRows.Row> rows) {
    Map<BitSet, List<GeneratedCells.Pattern>> byMask = new HashMap<>();
    for (GeneratedCells.Pattern pattern : patterns) {
      byMask.computeIfAbsent(pattern.generated(), mask -> new ArrayList<>()).add(pattern);
    }
    List<GeneratedCells.Pattern> unmatched = new ArrayList<>();
    byMask.entrySet().stream()
        .sorted(Comparator.comparingInt(mask -> mask.getKey().cardinality()))
        .forEach(mask -> unmatched.addAll(matchAlike(mask.getKey(), mask.getValue(), rows)));
    return unmatched;
  }

  private static List<GeneratedCells.Pattern> matchAlike(
      BitSet mask, List<GeneratedCells.Pattern> patterns, List<TableRows.Row> rows) {
    Map<List<String>, List<GeneratedCells.Pattern>> wanted = new HashMap<>();
    for (GeneratedCells.Pattern pattern : patterns) {
      wanted
          .computeIfAbsent(GeneratedCells.stable(pattern.row(), mask), key -> new ArrayList<>())
          .add(pattern);
    }
    rows.removeIf(
        row -> {
          List<GeneratedCells.Pattern> alike = wanted.get(GeneratedCells.stable(row, mask));
          if (alike == null || alike.isEmpty()) {
            return false;
          }
          alike.remove(alike.size() - 1);
          return true;
        });
    return wanted.values().stream().flatMap(List::stream).toList();
  }

  private void list(TableRows table, List<GeneratedCells.Pattern> patterns) {
    for (int column = 0; column < table.columns().size(); column++) {
      int position = column;
      int cells =
          (int) patterns.stream().filter(pattern -> pattern.generated().get(position)).count();
      if (cells > 0) {
        generated.add(
            new Verdict.GeneratedColumn(table.table(), table.columns().get(column), cells));
      }
    }
  }

  private static String shown(
      List<TableRows.Row> rows, List<GeneratedCells.Pattern> patterns, List<String> columns) {
    List<String> lines =
        rows.stream()
            .map(row -> row.shown(columns))
            .collect(Collectors.toCollection(ArrayList::new));
    for (GeneratedCells.Pattern pattern : patterns) {
      List<String> values = new ArrayList<>(pattern.row().values());
      pattern.generated().stream().forEach(position -> values.set(position, GENERATED));
      lines.add(new TableRows.Row(values).shown(columns));
    }
    lines.sort(Comparator.naturalOrder());
    return String.join("\n", lines);
  }

  private void compareSequences(Contents before, Contents again, Contents after) {
    Map<String, String> all = new TreeMap<>(after.sequences());
    all.putAll(before.sequences());
    for (String name : all.keySet()) {
      Optional<String> was = Optional.ofNullable(before.sequences().get(name));
      Optional<String> is = Optional.ofNullable(after.sequences().get(name));
      boolean changing = !was.equals(Optional.ofNullable(again.sequences().get(name)));
      if (!was.equals(is)) {
        String note = changing ? " (two builds of the originals differ here as well)" : "";
        differences.add(
            new Verdict.Difference(
                "position of sequence " + name, was.orElse("") + note, is.orElse("")));
      }
    }
  }

  private static String rowsOf(String table) {
    return "rows of " + table;
  }
}
