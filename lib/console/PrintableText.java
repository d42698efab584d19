package console;

import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * Text from a database made fit to be shown: what has no shape of its own, or would change how the
 * text around it is shown, stands as its name. Tabs and line ends stay.
 */
public final class PrintableText {
  private PrintableText() {}

  /** Control characters, invisible ones and direction marks as {@code ⟨U+202E⟩}. */
  public static String text(String raw) {
    return raw.codePoints().allMatch(PrintableText::isPlain)
        ? raw
        : raw.codePoints().mapToObj(PrintableText::shown).collect(Collectors.joining());
  }

  /**
   * The start of a text on one line, in single quotes.
   *
   * @param most how many characters are shown
   */
  public static String quoted(String raw, int most) {
    boolean isLong = raw.codePointCount(0, raw.length()) > most;
    String start = isLong ? raw.substring(0, raw.offsetByCodePoints(0, most)) : raw;
    return "'" + onOneLine(start) + (isLong ? "..." : "") + "'";
  }

  /** As {@link #text}, with tabs and line ends as their names, too. */
  public static String onOneLine(String raw) {
    return text(raw).replace("\n", shown('\n', false)).replace("\t", shown('\t', false));
  }

  /**
   * The same of a text that {@link Style} has drawn: its own escape codes stay, which colour and
   * nothing else.
   */
  static String drawn(String raw) {
    if (raw.codePoints().allMatch(PrintableText::isPlain)) {
      return raw;
    }
    StringBuilder shown = new StringBuilder();
    Matcher code = Style.CODE.matcher(raw);
    int end = 0;
    while (code.find()) {
      shown.append(text(raw.substring(end, code.start()))).append(code.group());
      end = code.end();
    }
    return shown.append(text(raw.substring(end))).toString();
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
    return shown(point, isPlain(point));
  }

  private static String shown(int point, boolean isPlain) {
    return isPlain ? Character.toString(point) : String.format("⟨U+%04X⟩", point);
  }
}
