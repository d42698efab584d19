package answers;

import java.util.Locale;
import java.util.Optional;

/**
 * What a maintainer wants in a column whose generated values no rule explains, or in place of a
 * secret.
 *
 * @param kind what is done
 * @param expression the SQL, or the environment variable, where that is what is wanted
 */
public record ValueAnswer(Kind kind, String expression) {
  /** No secret is wanted. */
  public static final ValueAnswer NOTHING = new ValueAnswer(Kind.NONE, "");

  private static final String SQL = "sql:";
  private static final String ENV = "env:";

  /** The ways to answer. */
  public enum Kind {
    /** One build's value for everybody. */
    KEEP,
    /** Nothing. */
    NULL,
    /** An expression of SQL that each installation evaluates. */
    SQL,
    /** The value of an environment variable, for a secret. */
    ENV,
    /** No secret. */
    NONE;

    /** Whether it is said of secrets, and not of columns. */
    public boolean isOfSecrets() {
      return this == ENV || this == NONE;
    }
  }

  /**
   * Reads {@code keep}, {@code null} or {@code sql:EXPRESSION}, and for a secret {@code none} or
   * {@code env:VARIABLE}; empty if it is none of them.
   */
  public static Optional<ValueAnswer> parse(String text) {
    if (text.startsWith(SQL) && !text.substring(SQL.length()).isBlank()) {
      return Optional.of(new ValueAnswer(Kind.SQL, text.substring(SQL.length()).strip()));
    }
    if (text.matches(ENV + "[A-Za-z_][A-Za-z0-9_]*")) {
      return Optional.of(new ValueAnswer(Kind.ENV, text.substring(ENV.length())));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "keep" -> Optional.of(new ValueAnswer(Kind.KEEP, ""));
      case "null" -> Optional.of(new ValueAnswer(Kind.NULL, ""));
      case "none" -> Optional.of(NOTHING);
      default -> Optional.empty();
    };
  }

  /** What goes in place of one build's value; empty if that stays. */
  public Optional<String> sql() {
    return switch (kind) {
      case KEEP, ENV, NONE -> Optional.empty();
      case NULL -> Optional.of("NULL");
      case SQL -> Optional.of(expression);
    };
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return switch (kind) {
      case SQL -> SQL + expression;
      case ENV -> ENV + expression;
      default -> kind.name().toLowerCase(Locale.ROOT);
    };
  }
}
