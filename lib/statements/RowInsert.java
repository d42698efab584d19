package statements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pgdump.CopyPart;
import pgdump.CopyText;
import postgres.Sql;

/**
 * Adds rows. They stay in the text that {@code COPY} has for them, which is the smallest form of
 * many rows, until somebody looks at a cell or writes the statement down.
 */
public final class RowInsert implements RowStatement {
  private final Target target;
  private final CopyPart rows;

  /** By column, what is written in place of the values of some rows. */
  private final Map<Integer, String[]> expressions;

  /**
   * Where rows go.
   *
   * @param table the table, on one line
   * @param name the same as SQL writes it
   * @param columns those that are written; none where a row has defaults only
   * @param overridesIdentity whether values are given that are always generated otherwise
   */
  public record Target(String table, String name, List<Column> columns, boolean overridesIdentity) {
    /** Brings the table on one line. */
    public Target {
      table = BaselineStatement.onOneLine(table);
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column.
   *
   * @param name quoted where it has to be
   * @param form how its values are written
   */
  public record Column(String name, Form form) {}

  /** How values are written, as pg_dump writes them in its own INSERTs. */
  public enum Form {
    /** Without quotes, where it is one that SQL knows. */
    NUMBER {
      @Override
      void write(CopyText rows, CopyText.Span value, StringBuilder sql) {
        if (DIGITS.matcher(rows.text()).region(value.from(), value.end()).matches()) {
          sql.append(rows.text(), value.from(), value.end());
        } else {
          TEXT.write(rows, value, sql);
        }
      }
    },
    /** As a word. */
    BOOLEAN {
      @Override
      void write(CopyText rows, CopyText.Span value, StringBuilder sql) {
        sql.append(rows.text().charAt(value.from()) == 't');
      }
    },
    /** As a string of bits. */
    BITS {
      @Override
      void write(CopyText rows, CopyText.Span value, StringBuilder sql) {
        sql.append('B');
        TEXT.write(rows, value, sql);
      }
    },
    /** As a string, which every type reads. */
    TEXT {
      @Override
      void write(CopyText rows, CopyText.Span value, StringBuilder sql) {
        sql.append(Sql.literal(rows.value(value)));
      }
    };

    private static final Pattern DIGITS = Pattern.compile("[0-9 +\\-eE.]+");

    abstract void write(CopyText rows, CopyText.Span value, StringBuilder sql);

    /** A value as a cast to text prints it, which is not as {@code COPY} writes it. */
    String printed(String copied) {
      return this == BOOLEAN ? String.valueOf(copied.equals("t")) : copied;
    }
  }

  /**
   * Adds these rows.
   *
   * @param rows with a value for each of the target's columns
   */
  public RowInsert(Target target, CopyPart rows) {
    this(target, rows, Map.of());
  }

  private RowInsert(Target target, CopyPart rows, Map<Integer, String[]> expressions) {
    this.target = target;
    this.rows = rows;
    this.expressions = expressions;
  }

  @Override
  public String table() {
    return target.table();
  }

  @Override
  public String head() {
    String into = "INSERT INTO " + target.name();
    return target.columns().isEmpty()
        ? into + " DEFAULT VALUES"
        : target.columns().stream()
            .map(Column::name)
            .collect(
                Collectors.joining(
                    ", ",
                    into + " (",
                    target.overridesIdentity() ? ") OVERRIDING SYSTEM VALUE VALUES" : ") VALUES"));
  }

  @Override
  public String sql() {
    StringBuilder sql = new StringBuilder(head());
    if (target.columns().isEmpty()) {
      return sql.append(';').toString();
    }
    int last = target.columns().size() - 1;
    CopyText read = rows.read();
    read.each(
        (row, column, value) -> {
          sql.append(column > 0 ? ", " : row > 0 ? ",\n\t(" : "\n\t(");
          write(read, row, column, value, sql);
          if (column == last) {
            sql.append(')');
          }
        });
    return sql.append(';').toString();
  }

  private void write(CopyText read, int row, int column, CopyText.Span value, StringBuilder sql) {
    String expression = expression(row, column);
    if (expression != null) {
      sql.append(expression);
    } else if (read.isNull(value)) {
      sql.append("NULL");
    } else {
      target.columns().get(column).form().write(read, value, sql);
    }
  }

  private String expression(int row, int column) {
    String[] ofColumn = expressions.get(column);
    return ofColumn == null ? null : ofColumn[row];
  }

  @Override
  public List<WrittenRow> rows() {
    List<String> names =
        target.columns().stream().map(column -> Sql.unquoted(column.name())).toList();
    List<WrittenRow> written = new ArrayList<>();
    if (names.isEmpty()) {
      return written;
    }
    CopyText read = rows.read();
    read.each(
        (row, column, value) -> {
          if (column == 0) {
            written.add(new WrittenRow(names, new ArrayList<>()));
          }
          written.get(row).cells().add(cell(read, row, column, value));
        });
    return written;
  }

  private Cell cell(CopyText read, int row, int column, CopyText.Span value) {
    String expression = expression(row, column);
    if (expression != null) {
      return new Cell.Expression(expression);
    }
    Form form = target.columns().get(column).form();
    return new Cell.Literal(
        read.isNull(value) ? Optional.empty() : Optional.of(form.printed(read.value(value))));
  }

  @Override
  public RowInsert with(Expressions others) {
    List<WrittenRow> written = rows();
    Map<Integer, String[]> all = new HashMap<>();
    Map<String, String> once = new HashMap<>();
    for (int number = 0; number < written.size(); number++) {
      int row = number;
      WrittenRow cells = written.get(row);
      for (int position = 0; position < cells.columns().size(); position++) {
        int column = position;
        String name = cells.columns().get(column);
        cells
            .text(column)
            .flatMap(text -> others.of(cells, name, text))
            .ifPresent(
                sql ->
                    all.computeIfAbsent(column, none -> expressions(column, written.size()))[row] =
                        once.computeIfAbsent(sql, same -> same));
      }
    }
    if (all.isEmpty()) {
      return this;
    }
    expressions.forEach(all::putIfAbsent);
    return new RowInsert(target, rows, all);
  }

  /** Those of a column so far, for some more. */
  private String[] expressions(int column, int rowCount) {
    String[] known = expressions.get(column);
    return known == null ? new String[rowCount] : known.clone();
  }
}
