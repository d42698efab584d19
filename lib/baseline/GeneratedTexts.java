package baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rows.GeneratedCells;
import rows.TableRows;
import rows.UuidText;

/**
 * Tells what is in the cells that two builds fill differently: uuids, moments of the build, or what
 * no rule explains.
 */
final class GeneratedTexts {
  /** Without hyphens, these are told from other digits; with them, all versions are. */
  private static final Set<Integer> VERSIONS = Set.of(1, 4, 6, 7);

  private static final Pattern TIMESTAMP =
      Pattern.compile("timestamp(?:\\((\\d)\\))? with(?:out)? time zone");

  private static final int MICROSECONDS = 6;
  private static final int MILLISECONDS = 3;

  private final Generators generators;
  private final BuildWindow window;
  private final Map<String, Integer> uuids = new HashMap<>();
  private final Map<Place, Set<String>> moments = new HashMap<>();
  private final Map<Integer, Map<String, Integer>> ranks = new HashMap<>();
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
  }

  /** The version of a generated uuid of the first build; 0 where it is none. */
  int version(UuidText uuid) {
    return uuids.getOrDefault(uuid.value(), 0);
  }

  /** Whether a text is a moment of the first build. */
  boolean isMoment(Place place, String text) {
    return moments.getOrDefault(place, Set.of()).contains(text);
  }

  /**
   * What to take from the present moment, so that moments of the build keep their order and equal
   * ones stay equal: nothing from the last. Those of columns that tell as many digits of a second
   * are one order, in steps that their columns can tell.
   */
  String before(Place place, String text) {
    if (!TIMESTAMP.matcher(generators.type(place)).matches()) {
      return "";
    }
    int digits = digits(place);
    int rank = ranks.computeIfAbsent(digits, this::ranks).get(instant(text));
    return rank == 0 ? "" : " - interval '" + steps(rank, digits) + "'";
  }

  private static String steps(int count, int digits) {
    if (digits == 0) {
      return count + " seconds";
    }
    int of = digits <= MILLISECONDS ? MILLISECONDS : MICROSECONDS;
    long steps = count * Math.round(Math.pow(10, of - digits));
    return steps + (of == MILLISECONDS ? " milliseconds" : " microseconds");
  }

  private Map<String, Integer> ranks(int digits) {
    List<String> instants =
        moments.entrySet().stream()
            .filter(found -> TIMESTAMP.matcher(generators.type(found.getKey())).matches())
            .filter(found -> digits(found.getKey()) == digits)
            .flatMap(found -> found.getValue().stream())
            .map(GeneratedTexts::instant)
            .distinct()
            .sorted(Comparator.reverseOrder())
            .toList();
    Map<String, Integer> found = new HashMap<>();
    for (int i = 0; i < instants.size(); i++) {
      found.put(instants.get(i), i);
    }
    return found;
  }

  /**
   * Whether a column is of timestamps, and all that the first build has there are whole seconds.
   */
  boolean isWholeSeconds(Place place) {
    return TIMESTAMP.matcher(generators.type(place)).matches() && digits(place) == 0;
  }

  /** How many digits of a second the moments of a column of timestamps have at most. */
  private int digits(Place place) {
    if (moments.get(place).stream().noneMatch(text -> text.contains("."))) {
      return 0;
    }
    Matcher type = TIMESTAMP.matcher(generators.type(place));
    return type.matches() && type.group(1) != null ? Integer.parseInt(type.group(1)) : MICROSECONDS;
  }

  /** The same for a moment of UTC with and without a time zone; sorts by time. */
  private static String instant(String text) {
    return text.replace("+00", "");
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
      if (isMoment(place, type, pair)) {
        moments.computeIfAbsent(place, created -> new HashSet<>()).add(pair.first());
      } else if (hasUuids(pair) && (allUuids || !isPlain(pair))) {
        addUuids(pair);
      } else if (pair.first() != null) {
        unexplained.computeIfAbsent(place, created -> new HashSet<>()).add(pair.first());
      }
    }
  }

  /** A day can be a literal: it is a moment only where that is the column's default. */
  private boolean isMoment(Place place, String type, Pair pair) {
    return pair.first() != null
        && BuildWindow.isMoment(type)
        && window.holds(pair.first(), type)
        && (!pair.first().equals(pair.second())
            || !type.equals("date")
            || generators.moment(place).isPresent());
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
      boolean known = one.isPlain() ? VERSIONS.contains(one.version()) : one.version() > 0;
      boolean alike = known && one.version() == other.version();
      if (!same && !alike) {
        return false;
      }
    }
    return !ours.isEmpty();
  }
}
