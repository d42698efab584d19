package proof;

import console.Console;
import console.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A verdict as lines for a person. */
public final class VerdictText {
  private static final int HEADER_LINES = 2;

  /** About two screens: who has to read more reads it in the report. */
  private static final int MOST_LINES = 100;

  /** Of one difference, so that one long one does not hide the others. */
  private static final int MOST_OF_ONE = 30;

  private static final int MOST_LISTED = 20;

  private final Verdict verdict;
  private final Style style;

  /**
   * A rendering of a verdict.
   *
   * @param style the colours to draw with
   */
  public VerdictText(Verdict verdict, Style style) {
    this.verdict = verdict;
    this.style = style;
  }

  /** The verdict and its reason, in one sentence. */
  public String headline() {
    String kind = style.bold(verdict.kind().name());
    boolean bad = verdict.kind() == Comparison.Kind.DIFFERENT;
    return (bad ? style.bad(kind) : style.good(kind)) + ": " + verdict.reason();
  }

  /** Each way with what it found, every difference as a unified diff, and what was left out. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    differences().forEach(difference -> lines.addAll(diff(difference)));
    listTheRest(lines, Integer.MAX_VALUE);
    return lines;
  }

  /**
   * The same for a screen: the first differences, the first of each list, and how many more there
   * are.
   *
   * @param rest where all of it is, to follow the number of those that are not shown
   */
  public List<String> brief(String rest) {
    List<String> lines = new ArrayList<>();
    Set<Comparison.Difference> all = differences();
    int shown = 0;
    for (Comparison.Difference difference : all) {
      List<String> diff = shortened(diff(difference));
      if (shown > 0 && lines.size() + diff.size() > MOST_LINES) {
        break;
      }
      lines.addAll(diff);
      shown++;
    }
    if (shown < all.size()) {
      lines.add(
          style.bold("and " + Console.counted(all.size() - shown, "more difference"))
              + ": "
              + rest);
      lines.add("");
    }
    listTheRest(lines, MOST_LISTED);
    return lines;
  }

  private static List<String> shortened(List<String> diff) {
    if (diff.size() <= MOST_OF_ONE + 1) {
      return diff;
    }
    List<String> first = new ArrayList<>(diff.subList(0, MOST_OF_ONE));
    first.add("... and " + Console.counted(diff.size() - 1 - MOST_OF_ONE, "more line") + " of it");
    first.add("");
    return first;
  }

  private Set<Comparison.Difference> differences() {
    Set<Comparison.Difference> differences = new LinkedHashSet<>();
    verdict.ways().forEach(way -> differences.addAll(way.comparison().differences()));
    return differences;
  }

  private void listTheRest(List<String> lines, int most) {
    verdict.ways().forEach(way -> lines.add(line(way)));
    listEquivalences(lines, most);
    listGenerated(lines, most);
    listControls(lines, most);
    listNotCompared(lines, most);
  }

  private String line(Verdict.Way way) {
    Comparison comparison = way.comparison();
    boolean bad = comparison.kind() == Comparison.Kind.DIFFERENT;
    String kind = comparison.kind().name();
    return (bad ? style.bad("✗ ") : style.good("✓ "))
        + style.bold(way.name())
        + " "
        + (bad ? style.bad(kind) : style.good(kind))
        + style.faint("  " + way.meaning() + ": " + compared(comparison));
  }

  private static String compared(Comparison comparison) {
    int objects = comparison.objects().stream().mapToInt(Comparison.Count::compared).sum();
    int facts = comparison.facts().stream().mapToInt(Comparison.Count::compared).sum();
    int rows = comparison.tables().stream().mapToInt(Comparison.TableCount::before).sum();
    return String.join(
        ", ",
        Console.counted(objects, "definition"),
        Console.counted(facts, "catalog fact"),
        Console.counted(rows, "row")
            + " of "
            + Console.counted(comparison.tables().size(), "table"));
  }

  private void listEquivalences(List<String> lines, int most) {
    Set<String> names = new LinkedHashSet<>();
    for (Verdict.Way way : verdict.ways()) {
      for (Comparison.Equivalence equivalence : way.comparison().equivalences()) {
        names.add("  " + equivalence.object() + style.faint(round(equivalence.round())));
      }
    }
    list(lines, "read differently, and became the same when dumped and restored:", names, most);
  }

  private void listGenerated(List<String> lines, int most) {
    Map<String, Integer> cellsOf = new LinkedHashMap<>();
    for (Verdict.Way way : verdict.ways()) {
      for (Comparison.GeneratedColumn cells : way.comparison().generated()) {
        cellsOf.merge(cells.table() + "." + cells.column(), cells.cells(), Math::max);
      }
    }
    Set<String> names = new LinkedHashSet<>();
    cellsOf.forEach(
        (column, cells) ->
            names.add("  " + column + style.faint(" in " + Console.counted(cells, "row"))));
    list(lines, "generated anew by each build, compared but for their values:", names, most);
  }

  private void listControls(List<String> lines, int most) {
    Set<String> names = new LinkedHashSet<>();
    List<Verdict.Control> failedFirst =
        verdict.controls().stream().sorted(Comparator.comparing(Verdict.Control::passed)).toList();
    for (Verdict.Control control : failedFirst) {
      names.add((control.passed() ? style.good("  ✓ ") : style.bad("  ✗ ")) + control.name());
    }
    list(lines, "controls:", names, most);
  }

  private void listNotCompared(List<String> lines, int most) {
    Set<String> sentences = new LinkedHashSet<>();
    verdict.notCompared().forEach(what -> sentences.add("  " + what));
    for (Verdict.Way way : verdict.ways()) {
      way.comparison()
          .notCompared()
          .forEach(what -> sentences.add("  " + way.name() + ": " + what));
    }
    list(lines, "not compared:", sentences, most);
  }

  private static void list(List<String> lines, String title, Set<String> items, int most) {
    if (!items.isEmpty()) {
      lines.add(title);
      items.stream().limit(most).forEach(lines::add);
    }
    if (items.size() > most) {
      lines.add("  and " + (items.size() - most) + " more");
    }
  }

  private static String round(int round) {
    return round == 1 ? " after one restore" : " after " + round + " restores";
  }

  private List<String> diff(Comparison.Difference difference) {
    List<String> lines = new ArrayList<>();
    List<String> unified =
        TextDiff.unified(difference.subject(), difference.before(), difference.after());
    for (int i = 0; i < unified.size(); i++) {
      lines.add(i < HEADER_LINES ? style.bold(unified.get(i)) : coloured(unified.get(i)));
    }
    lines.add("");
    return lines;
  }

  private String coloured(String line) {
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> style.good(line);
      case '-' -> style.bad(line);
      case '@' -> style.place(line);
      default -> line;
    };
  }
}
