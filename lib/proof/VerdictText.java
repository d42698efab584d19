package proof;

import console.Console;
import console.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A verdict as lines for a person. */
public final class VerdictText {
  private static final int HEADER_LINES = 2;

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
    Set<Comparison.Difference> shown = new LinkedHashSet<>();
    for (Verdict.Way way : verdict.ways()) {
      for (Comparison.Difference difference : way.comparison().differences()) {
        if (shown.add(difference)) {
          lines.addAll(diff(difference));
        }
      }
    }
    verdict.ways().forEach(way -> lines.add(line(way)));
    listEquivalences(lines);
    listGenerated(lines);
    listControls(lines);
    listNotCompared(lines);
    return lines;
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

  private void listEquivalences(List<String> lines) {
    Set<String> names = new LinkedHashSet<>();
    for (Verdict.Way way : verdict.ways()) {
      for (Comparison.Equivalence equivalence : way.comparison().equivalences()) {
        names.add("  " + equivalence.object() + style.faint(round(equivalence.round())));
      }
    }
    list(lines, "read differently, and became the same when dumped and restored:", names);
  }

  private void listGenerated(List<String> lines) {
    Map<String, Integer> most = new LinkedHashMap<>();
    for (Verdict.Way way : verdict.ways()) {
      for (Comparison.GeneratedColumn cells : way.comparison().generated()) {
        most.merge(cells.table() + "." + cells.column(), cells.cells(), Math::max);
      }
    }
    Set<String> names = new LinkedHashSet<>();
    most.forEach(
        (column, cells) ->
            names.add("  " + column + style.faint(" in " + Console.counted(cells, "row"))));
    list(lines, "generated anew by each build, compared but for their values:", names);
  }

  private void listControls(List<String> lines) {
    Set<String> names = new LinkedHashSet<>();
    for (Verdict.Control control : verdict.controls()) {
      names.add((control.passed() ? style.good("  ✓ ") : style.bad("  ✗ ")) + control.name());
    }
    list(lines, "controls:", names);
  }

  private void listNotCompared(List<String> lines) {
    Set<String> sentences = new LinkedHashSet<>();
    verdict.notCompared().forEach(what -> sentences.add("  " + what));
    for (Verdict.Way way : verdict.ways()) {
      way.comparison()
          .notCompared()
          .forEach(what -> sentences.add("  " + way.name() + ": " + what));
    }
    list(lines, "not compared:", sentences);
  }

  private static void list(List<String> lines, String title, Set<String> items) {
    if (!items.isEmpty()) {
      lines.add(title);
      lines.addAll(items);
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
