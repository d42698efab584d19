package statements;

import console.PrintableText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What later phases and later squashes read in the comment at the top of a baseline's file: each
 * fact has a line {@code KEY:TEXT} of its own there, among sentences for a person.
 */
public enum HeaderLine {
  /** The revision at which the baseline was taken. */
  CUT,
  /** An answer, as {@link answers.AnswerLine} writes it. */
  VALUE,
  /** Why the way back does not lead to what was there before. */
  OBSTACLE;

  private final String key = name().toLowerCase(Locale.ROOT) + ":";
  private final Pattern line = Pattern.compile("--\\s*" + key + "(.*)", Pattern.DOTALL);

  /** The line for a heading. */
  public String line(String text) {
    return "  " + key + text;
  }

  /** A line of a heading as it is written: what later phases read as it is, others for a person. */
  static String shown(String text) {
    String line = text.replaceAll("[\r\n]+", " ");
    boolean isRead = Stream.of(values()).anyMatch(fact -> line.startsWith("  " + fact.key));
    return isRead ? line : PrintableText.text(line);
  }

  /** The texts that a heading has for it. */
  List<String> in(Stream<String> heading) {
    return heading
        .map(line::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .toList();
  }
}
