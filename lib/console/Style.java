package console;

import java.util.regex.Pattern;
import org.fusesource.jansi.Ansi;
import org.fusesource.jansi.Ansi.Attribute;
import org.fusesource.jansi.Ansi.Color;

/**
 * Colours and weights, or none of them.
 *
 * @param coloured whether escape codes may be written at all
 */
public record Style(boolean coloured) {
  /** The codes that are written here: weights, colours of letters, and the end of them. */
  static final Pattern CODE = Pattern.compile("\033\\[(?:[12]|3[1-6])?m");

  /** Heavy text, for what names a thing. */
  public String bold(String text) {
    return drawn(Ansi.ansi().a(Attribute.INTENSITY_BOLD), text);
  }

  /** Faint text, for what may be skipped. */
  public String faint(String text) {
    return drawn(Ansi.ansi().a(Attribute.INTENSITY_FAINT), text);
  }

  /** Green, for what went well and for added lines. */
  public String good(String text) {
    return drawn(Ansi.ansi().fg(Color.GREEN), text);
  }

  /** Red, for what failed and for removed lines. */
  public String bad(String text) {
    return drawn(Ansi.ansi().fg(Color.RED), text);
  }

  /** Yellow, for what deserves a look. */
  public String odd(String text) {
    return drawn(Ansi.ansi().fg(Color.YELLOW), text);
  }

  /** Cyan, for commands and places in a diff. */
  public String place(String text) {
    return drawn(Ansi.ansi().fg(Color.CYAN), text);
  }

  private String drawn(Ansi start, String text) {
    return coloured ? start.a(text).reset().toString() : text;
  }
}
