package proof;

import answers.Answers;
import answers.ColumnOrDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rows.BuildWindow;
import rows.GeneratedCells;
import rows.TableRows;
import snapshot.Snapshot;

/**
 * Compares what the originals and the other way build for another installation, of another role,
 * database and day: what is computed from these has to be the same. What each build fills anew is
 * left to the comparisons of one installation.
 */
public final class TwinsComparison {
  private final Map<String, TableRows> first;
  private final Map<String, TableRows> again;
  private final Answers answers;

  /** By table, the positions of the columns that are left out. */
  private final Map<String, BitSet> left = new HashMap<>();

  private final List<String> notCompared = new ArrayList<>();

  private TwinsComparison(Snapshot first, Snapshot again, Answers answers) {
    this.first = first.tables();
    this.again = again.tables();
    this.answers = answers;
  }

  /**
   * Compares.
   *
   * @param before built by the originals
   * @param again built by the originals a second time, to tell what each build fills anew
   * @param there built by the originals for another installation
   * @param judged built the other way for the same
   * @param answered columns for which a maintainer said what they get
   */
  public static Comparison of(
      Snapshot before, Snapshot again, Snapshot there, Snapshot judged, AnsweredValues answered) {
    TwinsComparison twins = new TwinsComparison(before, again, answered.answers());
    Set<String> kept = twins.keptTables(there.tables(), judged.tables());
    Comparison found =
        DatabaseComparison.of(twins.certain(there, kept), twins.certain(judged, kept), answered);
    List<Comparison.Difference> differences = new ArrayList<>(found.differences());
    if (!differences.isEmpty()) {
      Set<String> byChance =
          DatabaseComparison.of(twins.certain(before, kept), twins.certain(again, kept))
              .differences()
              .stream()
              .map(Comparison.Difference::subject)
              .collect(Collectors.toSet());
      differences.removeIf(difference -> byChance.contains(difference.subject()));
    }
    List<String> left = new ArrayList<>(found.notCompared());
    left.addAll(twins.notCompared);
    return new Comparison(
        found.objects(),
        found.facts(),
        found.tables(),
        found.equivalences(),
        differences,
        List.of(),
        left);
  }

  /** Tables of which the twin has other rows, and somebody said that they may stay. */
  private Set<String> keptTables(Map<String, TableRows> there, Map<String, TableRows> judged) {
    Set<String> kept = new HashSet<>();
    there.forEach(
        (name, table) -> {
          boolean isKept =
              table.columns().stream()
                  .anyMatch(column -> answers.isKept(new ColumnOrDefinition(name, column)));
          TableRows other = judged.get(name);
          if (isKept && other != null && other.rows().size() != table.rows().size()) {
            kept.add(name);
            notCompared.add("rows of " + name + ": those of one day were kept for all");
          }
        });
    return kept;
  }

  private Snapshot certain(Snapshot snapshot, Set<String> kept) {
    Map<String, TableRows> tables = new TreeMap<>();
    snapshot
        .tables()
        .forEach(
            (name, table) -> {
              if (!kept.contains(name)) {
                tables.put(name, certain(name, table));
              }
            });
    return snapshot.with(tables);
  }

  /** A table without the columns that each build fills anew, or that somebody answered for. */
  private TableRows certain(String name, TableRows table) {
    BitSet left = left(name, table.columns());
    if (left.isEmpty()) {
      return table;
    }
    int[] columns =
        IntStream.range(0, table.columns().size()).filter(column -> !left.get(column)).toArray();
    return new TableRows(
        name,
        Arrays.stream(columns).mapToObj(table.columns()::get).toList(),
        table.rows().map(row -> row.without(left)),
        table.isOrdered());
  }

  /** Nothing is known of a table that is called by the day on which it was made. */
  private BitSet left(String name, List<String> columns) {
    TableRows known = first.get(name);
    if (known == null || !known.columns().equals(columns)) {
      BitSet all = new BitSet();
      all.set(0, columns.size());
      return all;
    }
    return left.computeIfAbsent(name, asked -> left(known));
  }

  private BitSet left(TableRows table) {
    int count = table.columns().size();
    BitSet left = new BitSet();
    for (int column = 0; column < count; column++) {
      left.set(
          column, answers.has(new ColumnOrDefinition(table.table(), table.columns().get(column))));
    }
    TableRows other = again.get(table.table());
    if (other == null || !other.columns().equals(table.columns())) {
      left.set(0, count);
      return left;
    }
    GeneratedCells cells = GeneratedCells.between(table, other, BuildWindow.recent());
    cells.patterns().forEach(pattern -> left.or(pattern.random()));
    if (cells.obstacle().isPresent()) {
      left.set(0, count);
    }
    return left;
  }
}
