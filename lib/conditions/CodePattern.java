package conditions;

import conditions.PlaceCondition.Kind;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What code asks for that reads so.
 *
 * @param kind what it asks for
 * @param told where the code says which one
 * @param by what is asked, where the kind does not say it: words, or {@value #SEEN}
 * @param pattern how the code reads
 */
record CodePattern(Kind kind, Told told, String by, Pattern pattern) {
  /** Group 1 of the pattern. */
  static final String SEEN = "1";

  /** Where code says what it asks about. */
  enum Told {
    /** Nowhere: there is one such thing. */
    NOT,
    /** In group 1 of the pattern, else in all of it. */
    ITSELF,
    /** In the first argument, the key, or what is looked for. */
    KEY,
    /** In all arguments. */
    ARGUMENTS,
    /** In what it is compared with. */
    COMPARED,
    /** In the path that is its argument, or that it is a method of. */
    PATH
  }

  /**
   * Reads rules.
   *
   * @param table one a line: kind, where it is told, by what ({@code -} for nothing) and pattern,
   *     with two blanks or more between them; a line that starts with blanks goes on with the
   *     pattern of the one before
   * @param whole makes the regular expression of a pattern
   */
  static List<CodePattern> table(String table, UnaryOperator<String> whole) {
    return table
        .replaceAll("\n +", "")
        .lines()
        .map(line -> line.split(" {2,}", 4))
        .map(
            part ->
                new CodePattern(
                    Kind.valueOf(part[0]),
                    Told.valueOf(part[1]),
                    part[2].equals("-") ? "" : part[2],
                    Pattern.compile(whole.apply(part[3]))))
        .toList();
  }
}
