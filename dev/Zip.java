import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP file of which the same content always makes the same bytes. */
final class Zip {
  /** The earliest that a ZIP file can have: what is in it was not made at any hour. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Map<String, byte[]> entries = new TreeMap<>();

  /** Puts a file in, in place of one of that name. */
  void put(String name, byte[] content) {
    entries.put(name, content);
  }

  /** Puts a text in. */
  void put(String name, String text) {
    put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts a text at the end of a file, which is made if it is not there. */
  void append(String name, byte[] text) {
    entries.merge(name, text, Zip::lines);
  }

  /** Whether there is a file of that name. */
  boolean has(String name) {
    return entries.containsKey(name);
  }

  /** Its files with their content, in the order of their names. */
  Map<String, byte[]> entries() {
    return new TreeMap<>(entries);
  }

  /**
   * The whole file.
   *
   * @param first the entry that has to be at its start, as a jar's manifest; empty if none
   */
  byte[] bytes(String first) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      if (entries.containsKey(first)) {
        add(zip, first);
      }
      for (String name : entries.keySet()) {
        if (!name.equals(first)) {
          add(zip, name);
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be written", impossible);
    }
    return bytes.toByteArray();
  }

  private void add(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(entries.get(name));
    zip.closeEntry();
  }

  private static byte[] lines(byte[] above, byte[] below) {
    String first = new String(above, StandardCharsets.UTF_8);
    String between = first.endsWith("\n") ? "" : "\n";
    return (first + between + new String(below, StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }
}
