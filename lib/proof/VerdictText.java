package proof;

import console.Console;
import console.Style;
import java.util.ArrayList;
import java.util.List;

/** A verdict as lines for a person. */
public final class VerdictText {
  private final Verdict verdict;
  private final Style style;

  /**
   * @param style the colours to draw with
   */
  public VerdictText(Verdict verdict, Style style) {
    this.verdict = verdict;
    this.style = style;
  }

  /** The verdict and its reason, in one sentence. */
  public String headline() {
    String kind = style.bold(verdict.kind().name());
    return switch (verdict.kind()) {
      case IDENTICAL ->
          style.good(kind) + ": all definitions and rows compared are the same as they stand";
      case EQUIVALENT ->
          style.good(kind)
              + ": "
              + Console.counted(verdict.equivalences().size(), "definition")
              + (verdict.equivalences().size() == 1 ? " reads" : " read")
              + " differently and became the same when dumped and restored; all else is the same";
      case DIFFERENT ->
          style.bad(kind) + ": " + Console.counted(verdict.differences().size(), "difference");
    };
  }

  /** What was compared, what was left out, and every difference as a unified diff. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    verdict.differences().forEach(difference -> lines.addAll(diff(difference)));
    lines.add(compared());
    if (!verdict.equivalences().isEmpty()) {
      lines.add("became the same when dumped and restored:");
      verdict
          .equivalences()
          .forEach(
              equivalence ->
                  lines.add("  " + equivalence.object() + style.faint(round(equivalence.round()))));
    }
    if (!verdict.generated().isEmpty()) {
      lines.add("left out, since each build of the originals generates them anew:");
      verdict
          .generated()
          .forEach(
              cells ->
                  lines.add(
                      "  "
                          + cells.table()
                          + "."
                          + cells.column()
                          + style.faint(" in " + Console.counted(cells.cells(), "row"))));
    }
    lines.add("not compared:");
    verdict.notCompared().forEach(what -> lines.add("  " + what));
    return lines;
  }

  private String compared() {
    int objects = verdict.objects().stream().mapToInt(Verdict.ObjectCount::compared).sum();
    int same = verdict.objects().stream().mapToInt(Verdict.ObjectCount::same).sum();
    int rows = verdict.tables().stream().mapToInt(Verdict.TableCount::before).sum();
    return "compared "
        + Console.counted(objects, "definition")
        + ", "
        + same
        + " the same as they stand, and "
        + Console.counted(rows, "row")
        + " of "
        + Console.counted(verdict.tables().size(), "table");
  }

  private static String round(int round) {
    return round == 1 ? " after one restore" : " after " + round + " restores";
  }

  private List<String> diff(Verdict.Difference difference) {
    List<String> lines = new ArrayList<>();
    for (String line :
        TextDiff.unified(difference.subject(), difference.before(), difference.after())) {
      lines.add(coloured(line));
    }
    lines.add("");
    return lines;
  }

  private String coloured(String line) {
    if (line.startsWith("---") || line.startsWith("+++")) {
      return style.bold(line);
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> style.good(line);
      case '-' -> style.bad(line);
      case '@' -> style.place(line);
      default -> line;
    };
  }
}
