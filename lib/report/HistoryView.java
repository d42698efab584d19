package report;

import console.Console;
import java.util.ArrayList;
import java.util.List;

/**
 * A drawn history. Long straight runs are folded, and so is a squashed rest that would still be too
 * long to look at.
 *
 * @param title {@code Before} or {@code After}
 * @param count how many revisions, in words
 * @param items from the top
 */
record HistoryView(String title, String count, List<Item> items) {
  private static final int SHORTEST_FOLDED = 8;
  private static final int MOST_ITEMS = 30;

  /**
   * A revision, or several that are folded away.
   *
   * @param folds whether it is several
   * @param id the revision's id
   * @param message its message, or what is folded
   * @param role {@code squashed}, {@code cut}, {@code baseline} or {@code kept}
   * @param comesAfter for a merge, the ids of what it comes after
   * @param picture what is drawn beside it
   * @param items what is folded
   */
  record Item(
      boolean folds,
      String id,
      String message,
      String role,
      String comesAfter,
      HistoryDrawing.Picture picture,
      List<Item> items) {}

  /** Draws a history. */
  static HistoryView of(String title, History history) {
    List<HistoryLanes.Row> rows = HistoryLanes.of(history);
    HistoryDrawing drawing = new HistoryDrawing(HistoryLanes.width(rows));
    int rest = startOfRest(rows);
    List<Item> items = new ArrayList<>(items(rows.subList(0, rest), drawing));
    List<HistoryLanes.Row> below = rows.subList(rest, rows.size());
    List<Item> folded = items(below, drawing);
    if (folded.size() > MOST_ITEMS) {
      String message = Console.counted(below.size(), "squashed revision") + " in branches";
      items.add(new Item(true, "", message, "squashed", "", drawing.ofRest(below.get(0)), folded));
    } else {
      items.addAll(folded);
    }
    return new HistoryView(title, Console.counted(rows.size(), "revision"), items);
  }

  /** Where only squashed revisions follow. */
  private static int startOfRest(List<HistoryLanes.Row> rows) {
    int start = rows.size();
    while (start > 0 && rows.get(start - 1).revision().role() == History.Role.SQUASHED) {
      start--;
    }
    return start;
  }

  private static List<Item> items(List<HistoryLanes.Row> rows, HistoryDrawing drawing) {
    List<Item> items = new ArrayList<>();
    int at = 0;
    while (at < rows.size()) {
      int end = endOfRun(rows, at);
      if (end - at >= SHORTEST_FOLDED) {
        items.add(run(rows.subList(at, end), drawing));
        at = end;
      } else {
        items.add(item(rows.get(at++), drawing));
      }
    }
    return items;
  }

  private static int endOfRun(List<HistoryLanes.Row> rows, int from) {
    int end = from + 1;
    if (rows.get(from).isStraight()) {
      while (end < rows.size() && rows.get(end).continues(rows.get(end - 1))) {
        end++;
      }
    }
    return end;
  }

  private static Item run(List<HistoryLanes.Row> rows, HistoryDrawing drawing) {
    History.Revision newest = rows.get(0).revision();
    String role = newest.role().word();
    String message = Console.counted(rows.size(), role + " revision");
    List<Item> folded = rows.stream().map(row -> item(row, drawing)).toList();
    return new Item(true, "", message, role, "", drawing.ofRun(rows.get(0)), folded);
  }

  private static Item item(HistoryLanes.Row row, HistoryDrawing drawing) {
    History.Revision revision = row.revision();
    List<String> parents = revision.downRevisions();
    return new Item(
        false,
        revision.id(),
        revision.message(),
        revision.role().word(),
        parents.size() > 1 ? String.join(", ", parents) : "",
        drawing.of(row),
        List.of());
  }
}
