package pgdump;

import answers.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection string as libpq reads it (manual, section Connection Strings): keywords with values,
 * or a URI.
 *
 * @param text as it is written
 * @param isUri which of both it is
 * @param parts its keywords that have a value, in order; of a URI the password and the parameters
 */
public record ConnectionString(String text, boolean isUri, List<Part> parts) {
  private static final Pattern SETTING =
      Pattern.compile(
          "\\s*([^=\\s]+)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*+'|(?:[^\\s\\\\]|\\\\.)*+)", Pattern.DOTALL);

  /** What stands ahead of the first {@code @} or slash is the login, see {@code fe-connect.c}. */
  private static final Pattern URI =
      Pattern.compile("(?s)postgres(?:ql)?://(?:[^@/:]*(?::([^@/]*))?@)?[^?]*(?:\\?(.*))?");

  private static final Pattern PARAMETER = Pattern.compile("([^=&]+)=([^&]*)");

  /**
   * A keyword with its value.
   *
   * @param from where the value starts, with its quotes
   * @param end where it ends
   */
  public record Part(String keyword, String value, int from, int end) {}

  /** Reads one. */
  static ConnectionString parse(String text) {
    Matcher uri = URI.matcher(text);
    return uri.matches()
        ? new ConnectionString(text, true, ofUri(uri))
        : new ConnectionString(text, false, settings(text));
  }

  private static List<Part> settings(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher setting = SETTING.matcher(text);
    while (setting.lookingAt()) {
      String written = setting.group(2);
      String value = written.startsWith("'") ? written.substring(1, written.length() - 1) : written;
      parts.add(
          new Part(
              setting.group(1),
              value.replaceAll("(?s)\\\\(.)", "$1"),
              setting.start(2),
              setting.end(2)));
      setting.region(setting.end(), text.length());
    }
    return parts;
  }

  private static List<Part> ofUri(Matcher uri) {
    List<Part> parts = new ArrayList<>();
    if (uri.group(1) != null) {
      parts.add(new Part(Secret.PASSWORD, decoded(uri.group(1)), uri.start(1), uri.end(1)));
    }
    if (uri.group(2) != null) {
      PARAMETER
          .matcher(uri.group(2))
          .results()
          .forEach(
              found ->
                  parts.add(
                      new Part(
                          decoded(found.group(1)),
                          decoded(found.group(2)),
                          uri.start(2) + found.start(2),
                          uri.start(2) + found.end(2))));
    }
    return parts;
  }

  /** To libpq, a plus sign is one. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The part with a keyword; of several, libpq takes the last. */
  public Optional<Part> part(String keyword) {
    return parts.stream()
        .filter(part -> part.keyword().equals(keyword))
        .reduce((one, last) -> last);
  }

  /** With another text in place of some values. */
  String with(Predicate<Part> replaced, String keywordsOther, String urisOther) {
    StringBuilder other = new StringBuilder();
    int done = 0;
    for (Part part : parts) {
      if (replaced.test(part)) {
        other.append(text, done, part.from()).append(isUri ? urisOther : keywordsOther);
        done = part.end();
      }
    }
    return other.append(text, done, text.length()).toString();
  }
}
