package pgdump;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import process.StoredBytes;

/**
 * The rows of a {@code COPY} in a dump, where they are stored: they may be many.
 *
 * @param dump has them
 * @param from where the first row starts
 * @param end behind the line end of the last
 */
public record StoredRows(StoredBytes dump, long from, long end) {
  private static final int BLOCK = 1 << 16;

  /** All of a text. */
  public static StoredRows of(String text) {
    StoredBytes stored = StoredBytes.of(text);
    return new StoredRows(stored, 0, stored.length());
  }

  /** Some of the rows, which are read when they are asked for. */
  private record Part(StoredBytes dump, long from, int length) implements CopyPart {
    @Override
    public CopyText read() {
      return new CopyText(new String(dump.from(from).read(length), StandardCharsets.UTF_8));
    }
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return from == end;
  }

  /** How many there are. */
  public int count() {
    Lines lines = new Lines(1, 0);
    lines.read();
    return lines.parts.size();
  }

  /**
   * The same rows in parts.
   *
   * @param most rows in each
   * @param characters in each, but for what its last row has more
   */
  public List<CopyPart> parts(int most, int characters) {
    Lines lines = new Lines(most, characters);
    lines.read();
    return lines.parts;
  }

  /** Counts lines, and characters as Java does. */
  private final class Lines {
    private final int most;
    private final int characters;
    private final List<CopyPart> parts = new ArrayList<>();
    private long start = from;
    private int rows;
    private int units;

    Lines(int most, int characters) {
      this.most = most;
      this.characters = characters;
    }

    void read() {
      byte[] block = new byte[BLOCK];
      long at = from;
      try (InputStream in = dump.input(from, end)) {
        for (int count = in.read(block); count > 0; count = in.read(block)) {
          for (int i = 0; i < count; i++) {
            take(block[i], at + i + 1);
          }
          at += count;
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    /**
     * @param next behind the byte
     */
    private void take(byte octet, long next) {
      boolean isContinuation = (octet & 0xc0) == 0x80;
      boolean isOfTwoUnits = (octet & 0xf8) == 0xf0;
      units += isContinuation ? 0 : isOfTwoUnits ? 2 : 1;
      if (octet == '\n') {
        rows++;
        if (rows == most || units > characters || next == end) {
          parts.add(new Part(dump, start, Math.toIntExact(next - start)));
          start = next;
          rows = 0;
          units = 0;
        }
      }
    }
  }

  /** Whether others are the same, wherever they are stored. */
  @Override
  public boolean equals(Object other) {
    return other instanceof StoredRows rows && end - from == rows.end - rows.from && isSame(rows);
  }

  private boolean isSame(StoredRows other) {
    try (InputStream ours = dump.input(from, end);
        InputStream theirs = other.dump.input(other.from, other.end)) {
      byte[] one = ours.readNBytes(BLOCK);
      while (one.length > 0 && Arrays.equals(one, theirs.readNBytes(BLOCK))) {
        one = ours.readNBytes(BLOCK);
      }
      return one.length == 0;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public int hashCode() {
    return Long.hashCode(end - from);
  }
}
