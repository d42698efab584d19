package pgdump;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import process.StoredBytes;
import process.StoredLines;

/** Reads a dump whose rows may be many: they stay where they are stored, and are not read. */
final class StoredDump {
  private static final String COPIES = " FROM stdin;";
  private static final String END_OF_ROWS = "\\.\n";

  private final StoredBytes dump;
  private final StoredLines lines;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  /** Takes what is in a dump, in order. */
  interface Taker {
    void take(SqlScanner.Piece piece);

    void take(StoredRows rows);
  }

  private StoredDump(StoredBytes dump) {
    this.dump = dump;
    this.lines = new StoredLines(dump);
  }

  static void read(StoredBytes dump, Taker taker) {
    new StoredDump(dump).read(taker);
  }

  private void read(Taker taker) {
    while (lines.next()) {
      byte[] line = lines.bytes();
      text.write(line, 0, line.length);
      if (lines.text().endsWith(COPIES)) {
        Optional<List<SqlScanner.Piece>> pieces = SqlScanner.piecesBeforeRows(read());
        if (pieces.isPresent()) {
          pieces.get().forEach(taker::take);
          text.reset();
          taker.take(rows());
        }
      }
    }
    SqlScanner.pieces(read()).forEach(taker::take);
  }

  private String read() {
    return text.toString(StandardCharsets.UTF_8);
  }

  private StoredRows rows() {
    long from = lines.end();
    while (lines.next() && !lines.is(END_OF_ROWS)) {
      // They stay where they are
    }
    return new StoredRows(dump, from, lines.start());
  }
}
