package squash;

import console.Failure;
import java.util.Locale;

/** What a baseline revision does when it is downgraded. */
public enum Downgrade {
  /** It says that there is nothing below it. */
  REFUSE,
  /** It removes what it made. */
  DROP;

  /**
   * Reads a word of the command line.
   *
   * @throws Failure if it is neither
   */
  public static Downgrade of(String word) {
    for (Downgrade downgrade : values()) {
      if (downgrade.name().toLowerCase(Locale.ROOT).equals(word)) {
        return downgrade;
      }
    }
    throw Failure.usage(
        "--downgrade is '" + word + "', which is neither refuse nor drop", "See `squash --help`.");
  }
}
