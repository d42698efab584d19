package snapshot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postgres.ScramVerifier;

/**
 * A role's password as the server stores it, see the manual's section on pg_authid. It is never
 * shown.
 *
 * @param role the role's name
 * @param stored what pg_authid has; empty if the role has none
 */
record StoredPassword(String role, String stored) implements StoredSecret {
  private static final String NONE = "none";
  private static final Pattern MD5 = Pattern.compile("md5[0-9a-f]{32}");
  private static final Pattern SCRAM =
      Pattern.compile("(SCRAM-SHA-256\\$(\\d+)):([^$]+)\\$[^:]+:.+");

  @Override
  public boolean isSet() {
    return !stored.isEmpty();
  }

  /** {@code md5}, {@code SCRAM-SHA-256$4096}, or {@code none}. */
  @Override
  public String kind() {
    Matcher scram = SCRAM.matcher(stored);
    if (scram.matches()) {
      return scram.group(1);
    }
    return isSet() ? "md5" : NONE;
  }

  /** Also where it was given to the server as it is stored. */
  @Override
  public boolean is(String password) {
    if (stored.equals(password)) {
      return isSet();
    }
    return MD5.matcher(stored).matches() ? isMd5(password) : isScram(password);
  }

  /** Each is stored with a salt of its own. */
  @Override
  public boolean tells() {
    return false;
  }

  private boolean isMd5(String password) {
    byte[] text = (password + role).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(text);
      return stored.equals("md5" + HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException unavailable) {
      throw new IllegalStateException("this Java cannot compute MD5", unavailable);
    }
  }

  private boolean isScram(String password) {
    Matcher scram = SCRAM.matcher(stored);
    return scram.matches()
        && ScramVerifier.of(password, scram.group(3), Integer.parseInt(scram.group(2)))
            .equals(stored);
  }

  @Override
  public String toString() {
    return role + ": " + kind();
  }
}
