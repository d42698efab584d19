package process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bytes that are written one after the other, and then read at any place: few of them in the heap,
 * many on disk. One thread writes. Two are equal if they have the same bytes.
 */
public final class StoredBytes {
  /** As many stay in the heap. */
  private static final int BLOCK = 1 << 16;

  private static final int FIRST = 256;

  private byte[] last = new byte[FIRST];
  private int count;
  private long written;
  private UnnamedFile file;

  /** These bytes. */
  public static StoredBytes of(byte[] bytes) {
    StoredBytes stored = new StoredBytes();
    stored.write(bytes, 0, bytes.length);
    return stored.finish();
  }

  /** A text in UTF-8. */
  public static StoredBytes of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** All that there is to read. */
  public static StoredBytes of(InputStream bytes) throws IOException {
    StoredBytes stored = new StoredBytes();
    bytes.transferTo(stored.output());
    return stored.finish();
  }

  /** How many there are. */
  public long length() {
    return written + count;
  }

  /** Writes some of an array. */
  public void write(byte[] bytes, int from, int length) {
    int done = 0;
    while (done < length) {
      if (count == BLOCK) {
        flush();
      }
      int part = Math.min(length - done, BLOCK - count);
      if (count + part > last.length) {
        last = Arrays.copyOf(last, Math.min(BLOCK, Math.max(count + part, 2 * last.length)));
      }
      System.arraycopy(bytes, from + done, last, count, part);
      count += part;
      done += part;
    }
  }

  /** Writes four bytes, the highest first. */
  public void writeInt(int number) {
    byte[] bytes = {
      (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
    };
    write(bytes, 0, bytes.length);
  }

  /** Writes what is written to a stream; nobody has to close it. */
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        StoredBytes.this.write(bytes, from, length);
      }
    };
  }

  private void flush() {
    if (file == null) {
      file = new UnnamedFile();
    }
    file.write(last, count, written);
    written += count;
    count = 0;
  }

  /** To be called when the last is written: what is on disk is not in the heap as well. */
  public StoredBytes finish() {
    if (file != null) {
      flush();
      last = new byte[0];
    } else {
      last = Arrays.copyOf(last, count);
    }
    return this;
  }

  /** Gives the room on disk back, where nobody reads them any more. */
  public void close() {
    if (file != null) {
      file.close();
    }
  }

  /** All of them as a stream, which nobody has to close. */
  public InputStream input() {
    return input(0, length());
  }

  /**
   * Some of them as a stream.
   *
   * @param start the first
   * @param end behind the last
   */
  public InputStream input(long start, long end) {
    Reader reader = from(start);
    return new InputStream() {
      private long left = end - start;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int from, int length) {
        if (left == 0) {
          return -1;
        }
        int part = reader.part(bytes, from, (int) Math.min(length, left));
        left -= part;
        return part;
      }
    };
  }

  /** Writes all of them to a file. */
  public void copyTo(Path path) throws IOException {
    try (OutputStream out = Files.newOutputStream(path)) {
      input().transferTo(out);
    }
  }

  /** All of them at once. */
  public byte[] bytes() {
    return from(0).read(Math.toIntExact(length()));
  }

  /** All of them as a text in UTF-8. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Their SHA-256, in hexadecimal digits. */
  public String sum() {
    try (InputStream in = input()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[BLOCK];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Reads from a place on. */
  public Reader from(long start) {
    return new Reader(start);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof StoredBytes stored) || length() != stored.length()) {
      return this == other;
    }
    Reader ours = from(0);
    Reader theirs = stored.from(0);
    for (long left = length(); left > 0; left -= BLOCK) {
      int part = (int) Math.min(BLOCK, left);
      if (!Arrays.equals(ours.read(part), theirs.read(part))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(length());
  }

  @Override
  public String toString() {
    try {
      return new String(input().readNBytes(FIRST), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Reads them one after the other. */
  public final class Reader {
    private byte[] block = new byte[0];
    private int at;
    private int end;
    private long next;

    private Reader(long start) {
      next = start;
    }

    private void fill() {
      if (next >= written) {
        block = last;
        at = (int) (next - written);
        end = count;
        next = written + count;
      } else {
        if (block.length != BLOCK) {
          block = new byte[BLOCK];
        }
        at = 0;
        end = (int) Math.min(file.read(block, next), written - next);
        next += end;
      }
      if (at >= end) {
        throw new IllegalStateException("read behind the end");
      }
    }

    /** Reads at least one byte, and as many as there are at hand; returns how many. */
    private int part(byte[] bytes, int from, int length) {
      if (length == 0) {
        return 0;
      }
      if (at == end) {
        fill();
      }
      int part = Math.min(length, end - at);
      System.arraycopy(block, at, bytes, from, part);
      at += part;
      return part;
    }

    /** Reads so many. */
    public byte[] read(int length) {
      byte[] bytes = new byte[length];
      int done = 0;
      while (done < length) {
        done += part(bytes, done, length - done);
      }
      return bytes;
    }

    /** Reads what {@link #writeInt} wrote. */
    public int readInt() {
      if (end - at < Integer.BYTES) {
        return number(read(Integer.BYTES), 0);
      }
      at += Integer.BYTES;
      return number(block, at - Integer.BYTES);
    }

    private static int number(byte[] bytes, int from) {
      return ((bytes[from] & 0xff) << 24)
          | ((bytes[from + 1] & 0xff) << 16)
          | ((bytes[from + 2] & 0xff) << 8)
          | (bytes[from + 3] & 0xff);
    }
  }
}
