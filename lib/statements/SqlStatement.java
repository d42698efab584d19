package statements;

/**
 * A statement that is SQL and nothing more is known of it.
 *
 * @param title what it makes, on one line
 * @param sql with its semicolon
 * @param isCommitted whether it is committed before any other runs; such can be run again
 */
public record SqlStatement(String title, String sql, boolean isCommitted)
    implements BaselineStatement {
  /** Brings the title on one line. */
  public SqlStatement {
    title = BaselineStatement.onOneLine(title);
  }

  /** One that runs in the transaction of all others. */
  public SqlStatement(String title, String sql) {
    this(title, sql, false);
  }

  /** The same in other words. */
  public SqlStatement with(String other) {
    return new SqlStatement(title, other, isCommitted);
  }
}
