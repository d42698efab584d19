package process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts of {@code templates}, which come with the program. */
public final class ShippedText {
  private static final String FOLDER = "/templates/";

  private ShippedText() {}

  /** One of them, by its file's name; the class that uses it declares the file. */
  public static String of(String name) {
    try (InputStream in = ShippedText.class.getResourceAsStream(FOLDER + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
