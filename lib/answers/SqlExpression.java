package answers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a text can stand as one expression within a statement: what it opens it closes, and
 * nothing of it reaches what follows (PostgreSQL's manual, "Lexical Structure"). Whether its names
 * mean something, the server says.
 */
final class SqlExpression {
  /** What hides parentheses and semicolons; the last of each kind are those that never end. */
  private static final Pattern HIDING =
      Pattern.compile(
          "(?i)(?<![\\w$])e'(?:[^'\\\\]|\\\\.|'')*+'|(?<escape>(?<![\\w$])e')|'[^']*+'|\"[^\"]*+\""
              + "|(?<![\\w$])\\$(?<tag>\\w*)\\$.*?\\$\\k<tag>\\$|/\\*.*?\\*/|--[^\\n]*+\\n"
              + "|(?<open>'|\"|/\\*|--|(?<![\\w$])\\$\\w*\\$)",
          Pattern.DOTALL);

  private SqlExpression() {}

  /** Why a text is no expression, in a few words; empty if it may be one. */
  static Optional<String> problem(String text) {
    Matcher hiding = HIDING.matcher(text);
    StringBuilder shown = new StringBuilder();
    while (hiding.find()) {
      Optional<String> open =
          Optional.ofNullable(hiding.group("open"))
              .or(() -> Optional.ofNullable(hiding.group("escape")).map(quote -> "'"));
      if (open.isPresent()) {
        return Optional.of("nothing ends the " + open.get() + " in it");
      }
      hiding.appendReplacement(shown, " ");
    }
    hiding.appendTail(shown);
    int depth = 0;
    for (char c : shown.toString().toCharArray()) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) {
        return Optional.of("it closes a parenthesis that it does not open");
      }
      if (c == ';') {
        return Optional.of("it ends a statement");
      }
    }
    return depth > 0
        ? Optional.of("it opens a parenthesis that it does not close")
        : Optional.empty();
  }
}
