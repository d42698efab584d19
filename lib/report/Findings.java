package report;

import console.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import proof.Comparison;
import proof.Verdict;

/** What the ways to the database found, as a page lists it: each thing once, with its ways. */
final class Findings {
  private static final int OPEN_AT_ONCE = 3;
  private static final int ALL_IN_SIGHT = 12;
  private static final int MOST_TABLES_OPEN = 40;

  private final Verdict verdict;

  Findings(Verdict verdict) {
    this.verdict = verdict;
  }

  /** A way, with numbers as they are shown. */
  record WayRow(
      String name,
      String meaning,
      String verdict,
      String style,
      String definitions,
      String facts,
      String rows,
      String equivalences,
      String differences) {}

  /** Counts that some ways share. */
  record Counts(
      String names,
      String total,
      boolean open,
      List<CountRow> objects,
      List<CountRow> facts,
      List<TableRow> tables) {}

  /** How many of a kind, and in words how many are not the same. */
  record CountRow(String kind, String compared, String same, boolean all) {}

  /** The rows of a table. */
  record TableRow(String table, String before, String after, boolean same) {}

  /** Things of one kind; many are folded. */
  record Group<T>(String kind, String count, boolean fold, List<T> items) {}

  /** An equivalence with both texts in pieces. */
  record EquivalenceView(
      String name,
      String note,
      boolean open,
      List<WordMarks.Piece> before,
      List<WordMarks.Piece> after) {}

  /** A difference as lines. */
  record DifferenceView(
      String name,
      String presence,
      String style,
      String foundBy,
      boolean open,
      List<DiffLines.Line> lines,
      String left) {}

  /** A place of generated values. */
  record GeneratedRow(String table, String column, String rows, String foundBy) {}

  /** A control, and in a word what became of it. */
  record ControlRow(String name, boolean passed) {}

  List<WayRow> ways() {
    return verdict.ways().stream().map(Findings::way).toList();
  }

  private static WayRow way(Verdict.Way way) {
    Comparison found = way.comparison();
    return new WayRow(
        way.name(),
        way.meaning(),
        HumanNumbers.kind(found.kind()),
        style(found.kind()),
        HumanNumbers.number(HumanNumbers.total(found.objects())),
        HumanNumbers.number(HumanNumbers.total(found.facts())),
        HumanNumbers.number(HumanNumbers.rows(found)),
        HumanNumbers.number(found.equivalences().size()),
        HumanNumbers.number(found.differences().size()));
  }

  static String style(Comparison.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Counts, once for all ways that have the same. */
  List<Counts> counts() {
    record Key(
        List<Comparison.Count> objects,
        List<Comparison.Count> facts,
        List<Comparison.TableCount> tables) {}
    Map<Key, List<Verdict.Way>> alike = new LinkedHashMap<>();
    for (Verdict.Way way : verdict.ways()) {
      Comparison found = way.comparison();
      alike
          .computeIfAbsent(
              new Key(found.objects(), found.facts(), found.tables()), key -> new ArrayList<>())
          .add(way);
    }
    List<Counts> counts = new ArrayList<>();
    alike.values().forEach(ways -> counts.add(counts(ways, counts.isEmpty())));
    return counts;
  }

  private Counts counts(List<Verdict.Way> ways, boolean open) {
    Comparison found = ways.get(0).comparison();
    List<String> names = ways.stream().map(Verdict.Way::name).toList();
    List<TableRow> tables =
        found.tables().stream()
            .map(
                count ->
                    new TableRow(
                        count.table(),
                        HumanNumbers.number(count.before()),
                        HumanNumbers.number(count.after()),
                        count.before() == count.after()))
            .toList();
    return new Counts(
        new FoundInWays<>(found, names).shown(verdict),
        HumanNumbers.compared(found),
        open && tables.size() <= MOST_TABLES_OPEN,
        found.objects().stream().map(Findings::count).toList(),
        found.facts().stream().map(Findings::count).toList(),
        tables);
  }

  private static CountRow count(Comparison.Count count) {
    boolean all = count.compared() == count.same();
    return new CountRow(
        count.kind(),
        HumanNumbers.number(count.compared()),
        HumanNumbers.number(count.same()),
        all);
  }

  /** Equivalences by kind of object. */
  List<Group<EquivalenceView>> equivalences() {
    List<FoundInWays<Comparison.Equivalence>> all =
        FoundInWays.across(verdict, Comparison::equivalences);
    Map<String, List<EquivalenceView>> byKind = new TreeMap<>();
    for (FoundInWays<Comparison.Equivalence> found : all) {
      Comparison.Equivalence what = found.what();
      WordMarks marks = WordMarks.between(what.before().strip(), what.after().strip());
      String note = HumanNumbers.round(what.round()) + " · " + found.shown(verdict);
      byKind
          .computeIfAbsent(FoundInWays.kindOf(what.object()), kind -> new ArrayList<>())
          .add(
              new EquivalenceView(
                  what.object(), note, all.size() <= OPEN_AT_ONCE, marks.before(), marks.after()));
    }
    return grouped(byKind, all.size());
  }

  /** Differences by kind of object. */
  List<Group<DifferenceView>> differences() {
    List<FoundInWays<Comparison.Difference>> all =
        FoundInWays.across(verdict, Comparison::differences);
    Map<String, List<DifferenceView>> byKind = new TreeMap<>();
    for (FoundInWays<Comparison.Difference> found : all) {
      byKind
          .computeIfAbsent(FoundInWays.kindOf(found.what().subject()), kind -> new ArrayList<>())
          .add(difference(found, all.size() <= OPEN_AT_ONCE));
    }
    return grouped(byKind, all.size());
  }

  private DifferenceView difference(FoundInWays<Comparison.Difference> found, boolean open) {
    DiffLines diff = DiffLines.of(found.what());
    String presence = FoundInWays.presence(found.what());
    return new DifferenceView(
        found.what().subject(),
        presence,
        presence.replace(' ', '-'),
        found.shown(verdict),
        open,
        diff.lines(),
        diff.left() == 0 ? "" : Console.counted(diff.left(), "more line"));
  }

  private static <T> List<Group<T>> grouped(Map<String, List<T>> byKind, int all) {
    return byKind.entrySet().stream()
        .map(
            kind ->
                new Group<>(
                    kind.getKey(),
                    HumanNumbers.number(kind.getValue().size()),
                    all > ALL_IN_SIGHT && kind.getValue().size() > OPEN_AT_ONCE,
                    kind.getValue()))
        .toList();
  }

  List<GeneratedRow> generated() {
    return FoundInWays.across(verdict, Comparison::generated).stream()
        .map(
            found ->
                new GeneratedRow(
                    found.what().table(),
                    found.what().column(),
                    HumanNumbers.number(found.what().cells()),
                    found.shown(verdict)))
        .toList();
  }

  List<ControlRow> controls() {
    return verdict.controls().stream()
        .map(control -> new ControlRow(control.name(), control.passed()))
        .toList();
  }

  /** What nothing is said about, with the ways that it holds for. */
  List<String> notCompared() {
    List<String> sentences = new ArrayList<>(verdict.notCompared());
    for (FoundInWays<String> found : FoundInWays.across(verdict, Comparison::notCompared)) {
      sentences.add(found.shown(verdict) + ": " + found.what());
    }
    return sentences;
  }
}
