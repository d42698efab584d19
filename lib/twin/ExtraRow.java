package twin;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import postgres.Session;
import postgres.ThrowawayDatabase;
import rows.Row;
import rows.TableRows;

/** The row that only the twin had before its first migration, and what migrations did with it. */
final class ExtraRow {
  private static final String FILLED =
      """
      SELECT a.attname FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname || '.' || c.relname = ? AND (a.atthasdef OR a.atthasmissing
        OR a.attidentity <> '' OR a.attgenerated <> '')
      """;

  private ExtraRow() {}

  /**
   * A table of the twin's without it.
   *
   * @param own as it was before the first migration; null if there was none
   * @param there the twin's database
   * @param values is told where migrations changed it, which no baseline does
   */
  static TableRows without(
      TableRows table, Map<String, String> own, ThrowawayDatabase there, TwinValues values) {
    if (own == null || table.rows().isEmpty()) {
      return table;
    }
    Row row =
        table.rows().stream()
            .max(Comparator.comparingLong(each -> alike(table, each, own)))
            .orElseThrow();
    Set<String> changed = changed(table, row, own, filled(there, table.table()));
    if (!changed.isEmpty()) {
      values.warn(
          "the squashed revisions fill "
              + String.join(", ", changed)
              + " of all rows of "
              + table.table()
              + " that an installation has of its own, and the baseline changes only those that are"
              + " here. Put that statement into a kept revision.");
    }
    AtomicBoolean isGone = new AtomicBoolean();
    return new TableRows(
        table.table(),
        table.columns(),
        table.rows().filter(each -> !each.equals(row) || isGone.getAndSet(true)),
        table.isOrdered());
  }

  private static long alike(TableRows table, Row row, Map<String, String> own) {
    return own.entrySet().stream()
        .filter(column -> table.columns().contains(column.getKey()))
        .filter(
            column ->
                Objects.equals(
                    row.values().get(table.columns().indexOf(column.getKey())), column.getValue()))
        .count();
  }

  /** The columns that it has otherwise; a new one that has no default of its own counts. */
  private static Set<String> changed(
      TableRows table, Row row, Map<String, String> own, Set<String> filled) {
    Set<String> changed = new TreeSet<>();
    for (int i = 0; i < table.columns().size(); i++) {
      String column = table.columns().get(i);
      String value = row.values().get(i);
      boolean isNew = !own.containsKey(column);
      if (isNew
          ? value != null && !filled.contains(column)
          : !Objects.equals(own.get(column), value)) {
        changed.add(column);
      }
    }
    return changed;
  }

  private static Set<String> filled(ThrowawayDatabase there, String table) {
    try (Session session = there.session()) {
      return Set.copyOf(session.texts(FILLED, table));
    }
  }
}
