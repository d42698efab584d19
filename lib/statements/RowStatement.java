package statements;

import java.util.List;
import java.util.Optional;

/** A statement that writes rows of one table. */
public sealed interface RowStatement extends BaselineStatement
    permits RowInsert, RowUpdate, RowDelete {

  /** The table by schema and name, on one line; the root's of rows that partitions hold. */
  String table();

  /** What it writes, a list of cells for each row. */
  List<WrittenRow> rows();

  /** The statement's SQL as far as its first cell; empty if there is none. */
  String head();

  /** The same with expressions in place of some values; itself where none is. */
  RowStatement with(Expressions expressions);

  /** Says what is written in place of values. */
  interface Expressions {
    /**
     * What goes in place of a value that is not NULL; empty if the value stays.
     *
     * @param row where it stands
     * @param column its column
     * @param text the value
     */
    Optional<String> of(WrittenRow row, String column, String text);
  }

  @Override
  default String title() {
    return "TABLE DATA " + table();
  }
}
