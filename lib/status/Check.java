package status;

/**
 * Something of this machine that the tool uses.
 *
 * @param name what it is
 * @param state whether it can be used
 * @param found where it was found; empty if it was not
 * @param version its version or its size; empty if it has none
 * @param advice what to do; empty if nothing
 */
public record Check(String name, State state, String found, String version, String advice) {
  /** Whether it can be used, from the best to the worst. */
  public enum State {
    /** As it is. */
    READY,
    /** Not as it is, and something else takes its place or less is done. */
    LACKING,
    /** Not at all. */
    MISSING
  }

  static Check ready(String name, String found, String version) {
    return new Check(name, State.READY, found, version, "");
  }

  static Check lacking(String name, String found, String version, String advice) {
    return new Check(name, State.LACKING, found, version, advice);
  }

  static Check missing(String name, String advice) {
    return new Check(name, State.MISSING, "", "", advice);
  }

  boolean isReady() {
    return state == State.READY;
  }
}
