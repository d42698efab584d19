package process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The lines of stored bytes, one after the other. */
public final class StoredLines {
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long start;
  private long end;

  public StoredLines(StoredBytes bytes) {
    this.in = new BufferedInputStream(bytes.input());
  }

  /** Reads the next line; whether there is one. */
  public boolean next() {
    line.reset();
    start = end;
    try {
      for (int octet = in.read(); octet >= 0; octet = octet == '\n' ? -1 : in.read()) {
        line.write(octet);
        end++;
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return line.size() > 0;
  }

  /** Where the line starts. */
  public long start() {
    return start;
  }

  /** Where the next one starts. */
  public long end() {
    return end;
  }

  /** The line with its end, as bytes. */
  public byte[] bytes() {
    return line.toByteArray();
  }

  /** Whether it is this one. */
  public boolean is(String wanted) {
    return line.size() == wanted.length() && line.toString(StandardCharsets.UTF_8).equals(wanted);
  }

  /** The line without its end. */
  public String text() {
    return line.toString(StandardCharsets.UTF_8).replaceFirst("\r?\n$", "");
  }
}
