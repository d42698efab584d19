package rows;

import java.util.Arrays;
import process.UnnamedFile;

/**
 * Bytes that are written one after the other, and read at any place: few of them in the heap, many
 * on disk. One thread writes.
 */
final class SpoolFile {
  /** As many stay in the heap. */
  private static final int BLOCK = 1 << 16;

  private static final int FIRST = 256;

  private byte[] last = new byte[FIRST];
  private int count;
  private long written;
  private UnnamedFile file;

  /** How many there are. */
  long length() {
    return written + count;
  }

  void write(byte[] bytes, int from, int length) {
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

  void writeInt(int number) {
    byte[] bytes = {
      (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
    };
    write(bytes, 0, bytes.length);
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
  void finish() {
    if (file != null) {
      flush();
      last = new byte[0];
    } else {
      last = Arrays.copyOf(last, count);
    }
  }

  /** Reads from a place on. */
  Reader from(long start) {
    return new Reader(start);
  }

  /** Reads bytes one after the other. */
  final class Reader {
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

    byte[] read(int length) {
      byte[] bytes = new byte[length];
      int done = 0;
      while (done < length) {
        if (at == end) {
          fill();
        }
        int part = Math.min(length - done, end - at);
        System.arraycopy(block, at, bytes, done, part);
        at += part;
        done += part;
      }
      return bytes;
    }

    int readInt() {
      if (end - at < Integer.BYTES) {
        byte[] bytes = read(Integer.BYTES);
        return number(bytes, 0);
      }
      at += Integer.BYTES;
      return number(block, at - Integer.BYTES);
    }

    private static int number(byte[] bytes, int from) {
      return (bytes[from] & 0xff) << 24
          | (bytes[from + 1] & 0xff) << 16
          | (bytes[from + 2] & 0xff) << 8
          | bytes[from + 3] & 0xff;
    }
  }
}
