package proof;

import answers.Answers;
import answers.ColumnOrDefinition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import rows.BuildWindow;
import rows.GeneratedCells;
import rows.MomentText;
import rows.TableRows;
import snapshot.ObjectKey;
import snapshot.Snapshot;

/**
 * Compares which cells each build fills anew: two databases of the other way have to differ where
 * two of the originals do, and nowhere else. A value that every installation would share is found
 * here.
 */
public final class GeneratedCellsComparison {
  /** Two builds of one day, one second or one hundredth of it have the same. */
  private static final int COARSE_DIGITS = 2;

  private final Answers answered;
  private final List<Comparison.Difference> differences = new ArrayList<>();
  private final List<Comparison.TableCount> tables = new ArrayList<>();

  private GeneratedCellsComparison(Answers answered) {
    this.answered = answered;
  }

  /**
   * Compares.
   *
   * @param before two databases that the originals built
   * @param after two that were built the other way
   * @param answered what a maintainer said that columns and secrets get
   */
  public static Comparison of(Pair before, Pair after, Answers answered) {
    GeneratedCellsComparison found = new GeneratedCellsComparison(answered);
    Set<String> names = new TreeSet<>(before.first().tables().keySet());
    names.retainAll(after.first().tables().keySet());
    names.forEach(name -> found.compare(name, before, after));
    found.compareDefinitions(before.definitions(), after.definitions());
    found.compareSecrets(before.secrets(), after);
    return new Comparison(
        List.of(), List.of(), found.tables, List.of(), found.differences, List.of(), List.of());
  }

  /** Two databases, each built anew in the same way. */
  public record Pair(Snapshot first, Snapshot second) {
    /** The objects that the two define differently. */
    private Set<ObjectKey> definitions() {
      Map<ObjectKey, String> ours = first.normalisedDump().asDumped();
      Map<ObjectKey, String> theirs = second.normalisedDump().asDumped();
      Set<ObjectKey> differing = new TreeSet<>(ours.keySet());
      differing.removeIf(key -> isSame(ours.get(key), theirs.getOrDefault(key, "")));
      return differing;
    }

    /** The secrets that the two keep differently. */
    private Set<ColumnOrDefinition> secrets() {
      return first.secrets().differingFrom(second.secrets());
    }

    private GeneratedCells cells(String table) {
      TableRows rows = first.tables().get(table);
      TableRows none = new TableRows(table, rows.columns(), List.of());
      return GeneratedCells.between(
          rows, second.tables().getOrDefault(table, none), BuildWindow.recent());
    }
  }

  private void compare(String table, Pair before, Pair after) {
    TableRows rows = before.first().tables().get(table);
    TableRows others = after.first().tables().get(table);
    tables.add(new Comparison.TableCount(table, rows.rows().size(), others.rows().size()));
    if (!rows.columns().equals(others.columns())) {
      return;
    }
    GeneratedCells ours = before.cells(table);
    GeneratedCells theirs = after.cells(table);
    theirs
        .obstacle()
        .filter(why -> ours.obstacle().isEmpty())
        .ifPresent(why -> differences.add(new Comparison.Difference("rows of " + table, "", why)));
    BitSet coarse = coarseColumns(ours);
    coarse.or(coarseColumns(theirs));
    Map<String, Integer> wanted = columns(rows, ours, coarse);
    Map<String, Integer> found = columns(rows, theirs, coarse);
    Set<String> all = new TreeSet<>(wanted.keySet());
    all.addAll(found.keySet());
    for (String column : all) {
      int was = wanted.getOrDefault(column, 0);
      int is = found.getOrDefault(column, 0);
      if (was != is && !answered.has(new ColumnOrDefinition(table, column))) {
        differences.add(
            new Comparison.Difference(
                "values of " + table + "." + column + " that each build generates",
                inRows(was),
                inRows(is)));
      }
    }
  }

  private static boolean isSame(String ours, String theirs) {
    return ours.equals(theirs) || withoutCoarse(ours).equals(withoutCoarse(theirs));
  }

  private static String withoutCoarse(String definition) {
    BuildWindow recent = BuildWindow.recent();
    String text = definition;
    for (MomentText moment : MomentText.in(definition)) {
      if (isCoarse(moment) && recent.holds(moment)) {
        text = text.replace(moment.text(), "");
      }
    }
    return text;
  }

  private void compareDefinitions(Set<ObjectKey> wanted, Set<ObjectKey> found) {
    Set<ObjectKey> all = new TreeSet<>(wanted);
    all.addAll(found);
    for (ObjectKey key : all) {
      if (!wanted.contains(key) || !found.contains(key)) {
        differences.add(
            new Comparison.Difference(
                "values in the definition of " + key + " that each build generates",
                anyOrNone(wanted.contains(key)),
                anyOrNone(found.contains(key))));
      }
    }
  }

  /** One that all installations would share; what is not there at all is told elsewhere. */
  private void compareSecrets(Set<ColumnOrDefinition> wanted, Pair after) {
    Set<ColumnOrDefinition> shared = new TreeSet<>(wanted);
    shared.retainAll(after.first().secrets().places());
    shared.removeAll(after.secrets());
    shared.removeIf(answered::has);
    shared.forEach(
        place ->
            differences.add(
                new Comparison.Difference(
                    place.shown() + ", which each build generates",
                    anyOrNone(true),
                    anyOrNone(false))));
  }

  private static String anyOrNone(boolean any) {
    return any ? "there are some" : "there are none";
  }

  /** In how many rows each column has a generated value; of coarse columns, no moments. */
  private static Map<String, Integer> columns(
      TableRows table, GeneratedCells cells, BitSet coarse) {
    Map<String, Integer> columns = new TreeMap<>();
    for (GeneratedCells.Pattern pattern : cells.patterns()) {
      pattern.generated().stream()
          .filter(column -> !coarse.get(column) || moment(pattern, column).isEmpty())
          .forEach(column -> columns.merge(table.columns().get(column), 1, Integer::sum));
    }
    return columns;
  }

  /** A fraction that ends in zeros is printed shorter, so one coarse moment tells of the others. */
  private static BitSet coarseColumns(GeneratedCells cells) {
    BitSet coarse = new BitSet();
    for (GeneratedCells.Pattern pattern : cells.patterns()) {
      pattern.generated().stream()
          .filter(
              column ->
                  moment(pattern, column).filter(GeneratedCellsComparison::isCoarse).isPresent())
          .forEach(coarse::set);
    }
    return coarse;
  }

  private static Optional<MomentText> moment(GeneratedCells.Pattern pattern, int column) {
    return Optional.ofNullable(pattern.row().values().get(column)).flatMap(MomentText::of);
  }

  private static boolean isCoarse(MomentText moment) {
    return moment.fractionDigits() <= COARSE_DIGITS;
  }

  private static String inRows(int count) {
    return count == 0 ? "in no row" : "in " + count + (count == 1 ? " row" : " rows");
  }
}
