package pgdump;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import process.StoredBytes;

/** Reads a dump whose rows may be many: they stay where they are stored, and are not read. */
final class StoredDump {
  private static final String COPIES = " FROM stdin;\n";
  private static final String END_OF_ROWS = "\\.\n";

  private final StoredBytes dump;
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private long at;

  /** Takes what is in a dump, in order. */
  interface Taker {
    void take(SqlScanner.Piece piece);

    void take(StoredRows rows);
  }

  private StoredDump(StoredBytes dump) {
    this.dump = dump;
    this.in = new BufferedInputStream(dump.input());
  }

  static void read(StoredBytes dump, Taker taker) {
    try {
      new StoredDump(dump).read(taker);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void read(Taker taker) throws IOException {
    while (readLine()) {
      line.writeTo(text);
      if (line.toString(StandardCharsets.UTF_8).endsWith(COPIES)) {
        Optional<List<SqlScanner.Piece>> pieces =
            SqlScanner.piecesBeforeRows(text.toString(StandardCharsets.UTF_8));
        if (pieces.isPresent()) {
          pieces.get().forEach(taker::take);
          text.reset();
          taker.take(rows());
        }
      }
    }
    SqlScanner.pieces(text.toString(StandardCharsets.UTF_8)).forEach(taker::take);
  }

  private StoredRows rows() throws IOException {
    long from = at;
    long end = at;
    while (readLine() && !isEndOfRows()) {
      end = at;
    }
    return new StoredRows(dump, from, end);
  }

  private boolean isEndOfRows() {
    return line.size() == END_OF_ROWS.length()
        && line.toString(StandardCharsets.UTF_8).equals(END_OF_ROWS);
  }

  /** Reads a line with its end; whether there was one. */
  private boolean readLine() throws IOException {
    line.reset();
    int octet = in.read();
    while (octet >= 0) {
      line.write(octet);
      at++;
      octet = octet == '\n' ? -1 : in.read();
    }
    return line.size() > 0;
  }
}
