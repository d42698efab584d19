package pgdump;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import process.StoredBytes;

/**
 * A plain dump of pg_dump's, read entry by entry. The headers are found as comments between
 * statements, so a line that looks like one inside a function's body is none.
 *
 * @param entries in the order of the dump, which is an order that loads
 */
public record Dump(List<DumpEntry> entries) {
  /** Names may hold what looks like the rest of a header: the last match counts. */
  private static final Pattern HEADER =
      Pattern.compile(
          "-- (?:Data for |Statistics for )?Name: (.*); Type: ([A-Z ]+); Schema: (.*); Owner:"
              + " (.*)");

  private static final Pattern TABLESPACE_SUFFIX = Pattern.compile("(.*?); Tablespace: .*");
  private static final Pattern TABLESPACE = Pattern.compile("SET default_tablespace = (.*);");
  private static final Pattern ACCESS_METHOD =
      Pattern.compile("SET default_table_access_method = (.*);");

  private static final Set<String> BY_AN_ACCESS_METHOD = Set.of("TABLE", "MATERIALIZED VIEW");
  private static final Set<String> IN_A_TABLESPACE =
      Set.of("TABLE", "MATERIALIZED VIEW", "INDEX", "CONSTRAINT");

  public Dump {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a plain dump. The session settings before its first entry, psql's commands and comments
   * are left out; the storage settings, which hold until they change, are kept with each entry that
   * they apply to.
   */
  public static Dump parse(String sql) {
    Reader reader = new Reader();
    SqlScanner.pieces(sql).forEach(reader::take);
    reader.finish();
    return new Dump(reader.entries);
  }

  /** Reads a plain dump, and leaves its rows where they are stored. */
  public static Dump read(StoredBytes dump) {
    Reader reader = new Reader();
    StoredDump.read(dump, reader);
    reader.finish();
    return new Dump(reader.entries);
  }

  private static final class Reader implements StoredDump.Taker {
    private final List<DumpEntry> entries = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final List<StoredRows> rows = new ArrayList<>();
    private Optional<Matcher> header = Optional.empty();
    private String tablespace = "";
    private String accessMethod = "";

    @Override
    public void take(StoredRows copied) {
      if (header.isPresent()) {
        rows.add(copied);
      }
    }

    @Override
    public void take(SqlScanner.Piece piece) {
      if (piece instanceof SqlScanner.Comment comment) {
        Matcher found = HEADER.matcher(comment.text());
        if (found.matches()) {
          finish();
          header = Optional.of(found);
        }
      } else if (piece instanceof SqlScanner.Statement statement) {
        take(statement.text());
      } else if (piece instanceof SqlScanner.Rows copied) {
        take(StoredRows.of(copied.text()));
      }
    }

    /** pg_dump writes storage settings ahead of the header of the entry that needs them. */
    private void take(String statement) {
      Matcher space = TABLESPACE.matcher(statement);
      Matcher method = ACCESS_METHOD.matcher(statement);
      if (space.matches()) {
        finish();
        tablespace = space.group(1).equals("''") ? "" : space.group(1);
      } else if (method.matches()) {
        finish();
        accessMethod = method.group(1).equals("heap") ? "" : method.group(1);
      } else if (header.isPresent()) {
        statements.add(statement);
      }
    }

    void finish() {
      header.ifPresent(found -> entries.add(entry(found)));
      header = Optional.empty();
      statements.clear();
      rows.clear();
    }

    private DumpEntry entry(Matcher found) {
      Matcher suffix = TABLESPACE_SUFFIX.matcher(found.group(4));
      String owner = suffix.matches() ? suffix.group(1) : found.group(4);
      return new DumpEntry(
          found.group(2),
          found.group(3),
          found.group(1),
          owner,
          IN_A_TABLESPACE.contains(found.group(2)) ? tablespace : "",
          BY_AN_ACCESS_METHOD.contains(found.group(2)) ? accessMethod : "",
          List.copyOf(statements),
          List.copyOf(rows));
    }
  }
}
