package postgres;

import java.sql.SQLException;
import org.postgresql.core.Utils;

/** Names and texts as SQL writes them. */
public final class Sql {
  private Sql() {}

  /** A name in double quotes, safe anywhere an identifier is. */
  public static String identifier(String name) {
    try {
      return Utils.escapeIdentifier(null, name).toString();
    } catch (SQLException zeroByte) {
      throw new IllegalArgumentException("a name with a zero byte: " + name, zeroByte);
    }
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

  /** A text in single quotes, for statements that take no parameters. */
  public static String literal(String text) {
    try {
      return "'" + Utils.escapeLiteral(null, text, true) + "'";
    } catch (SQLException zeroByte) {
      throw new IllegalArgumentException("a text with a zero byte", zeroByte);
    }
  }
}
