package baseline;

/**
 * One statement of a baseline.
 *
 * @param title what it makes, on one line: {@code TABLE public.users}
 * @param sql the statement, with its semicolon
 */
public record BaselineStatement(String title, String sql) {
  public BaselineStatement {
    title = title.replaceAll("\\s+", " ").strip();
  }
}
