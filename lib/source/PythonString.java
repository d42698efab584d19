package source;

import java.util.Locale;
import java.util.Optional;

/**
 * A Python string literal (language reference, "String and Bytes literals").
 *
 * @param opening its prefix and opening quotes
 * @param body what stands between the quotes
 * @param closing its closing quotes
 */
public record PythonString(String opening, String body, String closing) {
  private static final int NAME_LENGTH = 3;

  /** Takes a literal apart. */
  public static PythonString of(String literal) {
    int quote = 0;
    while (literal.charAt(quote) != '"' && literal.charAt(quote) != '\'') {
      quote++;
    }
    String one = literal.substring(quote, quote + 1);
    boolean triple =
        literal.startsWith(one.repeat(3), quote) && literal.length() >= quote + 2 * NAME_LENGTH;
    String closing = one.repeat(triple ? 3 : 1);
    int bodyStart = quote + closing.length();
    return new PythonString(
        literal.substring(0, bodyStart),
        literal.substring(bodyStart, literal.length() - closing.length()),
        closing);
  }

  private String prefix() {
    return opening.substring(0, opening.length() - closing.length()).toLowerCase(Locale.ROOT);
  }

  /** The text that it stands for; empty if it is bytes or holds an expression. */
  public Optional<String> text() {
    String prefix = prefix();
    if (prefix.contains("b") || prefix.contains("t")) {
      return Optional.empty();
    }
    if (prefix.contains("f") && (body.contains("{") || body.contains("}"))) {
      return Optional.empty();
    }
    String unix = body.replace("\r\n", "\n").replace('\r', '\n');
    return Optional.of(prefix.contains("r") ? unix : unescaped(unix));
  }

  private static String unescaped(String body) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == '\\' && at + 1 < body.length()) {
        at = escape(body, at + 1, text);
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  /**
   * @param at where the character behind the backslash is
   * @return where the escape has ended
   */
  private static int escape(String body, int at, StringBuilder text) {
    char kind = body.charAt(at);
    switch (kind) {
      case '\n' -> {}
      case '\\', '\'', '"' -> text.append(kind);
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'v' -> text.append('\u000b');
      case 'x' -> {
        return coded(body, at + 1, at + 3, 16, text);
      }
      case 'u' -> {
        return coded(body, at + 1, at + 5, 16, text);
      }
      case 'U' -> {
        return coded(body, at + 1, at + 9, 16, text);
      }
      case 'N' -> {
        int close = body.indexOf('}', at);
        text.appendCodePoint(Character.codePointOf(body.substring(at + 2, close)));
        return close + 1;
      }
      default -> {
        if (isOctal(kind)) {
          int end = at;
          while (end < Math.min(at + 3, body.length()) && isOctal(body.charAt(end))) {
            end++;
          }
          return coded(body, at, end, 8, text);
        }
        text.append('\\').append(kind);
      }
    }
    return at + 1;
  }

  private static int coded(String body, int start, int end, int radix, StringBuilder text) {
    text.appendCodePoint(Integer.parseInt(body.substring(start, end), radix));
    return end;
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }
}
