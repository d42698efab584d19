package postgres;

import java.util.Locale;

/** Names and texts as SQL writes them. */
public final class Sql {
  /** How a name is written, as a pattern: in double quotes or not. */
  public static final String IDENTIFIER = "(?:\"(?:[^\"]|\"\")++\"|[\\w$]+)";

  private Sql() {}

  /** A name in double quotes, safe anywhere an identifier is. */
  public static String identifier(String name) {
    return quoted(name, "\"");
  }

  /** A schema-qualified name, both parts quoted. */
  public static String identifier(String schema, String name) {
    return identifier(schema) + "." + identifier(name);
  }

  /** The name that an identifier stands for, which is quoted where it has to be. */
  public static String unquoted(String identifier) {
    return identifier.startsWith("\"")
        ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
        : identifier;
  }

  /** The name that an identifier stands for, as PostgreSQL reads what a person wrote. */
  public static String folded(String identifier) {
    return identifier.startsWith("\"") ? unquoted(identifier) : identifier.toLowerCase(Locale.ROOT);
  }

  /** A text in single quotes, for statements that take no parameters. */
  public static String literal(String text) {
    return quoted(text, "'");
  }

  /** PostgreSQL has no zero bytes in names and texts. */
  private static String quoted(String text, String quote) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a name or text with a zero byte");
    }
    return quote + text.replace(quote, quote + quote) + quote;
  }
}
