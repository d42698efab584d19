package console;

/** What the process answers to its caller. */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  USAGE(2),
  DIFFERENT(3),
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
