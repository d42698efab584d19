package generated;

import answers.ColumnOrDefinition;
import answers.SecretPatterns;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import rows.BuildWindow;
import rows.GeneratedCells;
import rows.MomentText;
import rows.TableRows;
import rows.TextWithPlaceholders;
import rows.UuidText;
import rows.ValueMapping;
import twin.TwinValues;

/**
 * Tells what is in the cells that two builds fill differently: uuids, moments of the build, texts
 * that stand in other cells, or what no rule explains.
 */
final class GeneratedTexts {
  /** Without hyphens, these are told from other digits; with them, all uuids are. */
  private static final Set<Integer> VERSIONS = Set.of(1, 4, 6, 7);

  private final Generators generators;
  private final BuildWindow window;
  private final TwinValues twin;
  private final GeneratedMoments moments;
  private final Map<String, Integer> uuids = new HashMap<>();
  private final Map<ColumnOrDefinition, Map<String, String>> unexplained = new TreeMap<>();
  private final Map<ColumnOrDefinition, Map<String, List<String>>> held = new HashMap<>();
  private final Set<ColumnOrDefinition> definitions = new HashSet<>();
  private final Map<ColumnOrDefinition, Pair> examples = new HashMap<>();
  private final Set<ColumnOrDefinition> reordered = new HashSet<>();

  /** What a cell has in one build and in the other. */
  private record Pair(String first, String second) {}

  /**
   * Knows of nothing yet.
   *
   * @param window when the two builds ran
   * @param twin what another installation has otherwise
   */
  GeneratedTexts(Generators generators, BuildWindow window, TwinValues twin) {
    this.generators = generators;
    this.window = window;
    this.twin = twin;
    this.moments = new GeneratedMoments(generators, window);
  }

  /** Takes note of a table's cells. */
  void add(TableRows table, GeneratedCells cells) {
    Map<Integer, ColumnPairs> columns = new LinkedHashMap<>();
    BitSet stored = new BitSet();
    for (int column = 0; column < table.columns().size(); column++) {
      stored.set(column, generators.isStored(place(table, column)));
    }
    eachPair(
        table,
        cells,
        stored,
        (column, pair) -> columns.computeIfAbsent(column, created -> new ColumnPairs()).look(pair));
    columns.forEach(
        (column, pairs) -> {
          ColumnOrDefinition place = place(table, column);
          if (pairs.isReordered()) {
            reordered.add(place);
          }
          BitSet one = new BitSet();
          one.set(column);
          eachPair(table, cells, one, (same, pair) -> add(place, pair, pairs));
        });
  }

  /** Is shown a cell that is generated. */
  private interface Look {
    void at(int column, Pair pair);
  }

  private void eachPair(TableRows table, GeneratedCells cells, BitSet wanted, Look look) {
    for (GeneratedCells.Pattern pattern : cells.patterns()) {
      List<String> first = pattern.row().values();
      List<String> second = pattern.again().values();
      pattern.generated().stream()
          .filter(wanted::get)
          .forEach(
              column -> {
                Pair pair = new Pair(first.get(column), second.get(column));
                if (!isToldByTheTwin(place(table, column), pair)) {
                  look.at(column, pair);
                }
              });
    }
  }

  /** What is known of all cells of a column. */
  private final class ColumnPairs {
    private final Map<String, Integer> counts = new HashMap<>();
    private boolean isSame = true;
    private boolean allExplained = true;
    private boolean hasAnyVersion;

    void look(Pair pair) {
      counts.merge(String.valueOf(pair.first()), 1, Integer::sum);
      counts.merge(String.valueOf(pair.second()), -1, Integer::sum);
      isSame = isSame && Objects.equals(pair.first(), pair.second());
      allExplained = allExplained && isExplained(pair);
      hasAnyVersion = hasAnyVersion || hasAnyVersion(pair);
    }

    /** Whether both builds have the same in it, in other rows. */
    boolean isReordered() {
      return !isSame && counts.values().stream().allMatch(count -> count == 0);
    }
  }

  /** What all builds agree on, and the twin as well, somebody wrote down. */
  private boolean isToldByTheTwin(ColumnOrDefinition place, Pair pair) {
    return pair.first() != null
        && (twin.isExplained(place, pair.first())
            || (pair.first().equals(pair.second())
                && twin.hasCompared(place.table())
                && !MomentText.isTimed(pair.first())
                && !moments.isWhole(place, pair.first(), pair.second())));
  }

  /** What another installation has otherwise. */
  TwinValues twin() {
    return twin;
  }

  /**
   * Takes note of a definition.
   *
   * @param first as one build has it
   * @param second as the other has it
   * @return whether uuids and moments are all that differs
   */
  boolean addDefinition(ColumnOrDefinition place, String first, String second) {
    Pair pair = new Pair(first, second);
    if (!isExplained(pair)) {
      return false;
    }
    addUuids(pair, false);
    definitions.add(place);
    return true;
  }

  /** Looks for texts that are made of others; to be called when all cells are noted. */
  void resolve() {
    EmbeddedTexts whole = new EmbeddedTexts(window);
    List<Map.Entry<ColumnOrDefinition, Pair>> shortestFirst = new ArrayList<>();
    unexplained.forEach(
        (place, texts) ->
            texts.forEach(
                (first, second) -> shortestFirst.add(Map.entry(place, new Pair(first, second)))));
    shortestFirst.sort(Comparator.comparingInt(cell -> cell.getValue().first().length()));
    for (Map.Entry<ColumnOrDefinition, Pair> cell : shortestFirst) {
      Pair pair = cell.getValue();
      List<String> parts = whole.in(pair.first(), pair.second());
      if (parts.isEmpty() || parts.contains(pair.first()) || !hasUuidsAlike(pair)) {
        if (ValueMapping.isTelling(pair.first())) {
          whole.add(pair.first(), pair.second());
        }
      } else {
        unexplained.get(cell.getKey()).remove(pair.first());
        held.computeIfAbsent(cell.getKey(), created -> new HashMap<>()).put(pair.first(), parts);
        moments.addWithin(cell.getKey(), pair.first());
        addUuids(pair, false);
      }
    }
  }

  /** The moments of the build. */
  GeneratedMoments moments() {
    return moments;
  }

  /** The version of a generated uuid of the first build; 0 if it is none. */
  int version(UuidText uuid) {
    return uuids.getOrDefault(uuid.value(), 0);
  }

  /** Whether a text differs between builds and no rule says why. */
  boolean isUnexplained(ColumnOrDefinition place, String text) {
    return unexplained.getOrDefault(place, Map.of()).containsKey(text);
  }

  /** What two builds have in a column; empty if nothing is known that differs in it. */
  Optional<ValueInBothBuilds> example(ColumnOrDefinition place) {
    return unexplained.getOrDefault(place, Map.of()).entrySet().stream()
        .map(texts -> new Pair(texts.getKey(), texts.getValue()))
        .findFirst()
        .or(() -> Optional.ofNullable(examples.get(place)))
        .map(
            pair ->
                new ValueInBothBuilds(
                    pair.first(),
                    pair.second(),
                    SecretPatterns.isIn(place.column(), pair.first()),
                    reordered.contains(place)));
  }

  /** The parts of a statement that are generated, in order; none where builds agree on it. */
  List<TextPart> definitionParts(ColumnOrDefinition place, String sql) {
    return definitions.contains(place) ? parts(sql, moments.within(sql)) : List.of();
  }

  private List<TextPart> parts(String text, List<MomentText> found) {
    List<TextPart> parts = new ArrayList<>();
    UuidText.in(text).stream()
        .filter(uuid -> version(uuid) > 0)
        .forEach(uuid -> parts.add(new TextPart.Uuid(uuid)));
    found.forEach(moment -> parts.add(new TextPart.Moment(moment)));
    parts.sort(Comparator.comparingInt(TextPart::from));
    return parts;
  }

  /** The parts of a text that are generated, in order. */
  List<TextPart> parts(ColumnOrDefinition place, String text) {
    List<TextPart> parts = parts(text, moments.in(place, text));
    int from = 0;
    for (String part : held.getOrDefault(place, Map.of()).getOrDefault(text, List.of())) {
      from = text.indexOf(part, from);
      parts.add(new TextPart.Value(part, from));
      from += part.length();
    }
    parts.sort(Comparator.comparingInt(TextPart::from));
    return parts;
  }

  /** Whether nothing differs between builds. */
  boolean isEmpty() {
    return uuids.isEmpty()
        && moments.isEmpty()
        && unexplained.isEmpty()
        && definitions.isEmpty()
        && twin.isEmpty();
  }

  private static ColumnOrDefinition place(TableRows table, int column) {
    return new ColumnOrDefinition(table.table(), table.columns().get(column));
  }

  private void add(ColumnOrDefinition place, Pair pair, ColumnPairs known) {
    if (pair.first() == null) {
      return;
    }
    if (moments.isWhole(place, pair.first(), pair.second())) {
      moments.addWhole(place, pair.first());
    } else if (isExplained(pair)
        && (known.allExplained || !isPlain(pair))
        && !isOwnDefault(place, pair)) {
      addUuids(pair, known.hasAnyVersion);
      moments.addWithin(place, pair.first());
      examples.putIfAbsent(place, pair);
    } else {
      unexplained
          .computeIfAbsent(place, created -> new LinkedHashMap<>())
          .put(pair.first(), String.valueOf(pair.second()));
    }
  }

  /**
   * @param isAny whether the digits of some in the column are random all over: those of the others
   *     look like a version by chance
   */
  private void addUuids(Pair pair, boolean isAny) {
    List<UuidText> ours = UuidText.in(pair.first());
    List<UuidText> theirs = UuidText.in(pair.second());
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      if (!ours.get(i).value().equals(theirs.get(i).value())) {
        uuids.put(
            ours.get(i).value(),
            isAny ? UuidText.ANY_VERSION : ours.get(i).versionWith(theirs.get(i)));
      }
    }
  }

  private static boolean hasAnyVersion(Pair pair) {
    if (pair.first() == null || pair.second() == null) {
      return false;
    }
    List<UuidText> ours = UuidText.in(pair.first());
    List<UuidText> theirs = UuidText.in(pair.second());
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      if (!ours.get(i).value().equals(theirs.get(i).value())
          && ours.get(i).versionWith(theirs.get(i)) == UuidText.ANY_VERSION) {
        return true;
      }
    }
    return false;
  }

  /** A text that the column's default writes, a moment say: nobody writes it better. */
  private boolean isOwnDefault(ColumnOrDefinition place, Pair pair) {
    return UuidText.in(pair.first()).isEmpty() && generators.random(place).isPresent();
  }

  /** Random digits can look like a uuid in one row, and do not in all. */
  private static boolean isPlain(Pair pair) {
    return UuidText.in(pair.first()).stream().anyMatch(UuidText::isPlain);
  }

  /** Whether two texts are the same but for moments of the builds, and for uuids. */
  private boolean isExplained(Pair pair) {
    if (pair.first() == null || pair.second() == null) {
      return false;
    }
    TextWithPlaceholders first = TextWithPlaceholders.of(pair.first(), window);
    TextWithPlaceholders second = TextWithPlaceholders.of(pair.second(), window);
    if (!first.isMarked() || !first.text().equals(second.text())) {
      return false;
    }
    return hasUuidsAlike(pair);
  }

  /** Whether what looks like a uuid is the same in both texts, or a uuid in both. */
  private static boolean hasUuidsAlike(Pair pair) {
    List<UuidText> ours = UuidText.in(pair.first());
    List<UuidText> theirs = UuidText.in(pair.second());
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      UuidText one = ours.get(i);
      UuidText other = theirs.get(i);
      boolean same = one.text().equals(other.text());
      // With hyphens, digits are a uuid's whatever its version.
      boolean alike =
          one.isPlain()
              ? VERSIONS.contains(one.version()) && one.version() == other.version()
              : !other.isPlain();
      if (!same && !alike) {
        return false;
      }
    }
    return true;
  }
}
