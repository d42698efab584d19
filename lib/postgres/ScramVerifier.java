package postgres;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a server stores of a password with SCRAM-SHA-256, see the manual's section on pg_authid. It
 * takes such a text in place of the password.
 */
public final class ScramVerifier {
  private static final int SALT_BYTES = 16;
  private static final int KEY_BITS = 256;
  private static final String MAC = "HmacSHA256";

  private ScramVerifier() {}

  /**
   * That of a password which nobody can guess. The thousands of rounds that are usual only slow
   * guessing down, and each login by as much: here one does.
   *
   * @param password see {@link ConnectionParameters#randomPassword}
   */
  public static String ofRandom(String password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return of(password, Base64.getEncoder().encodeToString(salt), 1);
  }

  /**
   * Works it out as RFC 5802 says; RFC 4013 says that a password's text is normalised first.
   *
   * @param salt in base 64
   * @param rounds how often it is hashed
   */
  public static String of(String password, String salt, int rounds) {
    String text = Normalizer.normalize(password, Normalizer.Form.NFKC);
    byte[] salting = Base64.getDecoder().decode(salt);
    try {
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2With" + MAC)
              .generateSecret(new PBEKeySpec(text.toCharArray(), salting, rounds, KEY_BITS))
              .getEncoded();
      Base64.Encoder base64 = Base64.getEncoder();
      byte[] client = MessageDigest.getInstance("SHA-256").digest(key(salted, "Client Key"));
      return "SCRAM-SHA-256$%d:%s$%s:%s"
          .formatted(
              rounds,
              salt,
              base64.encodeToString(client),
              base64.encodeToString(key(salted, "Server Key")));
    } catch (GeneralSecurityException unavailable) {
      throw new IllegalStateException("this Java cannot compute SCRAM-SHA-256", unavailable);
    }
  }

  private static byte[] key(byte[] salted, String name) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(MAC);
    mac.init(new SecretKeySpec(salted, MAC));
    return mac.doFinal(name.getBytes(StandardCharsets.US_ASCII));
  }
}
