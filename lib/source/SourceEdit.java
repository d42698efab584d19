package source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import source.ModuleReference.Span;

/** Replaces parts of a file, and leaves every other byte as it is. */
public final class SourceEdit {
  private final byte[] source;
  private final List<Replacement> replacements = new ArrayList<>();

  private record Replacement(int start, int end, String text) {}

  public SourceEdit(byte[] source) {
    this.source = source;
  }

  /** Puts a text in place of the bytes from an offset up to another. */
  public void replace(int start, int end, String text) {
    replacements.add(new Replacement(start, end, text));
  }

  /** Puts a text in place of a part. */
  public void replace(Span span, String text) {
    replace(span.start(), span.end(), text);
  }

  /** The file with all replacements, the new texts in its own encoding. */
  public byte[] applied(Charset charset) {
    replacements.sort(Comparator.comparingInt(Replacement::start));
    ByteArrayOutputStream result = new ByteArrayOutputStream(source.length);
    int from = 0;
    for (Replacement replacement : replacements) {
      // Removals of neighbours may overlap.
      result.write(source, from, Math.max(0, replacement.start() - from));
      result.writeBytes(replacement.text().getBytes(charset));
      from = Math.max(from, replacement.end());
    }
    result.write(source, from, source.length - from);
    return result.toByteArray();
  }
}
