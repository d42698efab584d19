package answers;

import console.Failure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The answers about generated values among the settings of a squashplan, a column each. */
public final class ValueAnswers {
  private static final String VALUE = "value.";

  private ValueAnswers() {}

  /** The name of the setting that holds the answer for a column, as the user names it. */
  public static String setting(String column) {
    return VALUE + Secret.canonical(column);
  }

  /** Answers as settings. */
  public static Map<String, String> settings(Map<ColumnOrDefinition, ValueAnswer> answers) {
    Map<String, String> settings = new TreeMap<>();
    answers.forEach((place, answer) -> settings.put(setting(place.shown()), answer.text()));
    return settings;
  }

  /** The answers among settings. */
  public static Map<String, String> in(Map<String, String> settings) {
    Map<String, String> answers = new TreeMap<>(settings);
    answers.keySet().removeIf(name -> !isOne(name));
    return answers;
  }

  /** Whether the name of a setting is that of an answer. */
  public static boolean isOne(String name) {
    return name.startsWith(VALUE);
  }

  /** The answers among settings, by column, as {@link ColumnOrDefinition#shown} has it. */
  public static Map<String, ValueAnswer> byColumn(Map<String, String> settings) {
    Map<String, ValueAnswer> answers = new TreeMap<>();
    in(settings)
        .forEach(
            (name, text) -> {
              String column = Secret.canonical(name.substring(VALUE.length()));
              answers.put(column, parse(column, text));
            });
    return answers;
  }

  /** The environment variables that hold secrets. */
  public static List<String> variables(Map<String, String> settings) {
    return byColumn(settings).values().stream()
        .filter(answer -> answer.kind() == ValueAnswer.Kind.ENV)
        .map(ValueAnswer::expression)
        .toList();
  }

  /**
   * Reads an answer for a column, or for a secret.
   *
   * @throws Failure where it is none
   */
  public static ValueAnswer parse(String place, String text) {
    boolean isSecret = Secret.named(place).isPresent();
    return ValueAnswer.parse(text)
        .filter(answer -> answer.kind().isOfSecrets() == isSecret)
        .orElseThrow(
            () ->
                Failure.usage(
                    "the value of " + place + " is '" + text + "'",
                    "Say --value "
                        + place
                        + (isSecret
                            ? "= none or env:VARIABLE."
                            : "= keep, null or sql:EXPRESSION.")));
  }
}
