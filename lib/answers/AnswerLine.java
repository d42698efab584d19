package answers;

import console.Failure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer as text, wherever one is given or written down: {@code COLUMN=ANSWER}. A name that has
 * an equals sign or starts with a quote is in double quotes, and quotes in it are doubled.
 *
 * @param name the column, definition or secret, as {@link Answers} has it
 * @param answer what was answered
 */
public record AnswerLine(String name, ValueAnswer answer) {
  private static final Pattern LINE =
      Pattern.compile(
          "(?:\"(?<quoted>(?:[^\"]|\"\")++)\"|(?<plain>[^\"=][^=]*))=(?<answer>.*)",
          Pattern.DOTALL);

  /** What {@link #parse} and {@link #told} read. */
  public String text() {
    return written(name) + "=" + answer.text();
  }

  /** A name as it stands in front of the equals sign. */
  static String written(String name) {
    boolean isPlain = !name.startsWith("\"") && name.indexOf('=') < 0;
    return isPlain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** Reads one; empty if a text is none, or answers a secret as a column or the reverse. */
  public static Optional<AnswerLine> parse(String text) {
    Matcher found = LINE.matcher(text);
    return found.matches()
        ? fitting(Answers.name(called(found)), found.group("answer"))
        : Optional.empty();
  }

  /**
   * Reads what somebody says.
   *
   * @throws Failure if it is none, saying which there are
   */
  public static AnswerLine told(String text) {
    Matcher found = LINE.matcher(text);
    if (!found.matches() || text.contains("\n") || text.contains("\r")) {
      throw Failure.usage(
          "--value '" + text + "' is not COLUMN=ANSWER on one line",
          "Say --value COLUMN= keep, null or sql:EXPRESSION.");
    }
    return told(called(found), found.group("answer"));
  }

  /**
   * Reads what somebody says about a column or a secret.
   *
   * @throws Failure if it is no answer, saying which there are
   */
  public static AnswerLine told(String called, String answer) {
    String name = Answers.name(called);
    ValueAnswer.parse(answer)
        .flatMap(parsed -> SqlExpression.problem(parsed.expression()))
        .ifPresent(
            why -> {
              throw Failure.usage(
                  "the value of " + name + " is '" + answer + "', which is no expression: " + why,
                  "Say --value " + written(name) + "=sql: and one whole expression of SQL.");
            });
    return fitting(name, answer).orElseThrow(() -> unfit(name, answer));
  }

  private static String called(Matcher found) {
    String quoted = found.group("quoted");
    return quoted == null ? found.group("plain") : quoted.replace("\"\"", "\"");
  }

  private static Optional<AnswerLine> fitting(String name, String text) {
    return ValueAnswer.parse(text)
        .filter(answer -> answer.kind().isOfSecrets() == Secret.named(name).isPresent())
        .filter(answer -> SqlExpression.problem(answer.expression()).isEmpty())
        .map(answer -> new AnswerLine(name, answer));
  }

  private static Failure unfit(String name, String answer) {
    return Failure.usage(
        "the value of " + name + " is '" + answer + "'",
        "Say --value "
            + written(name)
            + (Secret.named(name).isPresent()
                ? "= none or env:VARIABLE."
                : "= keep, null or sql:EXPRESSION."));
  }
}
