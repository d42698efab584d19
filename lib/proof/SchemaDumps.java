package proof;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import process.OwnFile;
import snapshot.Snapshot;

/**
 * What pg_dump writes of two databases' schemas, byte by byte. A verdict does not need them to be
 * the same, for pg_dump's order is its own; but whoever dumps one after the other will ask.
 *
 * @param before the dump of one, without the lines that hold a random key
 * @param after that of the other, likewise
 */
public record SchemaDumps(String before, String after) {
  private static final String DEFINITIONS =
      ": they hold the definitions at head, without rows, and what differs is not among those";

  private static final Pattern RESTRICTED = Pattern.compile("(?m)^\\\\restrict (?<key>\\w+)$");

  /** The dumps of two databases as they were read. */
  public static SchemaDumps of(Snapshot before, Snapshot after) {
    return new SchemaDumps(withoutKey(before.schema()), withoutKey(after.schema()));
  }

  /** Writes {@code before.sql} and {@code after.sql}. */
  public void write(Path folder) {
    OwnFile.folder(folder);
    OwnFile.write(folder.resolve("before.sql"), before);
    OwnFile.write(folder.resolve("after.sql"), after);
  }

  /**
   * How they compare, in a sentence.
   *
   * @param verdict where it is {@link Comparison.Kind#DIFFERENT} and they are the same, the
   *     sentence says that this is about definitions alone
   */
  public String compared(Comparison.Kind verdict) {
    byte[] ours = before.getBytes(StandardCharsets.UTF_8);
    byte[] theirs = after.getBytes(StandardCharsets.UTF_8);
    int same = Arrays.mismatch(ours, theirs);
    if (same < 0) {
      return "pg_dump writes before.sql and after.sql byte for byte the same, %,d bytes%s"
          .formatted(ours.length, verdict == Comparison.Kind.DIFFERENT ? DEFINITIONS : "");
    }
    return "pg_dump writes before.sql with %,d bytes and after.sql with %,d, not the same from line %,d on"
        .formatted(ours.length, theirs.length, lineOf(ours, same));
  }

  private static int lineOf(byte[] text, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      line += text[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  /** The key that pg_dump wraps its text in is random; the rest of the same schema is the same. */
  private static String withoutKey(String dump) {
    Matcher restricted = RESTRICTED.matcher(dump);
    return restricted.find()
        ? dump.replaceAll("(?m)^\\\\(un)?restrict " + restricted.group("key") + "\n", "")
        : dump;
  }
}
