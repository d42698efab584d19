package pgdump;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Splits SQL into statements by PostgreSQL's lexical rules (manual, section 4.1): quoted strings of
 * every kind, quoted identifiers, dollar quotes, nested comments, and the semicolons inside
 * parentheses and SQL-standard function bodies, which end nothing. Expects {@code
 * standard_conforming_strings = on}, as pg_dump does.
 */
public final class SqlScanner {
  private static final String END_OF_ROWS = "\\.\n";

  private final String sql;
  private final List<Piece> pieces = new ArrayList<>();
  private final QuotedTexts quoted = new QuotedTexts();
  private int position;
  private int start;
  private int line = 1;
  private int startLine = 1;
  private boolean blank = true;
  private boolean open;
  private int parentheses;
  private AtomicBody body = new AtomicBody();

  /** What a text of SQL is made of, in order. */
  public sealed interface Piece permits Statement, Rows, Comment, MetaCommand {}

  /**
   * A statement without its comments before it, with its semicolon if it had one.
   *
   * @param text as it stood
   * @param line the line where it starts, from 1
   */
  public record Statement(String text, int line) implements Piece {}

  /** The lines that {@code COPY ... FROM stdin} reads, each with its end, without the last. */
  public record Rows(String text, int line) implements Piece {}

  /** A comment between statements, to the line's end or of the bracketed kind. */
  public record Comment(String text, int line) implements Piece {}

  /** A line between statements that psql takes for itself, {@code \restrict} for one. */
  public record MetaCommand(String text, int line) implements Piece {}

  private SqlScanner(String sql) {
    this.sql = sql;
  }

  /** Splits a text; nothing of it is lost but the blanks between the pieces. */
  public static List<Piece> pieces(String sql) {
    SqlScanner scanner = new SqlScanner(sql);
    scanner.scan();
    return scanner.pieces;
  }

  /**
   * Splits a text that may end with a {@code COPY} whose rows come behind it.
   *
   * @return the pieces up to that; empty if what looks like one is a part of something else
   */
  static Optional<List<Piece>> piecesBeforeRows(String sql) {
    SqlScanner scanner = new SqlScanner(sql);
    scanner.scan();
    int last = scanner.pieces.size() - 1;
    boolean isCopy = last > 0 && !scanner.open && scanner.pieces.get(last) instanceof Rows;
    return isCopy ? Optional.of(scanner.pieces.subList(0, last)) : Optional.empty();
  }

  /** The statements of a text, without what stands between them. */
  public static List<Statement> statements(String sql) {
    return pieces(sql).stream()
        .filter(Statement.class::isInstance)
        .map(Statement.class::cast)
        .toList();
  }

  /** The quoted strings and identifiers in the statements of a text. */
  static List<QuotedTexts.Quoted> quoted(String sql) {
    SqlScanner scanner = new SqlScanner(sql);
    scanner.scan();
    return scanner.quoted.all();
  }

  private void scan() {
    while (position < sql.length()) {
      char c = sql.charAt(position);
      if (blank) {
        between(c);
      } else {
        within(c);
      }
    }
    endStatement();
  }

  private void between(char c) {
    if (isBlank(c)) {
      advance(1);
    } else if (looksAt("--")) {
      int from = position;
      int fromLine = line;
      advance(lineEnd(position) - position);
      pieces.add(new Comment(sql.substring(from, position), fromLine));
    } else if (looksAt("/*")) {
      int from = position;
      int fromLine = line;
      skipBracketedComment();
      pieces.add(new Comment(sql.substring(from, position), fromLine));
    } else if (c == '\\' && isLineStart()) {
      int from = position;
      int fromLine = line;
      advance(lineEnd(position) - position);
      pieces.add(new MetaCommand(sql.substring(from, position), fromLine));
    } else {
      blank = false;
      start = position;
      startLine = line;
    }
  }

  private void within(char c) {
    if (c == '\'' || c == '"') {
      body.sign(c);
      int from = position;
      skipQuoted(c);
      quoted.add(sql, from, position);
    } else if (looksAt("--")) {
      advance(lineEnd(position) - position);
    } else if (looksAt("/*")) {
      skipBracketedComment();
    } else if (c == '$') {
      body.sign(c);
      dollar();
    } else if (isWordStart(c)) {
      word();
    } else if (c == ';' && parentheses == 0 && !body.isOpen()) {
      advance(1);
      endStatement();
    } else {
      parentheses = Math.max(0, parentheses + (c == '(' ? 1 : c == ')' ? -1 : 0));
      if (!isBlank(c)) {
        body.sign(c);
      }
      advance(1);
    }
  }

  private void word() {
    int from = position;
    skipWord();
    String word = sql.substring(from, position).toLowerCase(Locale.ROOT);
    boolean stringFollows = position < sql.length() && sql.charAt(position) == '\'';
    if (stringFollows && word.equals("e")) {
      skipEscapeString();
      quoted.add(sql, from, position);
      body.sign('\'');
    } else {
      body.word(word, parentheses > 0);
    }
  }

  private void endStatement() {
    if (!blank) {
      int end = position;
      while (isBlank(sql.charAt(end - 1))) {
        end--;
      }
      String text = sql.substring(start, end);
      pieces.add(new Statement(text, startLine));
      if (text.startsWith("COPY ") && text.endsWith(" FROM stdin;")) {
        rows();
      }
    }
    blank = true;
    parentheses = 0;
    body = new AtomicBody();
  }

  /** An escape string goes on after blanks with a line's end between, with its escapes. */
  private void skipEscapeString() {
    do {
      advance(1);
      while (position < sql.length() && sql.charAt(position) != '\'') {
        advance(sql.charAt(position) == '\\' ? 2 : 1);
      }
      open |= position >= sql.length();
      advance(1);
    } while (isContinued());
  }

  private boolean isContinued() {
    int end = position;
    boolean newline = false;
    while (end < sql.length() && (isBlank(sql.charAt(end)) || sql.startsWith("--", end))) {
      if (sql.charAt(end) == '-') {
        end = lineEnd(end);
      } else {
        newline |= isNewline(sql.charAt(end));
        end++;
      }
    }
    boolean doubled = end == position;
    boolean goesOn = end < sql.length() && sql.charAt(end) == '\'' && (newline || doubled);
    advance(goesOn ? end - position : 0);
    return goesOn;
  }

  private void skipQuoted(char quote) {
    int end = sql.indexOf(quote, position + 1);
    open |= end < 0;
    advance((end < 0 ? sql.length() : end + 1) - position);
  }

  private void skipBracketedComment() {
    int depth = 0;
    do {
      if (looksAt("/*")) {
        depth++;
        advance(2);
      } else if (looksAt("*/")) {
        depth--;
        advance(2);
      } else {
        advance(1);
      }
    } while (depth > 0 && position < sql.length());
    open |= depth > 0;
  }

  /** A dollar sign opens a quote where a tag and another dollar sign follow; else it is a sign. */
  private void dollar() {
    int end = position + 1;
    while (end < sql.length() && isTagPart(sql.charAt(end), end == position + 1)) {
      end++;
    }
    if (end == sql.length() || sql.charAt(end) != '$') {
      advance(1);
      return;
    }
    int from = position;
    String tag = sql.substring(from, end + 1);
    int close = sql.indexOf(tag, end + 1);
    open |= close < 0;
    advance((close < 0 ? sql.length() : close + tag.length()) - from);
    quoted.add(sql, from, position);
  }

  private void skipWord() {
    int end = position;
    while (end < sql.length() && isWordPart(sql.charAt(end))) {
      end++;
    }
    advance(end - position);
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 127;
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || (c >= '0' && c <= '9') || c == '$';
  }

  private static boolean isTagPart(char c, boolean first) {
    return isWordStart(c) || (!first && c >= '0' && c <= '9');
  }

  private boolean looksAt(String text) {
    return sql.startsWith(text, position);
  }

  private boolean isLineStart() {
    return position == 0 || sql.charAt(position - 1) == '\n';
  }

  /** To PostgreSQL, a carriage return ends a line as well. */
  private int lineEnd(int from) {
    int end = from;
    while (end < sql.length() && !isNewline(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private void rows() {
    advance(lineEnd(position) + 1 - position);
    int end =
        sql.startsWith(END_OF_ROWS, position)
            ? position
            : sql.indexOf("\n" + END_OF_ROWS, position) + 1;
    if (end < position) {
      end = sql.length();
    }
    pieces.add(new Rows(sql.substring(position, end), line));
    advance(end + END_OF_ROWS.length() - position);
  }

  private static boolean isNewline(char c) {
    return c == '\n' || c == '\r';
  }

  /** Blanks beyond ASCII are letters to PostgreSQL. */
  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private void advance(int count) {
    int end = Math.min(sql.length(), position + count);
    for (; position < end; position++) {
      if (sql.charAt(position) == '\n') {
        line++;
      }
    }
  }
}
