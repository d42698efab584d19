package generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postgres.Sql;
import statements.BaselineStatement;

/** The values that a statement of a baseline writes into rows: an INSERT's, an UPDATE's. */
public final class SeededCells {
  public static final String DATA = "TABLE DATA ";

  private static final String QUOTED = "\"(?:[^\"]++|\"\")*+\"";
  private static final Pattern INSERT =
      Pattern.compile(
          "INSERT INTO (?:%1$s|[^\"(])++\\(((?:%1$s|[^\")]++)*+)\\) (?:OVERRIDING SYSTEM VALUE )?VALUES\\s"
              .formatted(QUOTED));
  private static final Pattern UPDATE =
      Pattern.compile("UPDATE (?:%s|[^\" ])++ SET ".formatted(QUOTED));
  private static final Pattern COLUMN = Pattern.compile(QUOTED + "|[^, ]+");
  private static final Pattern ASSIGNMENT = Pattern.compile("(" + QUOTED + "|[^ =]+) = ");

  private final String sql;
  private final List<Cell> cells = new ArrayList<>();
  private int position;

  /**
   * A value.
   *
   * @param column the name of its column, not quoted
   * @param from where it starts in the statement
   * @param end where it ends
   */
  record Cell(String column, int from, int end) {}

  private SeededCells(String sql) {
    this.sql = sql;
  }

  /** The values of a statement, in order; none where it is of another kind. */
  static List<Cell> of(BaselineStatement statement) {
    if (!isData(statement)) {
      return List.of();
    }
    SeededCells found = new SeededCells(statement.sql());
    Matcher insert = INSERT.matcher(statement.sql());
    Matcher update = UPDATE.matcher(statement.sql());
    if (insert.lookingAt()) {
      found.position = insert.end();
      found.rows(names(insert.group(1)));
    } else if (update.lookingAt()) {
      found.position = update.end();
      found.assignments();
    }
    return found.cells;
  }

  /** Whether a statement writes rows. */
  static boolean isData(BaselineStatement statement) {
    return statement.title().startsWith(DATA);
  }

  /** The table whose rows a statement writes. */
  static String table(BaselineStatement statement) {
    return statement.title().substring(DATA.length());
  }

  /** What a cell says where it is a text in quotes. */
  static Optional<String> text(String sql, Cell cell) {
    boolean quoted =
        sql.charAt(cell.from()) == '\''
            && cell.end() > cell.from() + 1
            && afterQuoted(sql, cell.from()) == cell.end();
    return quoted
        ? Optional.of(sql.substring(cell.from() + 1, cell.end() - 1).replace("''", "'"))
        : Optional.empty();
  }

  private static List<String> names(String columns) {
    return COLUMN.matcher(columns).results().map(column -> Sql.unquoted(column.group())).toList();
  }

  private void rows(List<String> columns) {
    while (position < sql.length()) {
      if (sql.charAt(position) == '(') {
        row(columns);
      }
      position++;
    }
  }

  private void row(List<String> columns) {
    for (int column = 0; sql.charAt(position) != ')' || column == 0; column++) {
      position++;
      while (sql.charAt(position) == ' ') {
        position++;
      }
      int from = position;
      skipValue();
      cells.add(new Cell(columns.get(column), from, position));
    }
  }

  private void assignments() {
    Matcher assignment = ASSIGNMENT.matcher(sql);
    while (assignment.region(position, sql.length()).lookingAt()) {
      position = assignment.end();
      int from = position;
      skipAssigned();
      cells.add(new Cell(Sql.unquoted(assignment.group(1)), from, position));
      if (!sql.startsWith(", ", position)) {
        return;
      }
      position += 2;
    }
  }

  private void skipAssigned() {
    position =
        sql.charAt(position) == '\''
            ? afterQuoted(sql, position)
            : position + Math.max(0, sql.substring(position).split("[ ,;]", 2)[0].length());
  }

  /** To the comma or parenthesis behind an expression. */
  private void skipValue() {
    int depth = 0;
    while (depth > 0 || (sql.charAt(position) != ',' && sql.charAt(position) != ')')) {
      char c = sql.charAt(position);
      if (c == '\'' || c == '"') {
        position = afterQuoted(sql, position);
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        position++;
      }
    }
  }

  private static int afterQuoted(String sql, int from) {
    char quote = sql.charAt(from);
    int end = sql.indexOf(quote, from + 1);
    while (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
      end = sql.indexOf(quote, end + 2);
    }
    return end + 1;
  }
}
