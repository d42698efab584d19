package report;

import java.util.stream.Collectors;

/**
 * Text from a database made fit to be shown: what has no shape of its own, or would change how the
 * text around it is shown, stands as its name. Tabs and line ends stay.
 */
final class Visible {
  private Visible() {}

  /** Control characters, invisible ones and direction marks as {@code ⟨U+202E⟩}. */
  static String text(String raw) {
    return raw.codePoints().allMatch(Visible::isPlain)
        ? raw
        : raw.codePoints().mapToObj(Visible::shown).collect(Collectors.joining());
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point == '\n' || point == '\t';
      case Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }

  private static String shown(int point) {
    return isPlain(point) ? Character.toString(point) : String.format("⟨U+%04X⟩", point);
  }
}
