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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;

/**
 * Rows that only one installation has: one more in each table that is there before the first
 * migration and holds any, made of one that it holds.
 */
public final class ExtraRows {
  /** Numbers and texts that no other row has can be made of one that it has. */
  private static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, a.attname, CASE
          WHEN NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique
            AND a.attnum = ANY (i.indkey::int2[])) THEN '%1$I'
          WHEN a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
            THEN '(SELECT max(%1$I) + 1 FROM %2$I.%3$I)'
          WHEN a.atttypid = 'uuid'::regtype THEN 'md5(%1$I::text)::uuid'
          ELSE 'left(md5(%1$I::text), greatest(length(%1$I::text), 8))::' || a.atttypid::regtype END
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = ''
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
          AND d.objid = c.oid AND d.deptype = 'e')
      ORDER BY 1, 2, a.attnum
      """;

  private volatile Map<String, Map<String, String>> byTable = Map.of();
  private volatile Set<String> without = Set.of();

  /** Those of the last database that they were added to: by table, the text of each column. */
  public Map<String, Map<String, String>> byTable() {
    return byTable;
  }

  /** The tables that took none, where all were to get one, by schema and name. */
  public Set<String> without() {
    return without;
  }

  /** Adds them. A table whose constraints or triggers do not take such a row is left as it is. */
  void addTo(ThrowawayDatabase database) {
    try (Session session = database.session()) {
      byTable = session.jdbc(connection -> add(connection, columns(connection)));
    }
  }

  /**
   * Adds them, and makes one up for each table that has none, as a database may have that exists.
   * Alembic's own table, whose rows say where the database is, is left as it is.
   */
  public void addToAll(ThrowawayDatabase database) {
    try (Session session = database.session()) {
      session.jdbc(
          connection -> {
            Map<List<String>, Map<String, String>> tables = columns(connection);
            database
                .versionTable()
                .ifPresent(table -> tables.remove(List.of(table.schema(), table.name())));
            Map<String, Map<String, String>> added = new TreeMap<>(add(connection, tables));
            tables.keySet().removeIf(table -> added.containsKey(String.join(".", table)));
            added.putAll(MadeUpRows.add(connection, List.copyOf(tables.keySet())));
            connection.commit();
            tables.keySet().removeIf(table -> added.containsKey(String.join(".", table)));
            without =
                tables.keySet().stream()
                    .map(table -> String.join(".", table))
                    .collect(Collectors.toCollection(TreeSet::new));
            byTable = added;
            return added;
          });
    }
  }

  private static Map<String, Map<String, String>> add(
      Connection connection, Map<List<String>, Map<String, String>> tables) throws SQLException {
    Map<String, Map<String, String>> added = new TreeMap<>();
    connection.setAutoCommit(false);
    for (Map.Entry<List<String>, Map<String, String>> table : tables.entrySet()) {
      Savepoint before = connection.setSavepoint();
      try {
        Map<String, String> row = insert(connection, table.getKey(), table.getValue());
        if (!row.isEmpty()) {
          added.put(String.join(".", table.getKey()), row);
        }
      } catch (SQLException refused) {
        // Which is an answer: the table takes no such row.
        connection.rollback(before);
      }
    }
    connection.commit();
    return added;
  }

  /** The columns of each table, by schema and name, with what gives the new row's. */
  private static Map<List<String>, Map<String, String>> columns(Connection connection)
      throws SQLException {
    Map<List<String>, Map<String, String>> tables = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COLUMNS)) {
      while (row.next()) {
        String given =
            row.getString(4)
                .replace("%1$I", Sql.identifier(row.getString(3)))
                .replace("%2$I", Sql.identifier(row.getString(1)))
                .replace("%3$I", Sql.identifier(row.getString(2)));
        tables
            .computeIfAbsent(
                List.of(row.getString(1), row.getString(2)), table -> new LinkedHashMap<>())
            .put(row.getString(3), given);
      }
    }
    return tables;
  }

  private static Map<String, String> insert(
      Connection connection, List<String> table, Map<String, String> columns) throws SQLException {
    String name = Sql.identifier(table.get(0), table.get(1));
    List<String> names = new ArrayList<>();
    columns.keySet().forEach(column -> names.add(Sql.identifier(column)));
    String insert =
        "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s LIMIT 1 RETURNING %s"
            .formatted(
                name,
                String.join(", ", names),
                String.join(", ", columns.values()),
                name,
                names.stream().map(column -> column + "::text").collect(Collectors.joining(", ")));
    Map<String, String> row = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(insert);
        ResultSet made = statement.executeQuery()) {
      if (made.next()) {
        int number = 0;
        for (String column : columns.keySet()) {
          row.put(column, made.getString(++number));
        }
      }
    }
    return row;
  }
}
