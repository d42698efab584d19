package preexisting;

import catalog.Relation;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postgres.Sql;

/**
 * What {@code ADD COLUMN ... DEFAULT} has to say for rows that are there to get what the migrations
 * gave them, in installations that have other rows than ours. A default that is set afterwards
 * leaves NULL in them.
 */
final class ColumnFill {
  /** A literal, a number or a word of SQL's, with casts that do not change what it says. */
  private static final Pattern CONSTANT =
      Pattern.compile(
          "(?<open>\\(?)(?:'(?<text>(?:[^']|'')*)'|(?<word>-?[0-9.]+|true|false))\\)?"
              + "(?:::[\\w .\"\\[\\](),]+)?");

  private ColumnFill() {}

  /**
   * The expression that fills a new column; none if rows have NULL in it at first.
   *
   * @param column as it is at the cut
   * @param isApart whether its default needs what is made later, a sequence of its own
   */
  static Optional<String> of(Relation.Column column, boolean isApart) {
    Optional<String> value = column.value().filter(each -> !isApart);
    Optional<String> literal = column.fill().map(Sql::literal);
    if (value.isEmpty()) {
      return literal;
    }
    Matcher constant = CONSTANT.matcher(value.get());
    if (!constant.matches()) {
      return value; // Computed for each installation, as now() is.
    }
    if (literal.isEmpty()) {
      return value.filter(each -> column.notNull());
    }
    return isSame(constant, column.fill().get()) ? value : literal;
  }

  /** Whether a default that is a constant still says what rows got when the column came. */
  private static boolean isSame(Matcher constant, String fill) {
    String text = constant.group("text");
    String said = text == null ? constant.group("word") : text.replace("''", "'");
    return said.equals(fill) || (text == null && said.startsWith(fill) && fill.matches("[tf]"));
  }
}
