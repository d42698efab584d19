package statements;

import answers.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pgdump.LineEnds;
import postgres.ThrowawayDatabase;

/**
 * A baseline as a file of SQL: psql runs it as it is, and the baseline revision runs it statement
 * by statement, without having to understand SQL.
 *
 * @param text the file's content
 * @param marker how each line starts that stands before a statement and names what it makes
 */
public record BaselineFile(String text, String marker) {
  private static final String FIRST_MARKER = "--;;";

  /** Stands before the title of a statement that is committed before any other runs. */
  private static final String AUTOCOMMIT = "AUTOCOMMIT ";

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
    Stream<String> head =
        Stream.concat(
            heading.stream().map(line -> "-- " + line.replaceAll("[\r\n]+", " ")),
            Stream.of("-- " + FOLLOWS + marker + "."));
    Stream<String> body =
        baseline.statements().stream()
            .map(statement -> "\n" + marker + " " + announced(statement) + "\n" + plain(statement));
    return new BaselineFile(
        Stream.concat(head, body).collect(Collectors.joining("\n", "", "\n")), marker);
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
    return isCommitted(statement) ? AUTOCOMMIT + statement.title() : statement.title();
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

  /**
   * The statements that are committed before any other runs; none for nearly all baselines. Such
   * are the first of the file.
   */
  String committed() {
    return text.substring(0, firstOfTheTransaction());
  }

  /** The statements that run in one transaction. */
  String transaction() {
    return text.substring(firstOfTheTransaction());
  }

  public boolean hasCommitted() {
    return text.startsWith(marker + " " + AUTOCOMMIT, first(0));
  }

  private int firstOfTheTransaction() {
    int at = first(0);
    while (text.startsWith(marker + " " + AUTOCOMMIT, at)) {
      at = first(at + 1);
    }
    return at;
  }

  /** Where the next statement starts. */
  private int first(int from) {
    int at = text.indexOf("\n" + marker + " ", Math.max(0, from - 1));
    return at < 0 ? text.length() : at + 1;
  }

  /** Reads the marker back from a file that {@link #of} wrote. */
  public static BaselineFile read(String text) {
    String marker =
        text.lines()
            .filter(BaselineFile::isMarked)
            .findFirst()
            .map(line -> line.substring(0, line.indexOf(' ')))
            .orElse(FIRST_MARKER);
    return new BaselineFile(text, marker);
  }

  /** Whether a text is one: a comment, and below it the first line that names a statement. */
  public static boolean isOne(String text) {
    return text.startsWith("-- ")
        && text.lines()
            .skip(heading(text).count())
            .findFirst()
            .filter(BaselineFile::isMarked)
            .isPresent();
  }

  /** The lines above its first statement. */
  private static Stream<String> heading(String text) {
    return text.lines()
        .takeWhile(line -> (line.isBlank() || line.startsWith("--")) && !isMarked(line));
  }

  private static boolean isMarked(String line) {
    return line.startsWith(FIRST_MARKER);
  }

  /** What its heading says of something; empty where it says nothing. */
  public Optional<String> fact(HeaderLine fact) {
    return fact.in(heading(text)).stream().findFirst();
  }

  /** The answers that it was made with. */
  public Answers answers() {
    return Answers.in(HeaderLine.VALUE.in(heading(text)));
  }

  /** The same file, whose heading says one thing more. */
  public BaselineFile with(HeaderLine fact, String said) {
    return new BaselineFile("-- " + fact.line(said) + "\n" + text, marker);
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
   * @return why it does not load; empty where it does
   */
  public Optional<String> loadInto(ThrowawayDatabase prepared) {
    return loadInto(prepared, List.of());
  }

  /** The same, with further options of psql. */
  public Optional<String> loadInto(ThrowawayDatabase prepared, List<String> options) {
    List<String> inOne = new ArrayList<>(options);
    inOne.add("--single-transaction");
    Optional<String> refusal =
        hasCommitted() ? load(committed(), prepared, options) : Optional.empty();
    return refusal.or(() -> load(transaction(), prepared, inOne));
  }

  private static Optional<String> load(
      String sql, ThrowawayDatabase prepared, List<String> options) {
    return prepared.load(prepared.owner(), sql, options.toArray(String[]::new));
  }
}
