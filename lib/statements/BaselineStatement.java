package statements;

/**
 * One statement of a baseline.
 *
 * @param title what it makes, on one line: {@code TABLE public.users}
 * @param sql the statement, with its semicolon
 */
public record BaselineStatement(String title, String sql) {
  /** How the title of a statement starts that is committed before any other runs. */
  static final String AUTOCOMMIT = "AUTOCOMMIT ";

  public BaselineStatement {
    title = title.replaceAll("\\s+", " ").strip();
  }

  /** One that is committed before any other runs, and that can be run again. */
  public static BaselineStatement committed(String title, String sql) {
    return new BaselineStatement(AUTOCOMMIT + title, sql);
  }

  /** Whether it is committed before any other runs. */
  boolean isCommitted() {
    return title.startsWith(AUTOCOMMIT);
  }
}
