package verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import postgres.ThrowawayDatabase;

/** By which two moments of a database are told apart. */
final class DumpDigest {
  private DumpDigest() {}

  /** SHA-256 of what pg_dump writes, but for lines with a key that is another one each time. */
  static String of(ThrowawayDatabase database) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(database.dumped().input(), StandardCharsets.ISO_8859_1))) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("\\restrict ") && !line.startsWith("\\unrestrict ")) {
          digest.update((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (NoSuchAlgorithmException none) {
      throw new IllegalStateException(none);
    }
  }
}
