package baseline;

import java.util.Locale;
import java.util.Optional;

/**
 * What a maintainer wants in a column whose generated values no rule explains.
 *
 * @param kind what is done
 * @param expression the SQL, where that is what is wanted
 */
public record ValueAnswer(Kind kind, String expression) {
  private static final String SQL = "sql:";

  /** The ways to answer. */
  public enum Kind {
    /** One build's value for everybody. */
    KEEP,
    /** Nothing. */
    NULL,
    /** An expression of SQL that each installation evaluates. */
    SQL
  }

  /** Reads {@code keep}, {@code null} or {@code sql:EXPRESSION}; empty where it is none of them. */
  public static Optional<ValueAnswer> parse(String text) {
    if (text.startsWith(SQL) && !text.substring(SQL.length()).isBlank()) {
      return Optional.of(new ValueAnswer(Kind.SQL, text.substring(SQL.length()).strip()));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "keep" -> Optional.of(new ValueAnswer(Kind.KEEP, ""));
      case "null" -> Optional.of(new ValueAnswer(Kind.NULL, ""));
      default -> Optional.empty();
    };
  }

  /** What goes in place of one build's value; empty where that stays. */
  Optional<String> sql() {
    return switch (kind) {
      case KEEP -> Optional.empty();
      case NULL -> Optional.of("NULL");
      case SQL -> Optional.of(expression);
    };
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return kind == Kind.SQL ? SQL + expression : kind.name().toLowerCase(Locale.ROOT);
  }
}
