package rows;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * The rows of a query as {@code COPY} sends them in its binary format (PostgreSQL's manual, COPY,
 * Binary Format), one after the other: however many they are, the server and we hold few of them.
 */
final class CopiedRows {
  private static final int SIGNATURE = 11;
  private static final int TRAILER = -1;
  private static final int BUFFER = 1 << 16;

  private final Connection connection;
  private final String query;
  private final int columns;
  private byte[] row = new byte[BUFFER];
  private int length;

  private CopiedRows(Connection connection, String query, int columns) {
    this.connection = connection;
    this.query = query;
    this.columns = columns;
  }

  /**
   * @param query gives texts
   * @param columns how many of its columns are kept, from the first
   */
  static CopiedRows of(Connection connection, String query, int columns) {
    return new CopiedRows(connection, query, columns);
  }

  /**
   * Writes them.
   *
   * @throws SQLException where the server does not send them all
   */
  void writeTo(Spool.Writer<Row> rows) throws SQLException {
    String copy = "COPY (" + query + ") TO STDOUT (FORMAT binary)";
    try (PGCopyInputStream sent =
            new PGCopyInputStream(connection.unwrap(PGConnection.class), copy);
        DataInputStream in = new DataInputStream(new BufferedInputStream(sent, BUFFER))) {
      in.skipNBytes(SIGNATURE + Integer.BYTES);
      in.skipNBytes(in.readInt());
      for (int values = in.readShort(); values != TRAILER; values = in.readShort()) {
        read(in, values);
        rows.add(row, length);
      }
      if (in.read() >= 0) {
        throw new IOException("there is more behind the last");
      }
    } catch (IOException broken) {
      throw broken.getCause() instanceof SQLException refused
          ? refused
          : new SQLException("the rows cannot be read: " + broken.getMessage(), broken);
    }
  }

  private void read(DataInputStream in, int values) throws IOException {
    length = 0;
    for (int i = 0; i < values; i++) {
      int bytes = in.readInt();
      int start = length;
      length += Integer.BYTES + Math.max(0, bytes);
      if (length > row.length) {
        row = Arrays.copyOf(row, Math.max(length, 2 * row.length));
      }
      for (int octet = 0; octet < Integer.BYTES; octet++) {
        row[start + octet] = (byte) (bytes >>> (8 * (Integer.BYTES - 1 - octet)));
      }
      if (bytes > 0) {
        in.readFully(row, start + Integer.BYTES, bytes);
      }
      length = i < columns ? length : start;
    }
  }
}
