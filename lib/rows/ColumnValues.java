package rows;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;

/**
 * What values the columns of some rows have, and how often, in whatever order: for each column the
 * sum of its values' digests, since the values may be many.
 */
final class ColumnValues {
  private final long[] high;
  private final long[] low;

  private ColumnValues(int columns) {
    high = new long[columns];
    low = new long[columns];
  }

  static ColumnValues of(Spool<Row> rows, int columns) {
    ColumnValues values = new ColumnValues(columns);
    MessageDigest digest = digest();
    rows.forEach(row -> values.add(row, digest));
    return values;
  }

  private void add(Row row, MessageDigest digest) {
    ByteBuffer rest = ByteBuffer.wrap(row.bytes());
    for (int column = 0; rest.hasRemaining(); column++) {
      int start = rest.position();
      int length = Integer.BYTES + Math.max(0, rest.getInt());
      digest.update(row.bytes(), start, length);
      ByteBuffer sum = ByteBuffer.wrap(digest.digest());
      high[column] += sum.getLong();
      low[column] += sum.getLong();
      rest.position(start + length);
    }
  }

  /** The columns that have other values in the other rows. */
  BitSet differing(ColumnValues other) {
    BitSet differing = new BitSet();
    for (int column = 0; column < high.length; column++) {
      differing.set(column, high[column] != other.high[column] || low[column] != other.low[column]);
    }
    return differing;
  }

  /** Nobody gains by values whose digests are the same: they would only pair rows otherwise. */
  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
