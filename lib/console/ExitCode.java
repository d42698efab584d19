package console;

/** What the process answers to its caller. */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  USAGE(2),
  DIFFERENT(3),
  OLDER_RELEASE_FIRST(4),
  UNCLEAR(5),
  INTERRUPTED(130);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  /** The number that the shell sees. */
  public int value() {
    return value;
  }
}
