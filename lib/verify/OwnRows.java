package verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;

/**
 * Rows that an installation has made: one in each table that takes one, known later by the table's
 * and the columns' numbers, whatever they are called then.
 *
 * @param rows the values of each table's row by the numbers of its key's columns
 * @param names what the tables were called
 */
record OwnRows(Map<Long, Map<Integer, String>> rows, Map<Long, String> names) {
  /** Tables that others refer to get theirs first. */
  private static final int ROUNDS = 4;

  /** What each column gets; null leaves it to its default. */
  private static final String COLUMNS =
      """
      WITH columns AS (
        SELECT c.oid AS table, c.oid::regclass::text AS named, a.attnum, a.attname, a.attnotnull,
          a.atthasdef OR a.attidentity <> '' AS given,
          CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE a.atttypid END AS type,
          format_type(a.atttypid, NULL) AS type_name,
          CASE WHEN a.atttypid IN ('varchar'::regtype, 'bpchar'::regtype) AND a.atttypmod > 4
            THEN a.atttypmod - 4 ELSE 12 END AS length,
          EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary
            AND a.attnum = ANY (i.indkey::int2[])) AS is_key,
          EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique
            AND a.attnum = ANY (i.indkey::int2[])) AS is_unique,
          (SELECT format('(SELECT %I FROM %s LIMIT 1)', f.attname, k.confrelid::regclass)
            FROM pg_constraint k JOIN pg_attribute f ON f.attrelid = k.confrelid
              AND f.attnum = k.confkey[array_position(k.conkey, a.attnum)]
            WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey)
            LIMIT 1) AS reference
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          AND a.attgenerated = ''
        JOIN pg_type t ON t.oid = a.atttypid
        WHERE c.relkind = 'r' AND NOT c.relispartition AND c.relpersistence = 'p'
          AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
            AND d.objid = c.oid AND d.deptype = 'e'))
      SELECT c.table, c.named, c.attnum, c.attname, c.is_key, CASE
          WHEN c.given AND NOT (c.is_unique AND c.type IN ('int4'::regtype, 'int8'::regtype)
            AND c.reference IS NULL) THEN NULL
          WHEN c.reference IS NOT NULL THEN CASE WHEN c.attnotnull THEN c.reference END
          WHEN NOT c.attnotnull AND NOT c.is_unique THEN NULL
          WHEN c.type IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype,
            'float4'::regtype, 'float8'::regtype)
            THEN format('(SELECT coalesce(max(%I), 0) + 1 FROM %s)', c.attname, c.named)
          WHEN c.type = 'bool'::regtype THEN 'true'
          WHEN c.type = 'uuid'::regtype THEN 'md5(random()::text)::uuid'
          WHEN c.type IN ('json'::regtype, 'jsonb'::regtype) THEN quote_literal('{}')
          WHEN c.type IN ('date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype)
            THEN quote_literal('2001-02-03')
          WHEN c.type IN ('time'::regtype, 'timetz'::regtype) THEN quote_literal('04:05')
          WHEN c.type = 'interval'::regtype THEN quote_literal('1 day')
          WHEN c.type IN ('inet'::regtype, 'cidr'::regtype) THEN quote_literal('192.0.2.1')
          WHEN c.type = 'bytea'::regtype THEN quote_literal('own')
          WHEN (SELECT typtype FROM pg_type WHERE oid = c.type) = 'e'
            THEN format('(enum_range(NULL::%s))[1]', c.type::regtype)
          WHEN (SELECT typcategory FROM pg_type WHERE oid = c.type) = 'A' THEN quote_literal('{}')
          WHEN (SELECT typtype FROM pg_type WHERE oid = c.type) = 'r' THEN quote_literal('empty')
          ELSE format('left(%L || md5(random()::text), %s)::%s', 'own', c.length, c.type_name) END
      FROM columns c ORDER BY c.table, c.attnum
      """;

  /** What a table and its columns are called now, by their numbers. */
  private static final String NOW =
      """
      SELECT c.oid::regclass::text, a.attnum, a.attname FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.oid = ?
      """;

  /** A column: its number, name, whether it is of the key, and what it gets. */
  private record Column(int number, String name, boolean isKey, String value) {}

  /**
   * Makes them.
   *
   * @param without tables that get none, Alembic's own say
   */
  static OwnRows in(ThrowawayDatabase database, Set<String> without) {
    OwnRows own = new OwnRows(new LinkedHashMap<>(), new HashMap<>());
    try (Session session = database.session()) {
      Map<Long, List<Column>> tables = new LinkedHashMap<>();
      session.forEach(
          COLUMNS,
          row -> {
            own.names.put(row.getLong(1), row.getString(2));
            tables
                .computeIfAbsent(row.getLong(1), none -> new ArrayList<>())
                .add(
                    new Column(
                        row.getInt(3), row.getString(4), row.getBoolean(5), row.getString(6)));
          });
      tables.keySet().removeIf(table -> without.contains(own.names.get(table)));
      session.jdbc(connection -> own.add(connection, tables));
    }
    return own;
  }

  private int add(Connection connection, Map<Long, List<Column>> tables) throws SQLException {
    connection.setAutoCommit(false);
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<Long, List<Column>> table : tables.entrySet()) {
        if (!rows.containsKey(table.getKey())) {
          Savepoint before = connection.setSavepoint();
          try {
            rows.put(
                table.getKey(), insert(connection, names.get(table.getKey()), table.getValue()));
          } catch (SQLException refused) {
            // Which is an answer: the table takes no such row.
            connection.rollback(before);
          }
        }
      }
    }
    connection.commit();
    return rows.size();
  }

  private static Map<Integer, String> insert(
      Connection connection, String table, List<Column> columns) throws SQLException {
    List<Column> given = columns.stream().filter(column -> column.value() != null).toList();
    List<Column> keys = columns.stream().filter(Column::isKey).toList();
    List<Column> known = keys.isEmpty() ? columns : keys;
    String returned =
        known.stream()
            .map(column -> Sql.identifier(column.name()) + "::text")
            .collect(Collectors.joining(", "));
    String values =
        given.isEmpty()
            ? "DEFAULT VALUES"
            : given.stream()
                    .map(column -> Sql.identifier(column.name()))
                    .collect(Collectors.joining(", ", "(", ")"))
                + " OVERRIDING SYSTEM VALUE VALUES "
                + given.stream().map(Column::value).collect(Collectors.joining(", ", "(", ")"));
    try (Statement statement = connection.createStatement();
        ResultSet made =
            statement.executeQuery(
                "INSERT INTO %s %s RETURNING %s".formatted(table, values, returned))) {
      if (!made.next()) {
        throw new SQLException("a trigger has taken the row");
      }
      Map<Integer, String> row = new LinkedHashMap<>();
      for (int i = 0; i < known.size(); i++) {
        row.put(known.get(i).number(), made.getString(i + 1));
      }
      return row;
    }
  }

  /** The tables, as they were called, whose rows are not there any more. */
  Set<String> missing(ThrowawayDatabase database) {
    Set<String> missing = new TreeSet<>();
    try (Session session = database.session()) {
      rows.forEach(
          (table, row) -> {
            if (!session.jdbc(connection -> isThere(connection, table, row))) {
              missing.add(names.get(table));
            }
          });
    }
    return missing;
  }

  private static boolean isThere(Connection connection, long table, Map<Integer, String> row)
      throws SQLException {
    String name = "";
    Map<Integer, String> columns = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(NOW)) {
      query.setLong(1, table);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          name = found.getString(1);
          columns.put(found.getInt(2), found.getString(3));
        }
      }
    }
    List<Integer> left = row.keySet().stream().filter(columns::containsKey).toList();
    if (name.isEmpty() || left.isEmpty()) {
      return false;
    }
    String same =
        left.stream()
            .map(column -> Sql.identifier(columns.get(column)) + "::text IS NOT DISTINCT FROM ?")
            .collect(Collectors.joining(" AND "));
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT EXISTS (SELECT FROM %s WHERE %s)".formatted(name, same))) {
      for (int i = 0; i < left.size(); i++) {
        query.setString(i + 1, row.get(left.get(i)));
      }
      try (ResultSet found = query.executeQuery()) {
        found.next();
        return found.getBoolean(1);
      }
    }
  }
}
