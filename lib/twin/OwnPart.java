package twin;

/**
 * A part of a text that each installation has its own of.
 *
 * @param from where it starts
 * @param text its characters here
 * @param sql what gives it to each installation, a text
 */
public record OwnPart(int from, String text, String sql) {
  /** Where it ends. */
  public int end() {
    return from + text.length();
  }
}
