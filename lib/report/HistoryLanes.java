package report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places the revisions of a history on lanes, newest at the top, one row each. A branch stays
 * together: it is followed down to where it joins another before the next one begins.
 */
final class HistoryLanes {
  private final Map<String, History.Revision> byId = new LinkedHashMap<>();

  /** What each lane leads down to; an empty text where it is free. */
  private final List<String> lanes = new ArrayList<>();

  private final List<Row> rows = new ArrayList<>();

  private HistoryLanes(History history) {
    history.revisions().forEach(revision -> byId.putIfAbsent(revision.id(), revision));
  }

  /**
   * A revision and the lines around it.
   *
   * @param revision the revision
   * @param lane its lane, from 0
   * @param fromAbove whether a line comes down to it
   * @param through the lanes that pass it by
   * @param down the lanes to which lines go down from it
   */
  record Row(
      History.Revision revision,
      int lane,
      boolean fromAbove,
      List<Integer> through,
      List<Integer> down) {

    /** Whether its line comes straight down and goes on so. */
    boolean isStraight() {
      return fromAbove && down.equals(List.of(lane));
    }

    /** Whether the other row only carries this one's lines on. */
    boolean continues(Row above) {
      return isStraight()
          && lane == above.lane
          && through.equals(above.through)
          && revision.role() == above.revision.role();
    }
  }

  /** The rows of a history from the top. */
  static List<Row> of(History history) {
    HistoryLanes placed = new HistoryLanes(history);
    placed.sorted().forEach(placed::place);
    return placed.rows;
  }

  /** How many lanes some rows need. */
  static int width(List<Row> rows) {
    int width = 1;
    for (Row row : rows) {
      width = Math.max(width, row.lane() + 1);
      for (int lane : row.through()) {
        width = Math.max(width, lane + 1);
      }
      for (int lane : row.down()) {
        width = Math.max(width, lane + 1);
      }
    }
    return width;
  }

  private List<History.Revision> sorted() {
    Map<String, Integer> children = new HashMap<>();
    byId.values().forEach(r -> parents(r).forEach(p -> children.merge(p, 1, Integer::sum)));
    Deque<String> ready = new ArrayDeque<>();
    byId.keySet().stream().filter(id -> !children.containsKey(id)).forEach(ready::addLast);
    Set<History.Revision> sorted = new LinkedHashSet<>();
    while (!ready.isEmpty()) {
      History.Revision next = byId.get(ready.removeFirst());
      sorted.add(next);
      List<String> parents = parents(next);
      for (int i = parents.size() - 1; i >= 0; i--) {
        if (children.merge(parents.get(i), -1, Integer::sum) == 0) {
          ready.addFirst(parents.get(i));
        }
      }
    }
    sorted.addAll(byId.values());
    return List.copyOf(sorted);
  }

  private List<String> parents(History.Revision revision) {
    return revision.downRevisions().stream().distinct().filter(byId::containsKey).toList();
  }

  private void place(History.Revision revision) {
    int own = lanes.indexOf(revision.id());
    boolean fromAbove = own >= 0;
    if (fromAbove) {
      lanes.set(own, "");
    } else {
      own = free();
    }
    List<Integer> through = new ArrayList<>();
    for (int lane = 0; lane < lanes.size(); lane++) {
      if (!lanes.get(lane).isEmpty()) {
        through.add(lane);
      }
    }
    List<Integer> down = new ArrayList<>();
    for (String parent : parents(revision)) {
      down.add(laneTo(parent, own));
    }
    rows.add(new Row(revision, own, fromAbove, List.copyOf(through), List.copyOf(down)));
  }

  /** The lane that leads to a revision already, else one's own while it is free, else another. */
  private int laneTo(String parent, int own) {
    int lane = lanes.indexOf(parent);
    if (lane < 0) {
      lane = lanes.get(own).isEmpty() ? own : free();
      lanes.set(lane, parent);
    }
    return lane;
  }

  private int free() {
    int lane = lanes.indexOf("");
    if (lane < 0) {
      lane = lanes.size();
      lanes.add("");
    }
    return lane;
  }
}
