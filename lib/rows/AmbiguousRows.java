package rows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Rows that are alike but for generated cells, in an order that says nothing. Which is whose
 * counterpart in another database, other rows say that have the same values: a reference, for one.
 * However they are matched, the two are the same if every value has one name.
 */
public final class AmbiguousRows {
  private final List<Group> groups = new ArrayList<>();

  /**
   * Keeps those of a table's matches back that could be others.
   *
   * @param table one database's
   * @param other the other database's
   * @param matches rows of both, in any order where they are alike
   * @return the rest, which are as they have to be
   */
  public Iterable<GeneratedCells.Match> certain(
      TableRows table, TableRows other, Spool<GeneratedCells.Match> matches) {
    if (table.isOrdered() && other.isOrdered()) {
      return matches;
    }
    Map<List<Object>, List<GeneratedCells.Match>> alike = new LinkedHashMap<>();
    for (GeneratedCells.Match match : matches) {
      BitSet generated = match.pattern().generated();
      alike
          .computeIfAbsent(
              List.of(generated, match.pattern().row().without(generated)),
              key -> new ArrayList<>())
          .add(match);
    }
    List<GeneratedCells.Match> certain = new ArrayList<>();
    for (List<GeneratedCells.Match> group : alike.values()) {
      if (group.size() == 1) {
        certain.addAll(group);
      } else {
        groups.add(new Group(table, group));
      }
    }
    return certain;
  }

  /**
   * Matches what was kept back.
   *
   * @param renaming the names that are known
   * @param found takes each match, and notes the names of its values in the renaming
   */
  public void match(ValueMapping renaming, BiConsumer<TableRows, GeneratedCells.Match> found) {
    groups.sort(Comparator.comparingInt(group -> group.generated.cardinality()));
    while (!groups.isEmpty()) {
      boolean told = false;
      for (Group group : groups) {
        told |= group.matchNamed(renaming, found);
      }
      groups.removeIf(Group::isMatched);
      if (!told && !groups.isEmpty()) {
        groups.remove(0).matchAny(renaming, found);
      }
    }
  }

  /** Rows of one database that are alike, and as many of the other. */
  private static final class Group {
    private final TableRows table;
    private final BitSet generated;
    private final List<GeneratedCells.Pattern> patterns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Set<Integer> free = new LinkedHashSet<>();
    private final Map<Integer, Map<String, Set<Integer>>> freeByCell = new HashMap<>();

    Group(TableRows table, List<GeneratedCells.Match> matches) {
      this.table = table;
      this.generated = matches.get(0).pattern().generated();
      for (GeneratedCells.Match match : matches) {
        patterns.add(match.pattern());
        int row = rows.size();
        rows.add(match.row());
        free.add(row);
        generated.stream().forEach(column -> with(row, column).add(row));
      }
    }

    private Set<Integer> with(int row, int column) {
      return freeByCell
          .computeIfAbsent(column, created -> new HashMap<>())
          .computeIfAbsent(rows.get(row).values().get(column), cell -> new LinkedHashSet<>());
    }

    boolean isMatched() {
      return patterns.isEmpty();
    }

    /** Matches rows with a value that has a name; returns whether there were any. */
    boolean matchNamed(ValueMapping renaming, BiConsumer<TableRows, GeneratedCells.Match> found) {
      return patterns.removeIf(
          pattern -> {
            Optional<Integer> row = named(pattern, renaming);
            row.ifPresent(known -> take(pattern, known, found));
            return row.isPresent();
          });
    }

    /** Matches all that are left; where names contradict each other, in any way. */
    void matchAny(ValueMapping renaming, BiConsumer<TableRows, GeneratedCells.Match> found) {
      for (GeneratedCells.Pattern pattern : patterns) {
        int row =
            named(pattern, renaming)
                .or(() -> fitting(pattern, free, renaming))
                .orElseGet(() -> free.iterator().next());
        take(pattern, row, found);
      }
    }

    private Optional<Integer> named(GeneratedCells.Pattern pattern, ValueMapping renaming) {
      return generated.stream()
          .mapToObj(
              column ->
                  renaming
                      .named(pattern.row().values().get(column))
                      .map(name -> freeByCell.get(column).getOrDefault(name, Set.of()))
                      .flatMap(rows -> fitting(pattern, rows, renaming)))
          .flatMap(Optional::stream)
          .findFirst();
    }

    private Optional<Integer> fitting(
        GeneratedCells.Pattern pattern, Set<Integer> candidates, ValueMapping renaming) {
      List<String> values = pattern.row().values();
      return candidates.stream()
          .filter(
              row ->
                  generated.stream()
                      .allMatch(
                          column ->
                              renaming.fits(
                                  values.get(column), rows.get(row).values().get(column))))
          .findFirst();
    }

    private void take(
        GeneratedCells.Pattern pattern,
        int row,
        BiConsumer<TableRows, GeneratedCells.Match> found) {
      free.remove(row);
      generated.stream().forEach(column -> with(row, column).remove(row));
      found.accept(table, new GeneratedCells.Match(pattern, rows.get(row)));
    }
  }
}
