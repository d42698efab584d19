package snapshot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A role's password as the server stores it, see the manual's section on pg_authid. It is never
 * shown.
 *
 * @param role the role's name
 * @param stored what pg_authid has; empty where the role has none
 */
record StoredPassword(String role, String stored) implements StoredSecret {
  private static final String NONE = "none";
  private static final int KEY_BITS = 256;
  private static final Pattern MD5 = Pattern.compile("md5[0-9a-f]{32}");
  private static final Pattern SCRAM =
      Pattern.compile("(SCRAM-SHA-256\\$(\\d+)):([^$]+)\\$([^:]+):.+");

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
    try {
      return MD5.matcher(stored).matches() ? isMd5(password) : isScram(password);
    } catch (GeneralSecurityException unavailable) {
      throw new IllegalStateException("this Java cannot compute SCRAM-SHA-256", unavailable);
    }
  }

  /** Each is stored with a salt of its own. */
  @Override
  public boolean tells() {
    return false;
  }

  private boolean isMd5(String password) throws GeneralSecurityException {
    byte[] text = (password + role).getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("MD5").digest(text);
    return stored.equals("md5" + HexFormat.of().formatHex(digest));
  }

  /** RFC 5802 says how it is made, and RFC 4013 that a password's text is normalised first. */
  private boolean isScram(String password) throws GeneralSecurityException {
    Matcher scram = SCRAM.matcher(stored);
    if (!scram.matches()) {
      return false;
    }
    String text = Normalizer.normalize(password, Normalizer.Form.NFKC);
    PBEKeySpec spec =
        new PBEKeySpec(
            text.toCharArray(),
            Base64.getDecoder().decode(scram.group(3)),
            Integer.parseInt(scram.group(2)),
            KEY_BITS);
    byte[] salted =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(salted, "HmacSHA256"));
    byte[] client = mac.doFinal("Client Key".getBytes(StandardCharsets.US_ASCII));
    byte[] key = MessageDigest.getInstance("SHA-256").digest(client);
    return Base64.getEncoder().encodeToString(key).equals(scram.group(4));
  }

  @Override
  public String toString() {
    return role + ": " + kind();
  }
}
