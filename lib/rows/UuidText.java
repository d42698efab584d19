package rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A uuid as it stands in a text.
 *
 * @param text its digits, with or without hyphens; without them also as the bytes of a bytea
 * @param from where it starts
 */
public record UuidText(String text, int from) {
  private static final Pattern UUID =
      Pattern.compile(
          "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
              + "|(?:(?<![0-9A-Za-z])|(?<=^\\\\x))(?:[0-9a-f]{32}|[0-9A-F]{32})(?![0-9A-Za-z])");

  /** Of one whose digits are random all over, as those of {@code md5(random()::text)::uuid} are. */
  public static final int ANY_VERSION = 9;

  private static final int PLAIN_LENGTH = 32;
  private static final String HYPHENED = "(.{8})(.{4})(.{4})(.{4})(.{12})";

  /** Finds those of a text, in order. */
  public static List<UuidText> in(String text) {
    List<UuidText> found = new ArrayList<>();
    Matcher uuid = UUID.matcher(text);
    while (uuid.find()) {
      found.add(new UuidText(uuid.group(), uuid.start()));
    }
    return found;
  }

  /** A text with a mark in place of each. */
  public static String without(String text) {
    return UUID.matcher(text).replaceAll("<uuid>");
  }

  /** Where it ends. */
  public int end() {
    return from + text.length();
  }

  /** The same for all texts of one uuid: as PostgreSQL prints it. */
  public String value() {
    String digits = text.replace("-", "").toLowerCase(Locale.ROOT);
    return digits.replaceFirst(HYPHENED, "$1-$2-$3-$4-$5");
  }

  /**
   * The version that this one and that of another build have, or {@link #ANY_VERSION} where they
   * are of none or of two.
   */
  public int versionWith(UuidText other) {
    return version() > 0 && version() == other.version() ? version() : ANY_VERSION;
  }

  /** Whether it is written without hyphens. */
  public boolean isPlain() {
    return text.length() == PLAIN_LENGTH;
  }

  /** Whether it has letters, and all of them are capital. */
  public boolean isUpper() {
    return !text.equals(text.toLowerCase(Locale.ROOT))
        && text.equals(text.toUpperCase(Locale.ROOT));
  }

  /** Its version, 1 to 8; 0 if the digits are not those of a uuid of RFC 9562. */
  public int version() {
    String value = value();
    int version = Character.digit(value.charAt(14), 16);
    boolean known = version >= 1 && version <= 8;
    return known && "89ab".indexOf(value.charAt(19)) >= 0 ? version : 0;
  }
}
