package rows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * One row of a table. It is held as PostgreSQL sends it in the binary format of {@code COPY}: the
 * length of each value, then its text in UTF-8; the length of SQL's NULL is -1.
 */
public final class Row implements Comparable<Row> {
  private static final int NULL = -1;

  private final byte[] bytes;
  private List<String> values;

  /** One whose values were read. */
  Row(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param values as text; a null element is SQL's NULL
   */
  public Row(List<String> values) {
    List<byte[]> texts = new ArrayList<>();
    int length = 0;
    for (String value : values) {
      byte[] text = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
      texts.add(text);
      length += Integer.BYTES + (text == null ? 0 : text.length);
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] text : texts) {
      all.putInt(text == null ? NULL : text.length);
      if (text != null) {
        all.put(text);
      }
    }
    this.bytes = all.array();
  }

  byte[] bytes() {
    return bytes;
  }

  /** The values as text; a null element is SQL's NULL. */
  public List<String> values() {
    if (values == null) {
      List<String> read = new ArrayList<>();
      for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
        int length = rest.getInt();
        read.add(
            length == NULL
                ? null
                : new String(bytes, rest.position(), length, StandardCharsets.UTF_8));
        rest.position(rest.position() + Math.max(0, length));
      }
      values = Collections.unmodifiableList(read);
    }
    return values;
  }

  /** The row without the values at some positions. */
  public Row without(BitSet left) {
    ByteBuffer kept = ByteBuffer.allocate(bytes.length);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    for (int position = 0; rest.hasRemaining(); position++) {
      int start = rest.position();
      int length = Integer.BYTES + Math.max(0, rest.getInt());
      if (!left.get(position)) {
        kept.put(bytes, start, length);
      }
      rest.position(start + length);
    }
    return new Row(Arrays.copyOf(kept.array(), kept.position()));
  }

  /** The row as a person reads it. */
  public String shown(List<String> columns) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String value = values().get(i);
      cells.add(columns.get(i) + "=" + (value == null ? "NULL" : "'" + value + "'"));
    }
    return String.join(", ", cells);
  }

  /** An order that keeps equal rows together, and means nothing else. */
  @Override
  public int compareTo(Row other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row row && Arrays.equals(bytes, row.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
