package engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import postgres.Sql;

/**
 * A row for each table that has none, of values of the columns' types, foreign keys followed: what
 * an installation may have there. Two databases with the same definitions get the same.
 */
final class MadeUpRows {
  /** Of each column of empty tables, a value; none for types that nobody can make one up of. */
  private static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, a.attname, a.attnotnull AND NOT a.atthasdef, coalesce(
        (SELECT format('(SELECT %I FROM %s LIMIT 1)', r.attname, k.confrelid::regclass)
          FROM pg_constraint k
          JOIN pg_attribute r ON r.attrelid = k.confrelid
            AND r.attnum = k.confkey[array_position(k.conkey, a.attnum)]
          WHERE k.contype = 'f' AND k.conrelid = c.oid AND a.attnum = ANY (k.conkey) LIMIT 1),
        CASE
          WHEN b.typcategory = 'N' THEN '1'
          WHEN b.typcategory = 'S' THEN quote_literal('x')
          WHEN b.typcategory = 'B' THEN 'true'
          WHEN b.typcategory = 'D' THEN quote_literal('2020-01-01')
          WHEN b.typcategory = 'T' THEN quote_literal('1 day')
          WHEN b.typcategory = 'A' THEN quote_literal('{}')
          WHEN b.typcategory = 'I' THEN quote_literal('127.0.0.1')
          WHEN b.typcategory = 'R' THEN quote_literal('empty')
          WHEN b.typcategory = 'E' THEN format('(enum_range(NULL::%s))[1]', b.oid::regtype)
          WHEN b.oid = 'uuid'::regtype THEN
            quote_literal('00000000-0000-4000-8000-000000000001')
          WHEN b.typname IN ('json', 'jsonb') THEN quote_literal('{}')
          WHEN b.typname = 'bytea' THEN quote_literal('x')
          ELSE 'NULL' END || '::' || format_type(b.oid, NULL))
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = ''
      JOIN pg_type t ON t.oid = a.atttypid
      JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
          AND d.objid = c.oid AND d.deptype = 'e')
      ORDER BY 1, 2, a.attnum
      """;

  private MadeUpRows() {}

  private record Column(String name, boolean isNeeded, String value) {}

  /**
   * Adds them: tables whose foreign keys want a row of another come after that one.
   *
   * @param tables those to fill, by schema and name
   * @return what was added, by table the text of each column; tables that take none are not there
   */
  static Map<String, Map<String, String>> add(Connection connection, List<List<String>> tables)
      throws SQLException {
    Map<List<String>, List<Column>> left = columns(connection);
    left.keySet().retainAll(tables);
    Map<String, Map<String, String>> added = new LinkedHashMap<>();
    boolean goesOn = true;
    while (goesOn) {
      goesOn = false;
      for (List<String> table : List.copyOf(left.keySet())) {
        Map<String, String> row = tried(connection, table, left.get(table));
        if (!row.isEmpty()) {
          added.put(String.join(".", table), row);
          left.remove(table);
          goesOn = true;
        }
      }
    }
    return added;
  }

  private static Map<List<String>, List<Column>> columns(Connection connection)
      throws SQLException {
    Map<List<String>, List<Column>> tables = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COLUMNS)) {
      while (row.next()) {
        tables
            .computeIfAbsent(
                List.of(row.getString(1), row.getString(2)), table -> new ArrayList<>())
            .add(new Column(row.getString(3), row.getBoolean(4), row.getString(5)));
      }
    }
    return tables;
  }

  /** With a value in each column, else with those that have to have one. */
  private static Map<String, String> tried(
      Connection connection, List<String> table, List<Column> columns) throws SQLException {
    for (boolean isWhole : new boolean[] {true, false}) {
      List<Column> given = columns.stream().filter(column -> isWhole || column.isNeeded()).toList();
      Savepoint before = connection.setSavepoint();
      try {
        return insert(connection, table, given, columns);
      } catch (SQLException refused) {
        // Which is an answer: the table takes no such row, or not yet.
        connection.rollback(before);
      }
    }
    return Map.of();
  }

  private static Map<String, String> insert(
      Connection connection, List<String> table, List<Column> given, List<Column> all)
      throws SQLException {
    String insert =
        "INSERT INTO %s %s RETURNING %s"
            .formatted(
                Sql.identifier(table.get(0), table.get(1)),
                given.isEmpty()
                    ? "DEFAULT VALUES"
                    : "("
                        + given.stream()
                            .map(column -> Sql.identifier(column.name()))
                            .collect(Collectors.joining(", "))
                        + ") OVERRIDING SYSTEM VALUE SELECT "
                        + given.stream().map(Column::value).collect(Collectors.joining(", ")),
                all.stream()
                    .map(column -> Sql.identifier(column.name()) + "::text")
                    .collect(Collectors.joining(", ")));
    Map<String, String> row = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(insert);
        ResultSet made = statement.executeQuery()) {
      if (made.next()) {
        for (int i = 0; i < all.size(); i++) {
          row.put(all.get(i).name(), made.getString(i + 1));
        }
      }
    }
    return row;
  }
}
