package rows;

import java.nio.ByteBuffer;
import java.util.BitSet;
import rows.GeneratedCells.Match;
import rows.GeneratedCells.Pattern;

/** How rows with generated cells are written. */
final class PatternForm {
  static final Spool.Form<Pattern> PATTERN =
      new Spool.Form<>() {
        @Override
        public byte[] bytes(Pattern pattern) {
          return joined(
              pattern.generated().toByteArray(),
              pattern.row().bytes(),
              pattern.again().equals(pattern.row()) ? SAME : pattern.again().bytes());
        }

        @Override
        public Pattern read(byte[] bytes) {
          return pattern(ByteBuffer.wrap(bytes));
        }
      };

  static final Spool.Form<Match> MATCH =
      new Spool.Form<>() {
        @Override
        public byte[] bytes(Match match) {
          return joined(PATTERN.bytes(match.pattern()), match.row().bytes());
        }

        @Override
        public Match read(byte[] bytes) {
          ByteBuffer parts = ByteBuffer.wrap(bytes);
          return new Match(pattern(ByteBuffer.wrap(part(parts))), new Row(part(parts)));
        }
      };

  /** Stands for a counterpart that is the row itself; no row is as short. */
  private static final byte[] SAME = {0};

  private PatternForm() {}

  private static Pattern pattern(ByteBuffer parts) {
    BitSet generated = BitSet.valueOf(part(parts));
    Row row = new Row(part(parts));
    byte[] again = part(parts);
    return new Pattern(row, again.length == SAME.length ? row : new Row(again), generated);
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += Integer.BYTES + part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.putInt(part.length).put(part);
    }
    return all.array();
  }

  private static byte[] part(ByteBuffer parts) {
    byte[] part = new byte[parts.getInt()];
    parts.get(part);
    return part;
  }
}
