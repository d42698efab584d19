package postgres;

import console.Failure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a URL says, as SQLAlchemy and libpq write them: {@code
 * postgresql+driver://user:password@host:port/database?name=value}. Sentences about it never have a
 * part of it: what is mistyped may be a password.
 *
 * @param said by libpq's names, {@code host}, {@code dbname} and so on, what is said
 */
public record UrlParts(Map<String, String> said) {
  private static final int LAST_PORT = 65535;

  /** A password may hold anything that a person puts there, {@code @} and {@code /} included. */
  private static final Pattern LOGIN = Pattern.compile("([^:/@?]*)(?::(.*))?");

  private static final Pattern PLACE =
      Pattern.compile(
          "(?<host>\\[[^\\]]*\\]|[^:/?@]*)(?::(?<port>[^/?]*))?(?:/(?<dbname>[^?]*))?"
              + "(?:\\?(?<query>.*))?");

  private static final Pattern SCHEME = Pattern.compile("postgres(?:ql)?(?:\\+\\w+)?://(\\S*)");

  /** Takes a URL apart; empty if the text is none of PostgreSQL's. */
  public static Optional<UrlParts> of(String url) {
    Matcher scheme = SCHEME.matcher(url);
    if (!scheme.matches()) {
      return Optional.empty();
    }
    String rest = scheme.group(1);
    int login = endOfLogin(rest);
    Matcher name = LOGIN.matcher(login < 0 ? "" : rest.substring(0, login));
    Matcher place = PLACE.matcher(rest.substring(login + 1));
    if (!name.matches() || !place.matches()) {
      return Optional.empty();
    }
    Map<String, String> said = new LinkedHashMap<>(query(place.group("query")));
    put(said, "user", name.group(1));
    put(said, "password", name.group(2));
    put(said, "host", place.group("host"));
    put(said, "port", place.group("port"));
    put(said, "dbname", place.group("dbname"));
    return Optional.of(new UrlParts(said));
  }

  /** The last at sign ahead of parameters; a question mark may be the password's. */
  private static int endOfLogin(String rest) {
    int question = rest.indexOf('?');
    String head = question < 0 ? rest : rest.substring(0, question);
    int at = head.lastIndexOf('@');
    boolean isInPassword = at < 0 && head.contains(":") && !head.contains("/");
    return isInPassword ? rest.lastIndexOf('@') : at;
  }

  private static void put(Map<String, String> said, String name, String text) {
    if (text != null && !text.isEmpty()) {
      said.put(name, decoded(text));
    }
  }

  private static Map<String, String> query(String text) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String pair : Optional.ofNullable(text).orElse("").split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (!pair.isEmpty()) {
        named.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
      }
    }
    return named;
  }

  /** What it says of one thing, if that is not empty. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(said.get(name)).filter(text -> !text.isEmpty());
  }

  /**
   * A port's number.
   *
   * @param what whose port it is, for sentences
   * @throws Failure if it is none
   */
  public static int port(String text, String what) {
    return number(text)
        .orElseThrow(
            () ->
                Failure.usage(
                    what + " has a port that is no number from 1 to " + LAST_PORT,
                    "Write it as postgresql://user@host:5432/database."));
  }

  /** A port's number; empty if it is none. */
  public static Optional<Integer> number(String port) {
    return Optional.of(port)
        .filter(text -> text.matches("[0-9]{1,5}"))
        .map(Integer::parseInt)
        .filter(number -> number >= 1 && number <= LAST_PORT);
  }

  private static String decoded(String text) {
    String valid = text.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    return URLDecoder.decode(valid, StandardCharsets.UTF_8);
  }
}
