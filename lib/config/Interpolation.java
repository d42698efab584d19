package config;

import console.Failure;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code %(name)s} and {@code %%} as Python's {@code configparser.BasicInterpolation}
 * does.
 */
final class Interpolation {
  private static final int MAX_DEPTH = 10;
  private static final Pattern REFERENCE = Pattern.compile("%\\((?<name>[^)]+)\\)s");

  private final String file;
  private final String section;
  private final String option;
  private final Map<String, String> values;

  /**
   * @param file the file, for failures
   * @param section the section, for failures
   * @param option the option whose value is read, for failures
   * @param values what names stand for, in lower case
   */
  Interpolation(String file, String section, String option, Map<String, String> values) {
    this.file = file;
    this.section = section;
    this.option = option;
    this.values = values;
  }

  /**
   * The text with everything replaced.
   *
   * @throws Failure if a {@code %} is followed by something else, names what is not there, or names
   *     itself
   */
  String apply(String text) {
    StringBuilder result = new StringBuilder();
    append(result, text, 1);
    return result.toString();
  }

  private void append(StringBuilder result, String text, int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("it refers to itself, or through more than " + MAX_DEPTH + " others");
    }
    Matcher reference = REFERENCE.matcher(text);
    int from = 0;
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', from)) {
      result.append(text, from, at);
      if (text.startsWith("%%", at)) {
        result.append('%');
        from = at + 2;
      } else if (reference.find(at) && reference.start() == at) {
        String value = values.get(reference.group("name").toLowerCase(Locale.ROOT));
        if (value == null) {
          throw wrong("it refers to " + reference.group() + ", which is not set");
        }
        from = reference.end();
        if (value.contains("%")) {
          append(result, value, depth + 1);
        } else {
          result.append(value);
        }
      } else {
        throw wrong(
            "'%' must be followed by '%' or by '(name)s'; found '" + text.substring(at) + "'");
      }
    }
    result.append(text, from, text.length());
  }

  private Failure wrong(String what) {
    return new Failure(
        file + ": '" + option + "' in [" + section + "] cannot be read: " + what,
        "Correct it; Alembic cannot read it either.");
  }
}
