package console;

import java.util.List;

/**
 * Options that help lists under one heading.
 *
 * @param heading what they are about
 * @param options the longest name of each, in order
 */
public record HelpSection(String heading, List<String> options) {
  /** Keeps a copy. */
  public HelpSection {
    options = List.copyOf(options);
  }

  /** The same as {@link #HelpSection(String, List)}. */
  public static HelpSection of(String heading, String... options) {
    return new HelpSection(heading, List.of(options));
  }
}
