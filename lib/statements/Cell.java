package statements;

import java.util.Optional;
import postgres.Sql;

/** What a statement writes into one column of a row. */
public sealed interface Cell {
  /**
   * A value.
   *
   * @param text as PostgreSQL prints it; empty for NULL
   */
  record Literal(Optional<String> text) implements Cell {
    @Override
    public String sql() {
      return text.map(Sql::literal).orElse("NULL");
    }
  }

  /** What each installation evaluates for itself. */
  record Expression(String sql) implements Cell {}

  /** It as SQL writes it; a value as a text, which every type reads. */
  String sql();
}
