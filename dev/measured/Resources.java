package measured;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The scripts beside these classes, as files that other programs can run. */
final class Resources {
  private static final Map<String, String> COPIES = new ConcurrentHashMap<>();

  private Resources() {}

  /** The path of a copy, which is there until this process ends. */
  static String copied(String name) throws IOException {
    String known = COPIES.get(name);
    if (known == null) {
      try (InputStream in = Resources.class.getResourceAsStream("/measured/" + name)) {
        Path copy = Files.createTempFile("alembic_squash-", "-" + name);
        copy.toFile().deleteOnExit();
        Files.write(copy, in.readAllBytes());
        known = copy.toString();
      }
      COPIES.put(name, known);
    }
    return known;
  }
}
