package console;

/**
 * Something that the user has to know and act on. Thrown anywhere, printed in one place ({@link
 * FailureHandler}): a sentence that names the thing and says what was expected, and a hint that
 * says what to do.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;
  private final String said;
  private final ExitCode exitCode;

  private Failure(String message, String hint, String said, ExitCode exitCode, Throwable cause) {
    super(message, cause);
    this.hint = hint;
    this.said = said;
    this.exitCode = exitCode;
  }

  /**
   * A failure that ends the command with exit code 1.
   *
   * @param message one sentence: the thing, and what was expected of it
   * @param hint what to do about it; empty if the message says it all
   */
  public Failure(String message, String hint) {
    this(message, hint, "", ExitCode.FAILED, null);
  }

  /** As {@link #Failure(String, String)}, keeping the exception that told us for {@code -v}. */
  public Failure(String message, String hint, Throwable cause) {
    this(message, hint, "", ExitCode.FAILED, cause);
  }

  /** A command line that cannot be carried out as given: exit code 2. */
  public static Failure usage(String message, String hint) {
    return new Failure(message, hint, "", ExitCode.USAGE, null);
  }

  /**
   * As {@link #Failure(String, String)}, where a program failed.
   *
   * @param advice what to do about it; empty if the message says it all
   * @param said the program's own last lines
   */
  public static Failure of(String message, String advice, String said) {
    String hint = advice.isEmpty() || said.isEmpty() ? advice + said : advice + "\n" + said;
    return new Failure(message, hint, said, ExitCode.FAILED, null);
  }

  /** What the user can do about it; empty if the message says it all. */
  public String hint() {
    return hint;
  }

  /** The last lines of the program that failed; empty if none did. */
  public String said() {
    return said;
  }

  /** The exit code that this failure ends the process with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
