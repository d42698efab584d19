package baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import rows.GeneratedCells;
import rows.TableRows;
import rows.UuidText;

/**
 * Tells what is in the cells that two builds fill differently: uuids, moments of the build, or what
 * no rule explains.
 */
final class GeneratedTexts {
  /** Python's and PostgreSQL's generators of uuids make these; the rest are made of names. */
  private static final Set<Integer> VERSIONS = Set.of(1, 4, 6, 7);

  private final Generators generators;
  private final BuildWindow window;
  private final Map<String, Integer> uuids = new HashMap<>();
  private final Map<Place, Set<String>> moments = new HashMap<>();
  private final Map<Place, Set<String>> unexplained = new TreeMap<>();

  /** What a cell has in one build and in the other. */
  private record Pair(String first, String second) {}

  /**
   * @param window when the two builds ran
   */
  GeneratedTexts(Generators generators, BuildWindow window) {
    this.generators = generators;
    this.window = window;
  }

  /** Takes note of a table's cells. */
  void add(TableRows table, GeneratedCells cells) {
    Map<Integer, List<Pair>> columns = new LinkedHashMap<>();
    for (GeneratedCells.Pattern pattern : cells.patterns()) {
      pattern.generated().stream()
          .forEach(
              column ->
                  columns
                      .computeIfAbsent(column, created -> new ArrayList<>())
                      .add(
                          new Pair(
                              pattern.row().values().get(column),
                              pattern.again().values().get(column))));
    }
    columns.forEach((column, pairs) -> add(place(table, column), pairs));
    for (int column = 0; column < table.columns().size(); column++) {
      addDays(place(table, column), table, column);
    }
  }

  /** The version of a generated uuid of the first build; 0 where it is none. */
  int version(UuidText uuid) {
    return uuids.getOrDefault(uuid.value(), 0);
  }

  /** Whether a text is a moment of the first build. */
  boolean isMoment(Place place, String text) {
    return moments.getOrDefault(place, Set.of()).contains(text);
  }

  /** Whether a text differs between builds and no rule says why. */
  boolean isUnexplained(Place place, String text) {
    return unexplained.getOrDefault(place, Set.of()).contains(text);
  }

  /** Whether nothing differs between builds. */
  boolean isEmpty() {
    return uuids.isEmpty() && moments.isEmpty() && unexplained.isEmpty();
  }

  private static Place place(TableRows table, int column) {
    return new Place(new BaselineStatement(table.table(), "").title(), table.columns().get(column));
  }

  private void add(Place place, List<Pair> pairs) {
    if (!generators.isStored(place)) {
      return;
    }
    String type = generators.type(place);
    boolean allUuids = pairs.stream().allMatch(GeneratedTexts::hasUuids);
    for (Pair pair : pairs) {
      if (BuildWindow.isMoment(type) && pair.first() != null && window.holds(pair.first(), type)) {
        moments.computeIfAbsent(place, created -> new HashSet<>()).add(pair.first());
      } else if (hasUuids(pair) && (allUuids || !isPlain(pair))) {
        addUuids(pair);
      } else if (pair.first() != null) {
        unexplained.computeIfAbsent(place, created -> new HashSet<>()).add(pair.first());
      }
    }
  }

  /** Two builds of one day have the same day. */
  private void addDays(Place place, TableRows table, int column) {
    if (generators.type(place).equals("date") && generators.moment(place).isPresent()) {
      for (TableRows.Row row : table.rows()) {
        String day = row.values().get(column);
        if (day != null && window.holds(day, "date")) {
          moments.computeIfAbsent(place, created -> new HashSet<>()).add(day);
        }
      }
    }
  }

  private void addUuids(Pair pair) {
    List<UuidText> ours = UuidText.in(pair.first());
    List<UuidText> theirs = UuidText.in(pair.second());
    for (int i = 0; i < ours.size(); i++) {
      if (!ours.get(i).value().equals(theirs.get(i).value())) {
        uuids.put(ours.get(i).value(), ours.get(i).version());
      }
    }
  }

  /** Random digits can look like a uuid in one row, and do not in all. */
  private static boolean isPlain(Pair pair) {
    return UuidText.in(pair.first()).stream().anyMatch(UuidText::isPlain);
  }

  /** Whether two texts are the same but for uuids, each of the same version in both. */
  private static boolean hasUuids(Pair pair) {
    if (pair.first() == null
        || pair.second() == null
        || !UuidText.without(pair.first()).equals(UuidText.without(pair.second()))) {
      return false;
    }
    List<UuidText> ours = UuidText.in(pair.first());
    List<UuidText> theirs = UuidText.in(pair.second());
    for (int i = 0; i < ours.size(); i++) {
      UuidText one = ours.get(i);
      UuidText other = theirs.get(i);
      boolean same = one.text().equals(other.text());
      boolean alike = one.version() == other.version() && VERSIONS.contains(one.version());
      if (!same && !alike) {
        return false;
      }
    }
    return true;
  }
}
