package statements;

import answers.Answers;
import console.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pgdump.LineEnds;
import postgres.ThrowawayDatabase;
import process.StoredBytes;
import process.StoredLines;

/**
 * A baseline as a file of SQL: psql runs it as it is, and the baseline revision runs it statement
 * by statement, without having to understand SQL.
 *
 * @param content of the file, whose rows may be many
 * @param marker how each line starts that stands before a statement and names what it makes
 */
public record BaselineFile(StoredBytes content, String marker) {
  private static final String FIRST_MARKER = "--;;";

  /** Stands before the title of a statement that is committed before any other runs. */
  private static final String AUTOCOMMIT = "AUTOCOMMIT ";

  /** The title behind the last marker, which no statement follows: a file without is half a one. */
  private static final String END = "END OF FILE";

  private static final int TAIL = 1 << 12;

  private static final String FOLLOWS = "One statement follows each line that starts with ";

  /**
   * Writes a baseline down.
   *
   * @param heading lines that say what the file is
   */
  public static BaselineFile of(Baseline baseline, List<String> heading) {
    return of(baseline, heading, marker(baseline.statements()));
  }

  private static BaselineFile of(Baseline baseline, List<String> heading, String marker) {
    StoredBytes file = new StoredBytes();
    heading.forEach(line -> write("-- " + HeaderLine.shown(line), file));
    write("-- " + FOLLOWS + marker + ".", file);
    for (BaselineStatement statement : baseline.statements()) {
      write("\n" + marker + " " + announced(statement) + "\n" + plain(statement), file);
    }
    write("\n" + marker + " " + END, file);
    return new BaselineFile(file.finish(), marker);
  }

  private static void write(String lines, StoredBytes file) {
    byte[] bytes = (lines + "\n").getBytes(StandardCharsets.UTF_8);
    file.write(bytes, 0, bytes.length);
  }

  /**
   * Writes a baseline and its way back down, so that one revision reads both.
   *
   * @param heading lines that say what the baseline's file is
   * @param backHeading likewise of the way back
   */
  public static Pair pair(
      Baseline baseline, List<String> heading, Baseline back, List<String> backHeading) {
    String one = marker(baseline.statements());
    String other = marker(back.statements());
    // No line that starts like the longer one starts a statement's line of the other either.
    String marker = one.length() > other.length() ? one : other;
    return new Pair(of(baseline, heading, marker), of(back, backHeading, marker));
  }

  private static String announced(BaselineStatement statement) {
    String title = PrintableText.text(statement.title());
    return isCommitted(statement) ? AUTOCOMMIT + title : title;
  }

  private static boolean isCommitted(BaselineStatement statement) {
    return statement instanceof SqlStatement said && said.isCommitted();
  }

  /** Without carriage returns, so that nobody who turns line ends changes what it means. */
  private static String plain(BaselineStatement statement) {
    return LineEnds.plain(statement.sql());
  }

  /**
   * Two files with the same marker.
   *
   * @param upgrade the baseline
   * @param downgrade its way back
   */
  public record Pair(BaselineFile upgrade, BaselineFile downgrade) {}

  /** Whether its end is there, or somebody wrote more behind that. */
  public boolean isWhole() {
    long length = content.length();
    StoredLines tail =
        new StoredLines(
            StoredBytes.of(
                content.from(Math.max(0, length - TAIL)).read((int) Math.min(TAIL, length))));
    return hasEnd(tail) || hasEnd(new StoredLines(content));
  }

  private boolean hasEnd(StoredLines lines) {
    boolean found = false;
    while (!found && lines.next()) {
      found = lines.text().equals(end());
    }
    return found;
  }

  /** Its last line. */
  public String end() {
    return marker + " " + END;
  }

  /** How many lines it has. */
  public int lines() {
    StoredLines lines = new StoredLines(content);
    int count = 0;
    while (lines.next()) {
      count++;
    }
    return count;
  }

  /** All of it at once. */
  public String text() {
    return content.text();
  }

  /** Whether statements are committed before any other runs. Such are the first of the file. */
  public boolean hasCommitted() {
    StoredLines lines = new StoredLines(content);
    while (lines.next()) {
      if (lines.text().startsWith(marker + " ")) {
        return isCommitted(lines.text());
      }
    }
    return false;
  }

  private boolean isCommitted(String line) {
    return line.startsWith(marker + " " + AUTOCOMMIT);
  }

  /** Where the statements start that run in one transaction. */
  private long transaction() {
    StoredLines lines = new StoredLines(content);
    while (lines.next()) {
      if (lines.text().startsWith(marker + " ") && !isCommitted(lines.text())) {
        return lines.start();
      }
    }
    return content.length();
  }

  /** Reads the marker back from a file that {@link #of} wrote. */
  public static BaselineFile read(StoredBytes content) {
    StoredLines lines = new StoredLines(content);
    while (lines.next()) {
      if (isMarked(lines.text())) {
        return new BaselineFile(content, lines.text().substring(0, lines.text().indexOf(' ')));
      }
    }
    return new BaselineFile(content, FIRST_MARKER);
  }

  /** As {@link #read(StoredBytes)}. */
  public static BaselineFile read(String text) {
    return read(StoredBytes.of(text));
  }

  /** Whether a text is one: a comment, and below it the first line that names a statement. */
  public static boolean isOne(String text) {
    return isOne(StoredBytes.of(text));
  }

  /** As {@link #isOne(String)}. */
  public static boolean isOne(StoredBytes content) {
    StoredLines lines = new StoredLines(content);
    boolean isComment = lines.next() && lines.text().startsWith("-- ");
    boolean isHeading = isComment;
    while (isHeading && lines.next()) {
      isHeading = isHeading(lines.text());
    }
    return isComment && !isHeading && isMarked(lines.text());
  }

  /** The lines above its first statement. */
  private Stream<String> heading() {
    List<String> heading = new ArrayList<>();
    StoredLines lines = new StoredLines(content);
    while (lines.next() && isHeading(lines.text())) {
      heading.add(lines.text());
    }
    return heading.stream();
  }

  private static boolean isHeading(String line) {
    return (line.isBlank() || line.startsWith("--")) && !isMarked(line);
  }

  private static boolean isMarked(String line) {
    return line.startsWith(FIRST_MARKER);
  }

  /** What its heading says of something; empty if it says nothing. */
  public Optional<String> fact(HeaderLine fact) {
    return fact.in(heading()).stream().findFirst();
  }

  /** The answers that it was made with. */
  public Answers answers() {
    return Answers.in(HeaderLine.VALUE.in(heading()));
  }

  /** The same file, whose heading says one thing more. */
  public BaselineFile with(HeaderLine fact, String said) {
    StoredBytes file = new StoredBytes();
    write("-- " + fact.line(said), file);
    try {
      content.input().transferTo(file.output());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new BaselineFile(file.finish(), marker);
  }

  /** The name of the file with the way back: {@code baseline-2305-downgrade.sql}. */
  public static String downgradeName(String tag) {
    return name(tag).replaceFirst("\\.sql$", "-downgrade.sql");
  }

  /** The name of the file: {@code baseline-2305.sql} for wazo-23.05, a safe one for any tag. */
  public static String name(String tag) {
    String version =
        tag.matches("wazo-[0-9.]+") ? tag.substring("wazo-".length()).replace(".", "") : tag;
    String safe = version.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
    return "baseline-" + (safe.isEmpty() ? "squashed" : safe) + ".sql";
  }

  /** No line of any statement may start like the marker. */
  private static String marker(List<BaselineStatement> statements) {
    String marker = FIRST_MARKER;
    for (BaselineStatement statement : statements) {
      String sql = plain(statement);
      while (sql.startsWith(marker) || sql.contains("\n" + marker)) {
        marker += ";";
      }
    }
    return marker;
  }

  /**
   * Loads it as its revision will, in one transaction but for what is committed ahead, as the role
   * that runs migrations.
   *
   * @param prepared a database just before its first migration; it is not usable after
   * @return why it does not load; empty if it does
   */
  public Optional<String> loadInto(ThrowawayDatabase prepared) {
    return loadInto(prepared, List.of());
  }

  /** The same, with further options of psql. */
  public Optional<String> loadInto(ThrowawayDatabase prepared, List<String> options) {
    List<String> inOne = new ArrayList<>(options);
    inOne.add("--single-transaction");
    Optional<String> refusal =
        hasCommitted()
            ? load(content.input(0, transaction()), prepared, options)
            : Optional.empty();
    return refusal.or(() -> load(content.input(transaction(), content.length()), prepared, inOne));
  }

  private static Optional<String> load(
      InputStream sql, ThrowawayDatabase prepared, List<String> options) {
    return prepared.load(prepared.owner(), sql, options.toArray(String[]::new));
  }
}
