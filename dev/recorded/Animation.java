package recorded;

import java.util.List;
import java.util.Locale;

/**
 * A screen's lines as an SVG that plays: each appears when it was written for the last time, and
 * the older ones move up. It follows the light or dark theme of its reader, and ends with the last
 * lines; who wants no motion sees those alone.
 */
public final class Animation {
  private static final int ROWS = 26;
  private static final double LETTER = 8.4;
  private static final int ROW = 18;
  private static final int MARGIN = 14;

  /** Nobody waits longer than this for the next line, in seconds. */
  private static final double LONGEST = 0.6;

  private static final double SHORTEST = 0.02;

  private static final String STYLE =
      """
      text { font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
        white-space: pre; fill: #1f2328; }
      .ground { fill: #f6f8fa; stroke: #d1d9e0; }
      .s1 { font-weight: 700; } .s2 { fill: #59636e; } .s31 { fill: #b3261e; }
      .s32 { fill: #116329; } .s33 { fill: #7a4b00; } .s34 { fill: #0550ae; }
      .s35 { fill: #6639ba; } .s36 { fill: #0b5f6a; }
      @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3; } .ground { fill: #0d1117; stroke: #3d444d; }
        .s2 { fill: #9198a1; } .s31 { fill: #ff8a80; } .s32 { fill: #56d364; }
        .s33 { fill: #e3b341; } .s34 { fill: #79c0ff; } .s35 { fill: #d2a8ff; }
        .s36 { fill: #76e3ea; }
      }
      .line { visibility: hidden; animation: appear 0s forwards; }
      @keyframes appear { to { visibility: visible; } }
      @media (prefers-reduced-motion: reduce) {
        .line { animation: none; visibility: visible; }
        .lines { animation: none; transform: translateY(%1$dpx); }
      }
      .lines { animation: up %2$.2fs step-end forwards; }
      """;

  private final List<Screen.Line> lines;
  private final int columns;
  private final String title;

  /**
   * @param title what one reads who cannot see it
   */
  public Animation(Screen screen, int columns, String title) {
    List<Screen.Line> all = screen.lines();
    int end = all.size();
    while (end > 0 && all.get(end - 1).cells().isEmpty()) {
      end--;
    }
    this.lines = all.subList(0, end);
    this.columns = columns;
    this.title = title;
  }

  /** The file's text. */
  public String svg() {
    double[] moments = moments();
    double whole = lines.isEmpty() ? 1 : moments[lines.size() - 1] + 1;
    int up = -ROW * Math.max(0, lines.size() - ROWS);
    int width = (int) Math.ceil(columns * LETTER) + 2 * MARGIN;
    int height = ROWS * ROW + 2 * MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img">
        <title>%s</title>
        <style>
        %s%s</style>
        <clipPath id="screen"><rect x="0" y="%d" width="%d" height="%d"/></clipPath>
        <rect class="ground" x="0.5" y="0.5" width="%d" height="%d" rx="8"/>
        <g clip-path="url(#screen)"><g class="lines">
        """
            .formatted(
                width,
                height,
                width,
                height,
                escaped(title),
                STYLE.formatted(up, whole).indent(0),
                steps(moments, whole),
                MARGIN - 2,
                width,
                ROWS * ROW + 4,
                width - 1,
                height - 1));
    for (int i = 0; i < lines.size(); i++) {
      line(svg, i, moments[i]);
    }
    return svg.append("</g></g>\n</svg>\n").toString();
  }

  /** When each line appears, in the order in which they stand. */
  private double[] moments() {
    double[] moments = new double[lines.size()];
    double shown = 0;
    double written = 0;
    for (int i = 0; i < moments.length; i++) {
      double next = Math.max(written, lines.get(i).changed());
      shown += Math.min(LONGEST, Math.max(SHORTEST, next - written));
      written = next;
      moments[i] = shown;
    }
    return moments;
  }

  private String steps(double[] moments, double whole) {
    StringBuilder steps = new StringBuilder("@keyframes up {\n");
    steps.append("0% { transform: translateY(0); }\n");
    for (int i = ROWS; i < moments.length; i++) {
      steps.append(
          String.format(
              Locale.ROOT,
              "%.3f%% { transform: translateY(%dpx); }%n",
              100 * moments[i] / whole,
              -ROW * (i - ROWS + 1)));
    }
    int last = -ROW * Math.max(0, moments.length - ROWS);
    return steps.append("100% { transform: translateY(" + last + "px); }\n}\n").toString();
  }

  private void line(StringBuilder svg, int row, double moment) {
    List<Screen.Cell> cells = lines.get(row).cells();
    if (cells.isEmpty()) {
      return;
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"line\" x=\"%d\" y=\"%d\" style=\"animation-delay:%.2fs\">",
            MARGIN,
            MARGIN + ROW * (row + 1) - 5,
            moment));
    for (int from = 0; from < cells.size(); ) {
      String style = cells.get(from).style();
      StringBuilder text = new StringBuilder();
      int to = from;
      while (to < cells.size() && cells.get(to).style().equals(style)) {
        text.append(cells.get(to++).letter());
      }
      String shown = escaped(text.toString());
      svg.append(
          style.equals("0") ? shown : "<tspan class=\"s" + style + "\">" + shown + "</tspan>");
      from = to;
    }
    svg.append("</text>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
