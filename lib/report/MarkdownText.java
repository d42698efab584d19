package report;

import console.PrintableText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any text made fit for GitHub's Markdown. */
final class MarkdownText {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~&$]");
  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final int SHORTEST_FENCE = 3;

  private MarkdownText() {}

  /** As words within a line, in which nothing means anything. */
  static String plain(String text) {
    return quiet(SPECIAL.matcher(line(text)).replaceAll("\\\\$0").replace("\\<", "&lt;"));
  }

  /** As code within a line. */
  static String code(String text) {
    String line = line(text);
    if (line.isBlank()) {
      return "";
    }
    String fence = "`".repeat(longest(line) + 1);
    String space = line.startsWith("`") || line.endsWith("`") ? " " : "";
    return fence + space + line + space + fence;
  }

  /** As words inside of HTML, where Markdown means nothing. */
  static String html(String text) {
    return quiet(line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  /** GitHub tells people of {@code @name} and links {@code #1}, escaped or not. */
  private static String quiet(String text) {
    return text.replaceAll("[@#](?=\\w)", "$0<!-- -->");
  }

  /** As a block of code that nothing in it can end. */
  static String block(String language, String text) {
    String fence = "`".repeat(Math.max(SHORTEST_FENCE, longest(text) + 1));
    return fence + language + "\n" + PrintableText.text(text).stripTrailing() + "\n" + fence + "\n";
  }

  private static String line(String text) {
    return PrintableText.text(text).replaceAll("\\s+", " ").strip();
  }

  private static int longest(String text) {
    Matcher matcher = BACKTICKS.matcher(text);
    int longest = 0;
    while (matcher.find()) {
      longest = Math.max(longest, matcher.end() - matcher.start());
    }
    return longest;
  }
}
