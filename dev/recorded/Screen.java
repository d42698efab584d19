package recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a terminal shows of the codes that the tool writes: text, line ends, colours, clearing a
 * line, and going up one. Lines that are full go on in the next one.
 */
public final class Screen {
  private static final char ESCAPE = '\u001b';
  private static final String NO_STYLE = "0";

  private final int columns;
  private final List<Line> lines = new ArrayList<>();
  private int row;
  private int column;
  private String style = NO_STYLE;

  /** A cell: a letter and the code of its style. */
  record Cell(String letter, String style) {}

  /** A line, with the moment of its last change in seconds. */
  static final class Line {
    private final List<Cell> cells = new ArrayList<>();
    private double changed;

    List<Cell> cells() {
      return cells;
    }

    double changed() {
      return changed;
    }
  }

  /**
   * @param columns its width
   */
  public Screen(int columns) {
    this.columns = columns;
    lines.add(new Line());
  }

  /** All lines, those above the visible ones too. */
  List<Line> lines() {
    return lines;
  }

  /**
   * Writes to it.
   *
   * @param moment when, in seconds since the start
   * @throws IllegalStateException if the text has a code that it does not know
   */
  public void write(double moment, String text) {
    for (int i = 0; i < text.length(); ) {
      int letter = text.codePointAt(i);
      if (letter == ESCAPE) {
        int end = i + 2;
        while (!Character.isLetter(text.charAt(end))) {
          end++;
        }
        code(text.charAt(end), text.substring(i + 2, end), moment);
        i = end + 1;
      } else {
        put(letter, moment);
        i += Character.charCount(letter);
      }
    }
  }

  private void code(char kind, String parameter, double moment) {
    switch (kind) {
      case 'm' -> style = Set.of("", NO_STYLE).contains(parameter) ? NO_STYLE : parameter;
      case 'K' -> {
        List<Cell> cells = lines.get(row).cells;
        cells.subList(Math.min(column, cells.size()), cells.size()).clear();
        lines.get(row).changed = moment;
      }
      case 'A' -> row = Math.max(0, row - 1);
      default -> throw new IllegalStateException("there is no code " + parameter + kind);
    }
  }

  private void put(int letter, double moment) {
    switch (letter) {
      case '\r' -> column = 0;
      case '\n' -> down();
      default -> {
        if (column == columns) {
          down();
          column = 0;
        }
        Line line = lines.get(row);
        while (line.cells.size() <= column) {
          line.cells.add(new Cell(" ", NO_STYLE));
        }
        line.cells.set(column, new Cell(Character.toString(letter), style));
        line.changed = moment;
        column++;
      }
    }
  }

  private void down() {
    row++;
    if (row == lines.size()) {
      lines.add(new Line());
    }
  }
}
