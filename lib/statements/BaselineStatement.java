package statements;

/** One statement of a baseline. */
public sealed interface BaselineStatement permits SqlStatement, RowStatement {
  /** What it makes, on one line: {@code TABLE public.users}. */
  String title();

  /** The statement as SQL, with its semicolon. */
  String sql();

  /** A name or title as it is written on one line. */
  static String onOneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
