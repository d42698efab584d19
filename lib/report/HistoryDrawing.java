package report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws the rows of a history: each row its own small picture, so that text beside it may wrap. */
final class HistoryDrawing {
  private static final int HEIGHT = 32;
  private static final int MIDDLE = HEIGHT / 2;
  private static final double WIDEST = 144;
  private static final double LANE = 18;

  private final int lanes;
  private final double lane;

  /**
   * @param lanes how many there are; many stand closer together
   */
  HistoryDrawing(int lanes) {
    this.lanes = lanes;
    this.lane = Math.min(LANE, WIDEST / lanes);
  }

  /**
   * The picture beside a row.
   *
   * @param width in pixels
   * @param height in pixels
   * @param lines the lines in the words of an SVG path
   * @param dashes the lines that stand for rows that are folded away
   * @param x where the dot is
   * @param y where the dot is
   * @param tail the lines that go on below it, down to the next row, over a height of 1
   */
  record Picture(
      String width, int height, String lines, String dashes, String x, int y, String tail) {}

  /** A revision with its lines. */
  Picture of(HistoryLanes.Row row) {
    List<String> lines = new ArrayList<>();
    List<Integer> below = new ArrayList<>(row.through());
    row.through().forEach(passing -> lines.add(straight(passing, 0, HEIGHT)));
    if (row.fromAbove()) {
      lines.add(straight(row.lane(), 0, MIDDLE));
    }
    for (int target : row.down()) {
      lines.add(
          target == row.lane() ? straight(target, MIDDLE, HEIGHT) : curve(row.lane(), target));
      below.add(target);
    }
    return picture(lines, "", row.lane(), below);
  }

  /** Rows that are folded away and only carry their lines on. */
  Picture ofRun(HistoryLanes.Row row) {
    List<String> lines = new ArrayList<>();
    List<Integer> below = new ArrayList<>(row.through());
    row.through().forEach(passing -> lines.add(straight(passing, 0, HEIGHT)));
    below.add(row.lane());
    return picture(lines, straight(row.lane(), 0, HEIGHT), row.lane(), below);
  }

  /** Rows that are folded away, down to the end of the history. */
  Picture ofRest(HistoryLanes.Row first) {
    List<Integer> above = new ArrayList<>(first.through());
    if (first.fromAbove()) {
      above.add(first.lane());
    }
    String dashes =
        above.stream().map(passing -> straight(passing, 0, MIDDLE)).collect(Collectors.joining());
    return picture(List.of(), dashes, first.lane(), List.of());
  }

  private Picture picture(List<String> lines, String dashes, int dot, List<Integer> below) {
    String tail =
        below.stream()
            .distinct()
            .map(passing -> straight(passing, 0, 1))
            .collect(Collectors.joining());
    String width = pixels(lanes * lane + 2);
    return new Picture(width, HEIGHT, String.join("", lines), dashes, pixels(x(dot)), MIDDLE, tail);
  }

  private String straight(int lane, int from, int to) {
    return "M" + pixels(x(lane)) + " " + from + "V" + to;
  }

  private String curve(int from, int to) {
    String start = pixels(x(from));
    String end = pixels(x(to));
    int bend = (MIDDLE + HEIGHT) / 2;
    return "M%s %dC%s %d %s %d %s %d".formatted(start, MIDDLE, start, bend, end, bend, end, HEIGHT);
  }

  private double x(int lane) {
    return lane * this.lane + this.lane / 2 + 1;
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
