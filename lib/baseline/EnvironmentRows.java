package baseline;

import database.Sql;
import database.ThrowawayDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What migrations did to the rows of a table of the environment. Rows are told apart by the primary
 * key, else by all that is in them; values are compared and written as texts, which every type
 * reads. New rows of a partition go to the root of its tree, as those of {@link CopiedRows} do.
 */
final class EnvironmentRows {
  /** Types without an equality of their own. */
  private static final Pattern INCOMPARABLE =
      Pattern.compile("^(json|xml|point|line|lseg|box|path|polygon|circle|jsonpath)($|\\[)");

  private final String table;
  private final Relation before;
  private final Relation cut;
  private Set<Integer> stable = Set.of();

  EnvironmentRows(Relation.Name name, Relation before, Relation cut) {
    this.table = Sql.identifier(name.schema(), name.name());
    this.before = before;
    this.cut = cut;
  }

  /** A row: the text of each column's value by the column's number, NULL as empty. */
  private record Row(Map<Integer, Optional<String>> values) {
    Row only(Collection<Integer> numbers) {
      Map<Integer, Optional<String>> kept = new TreeMap<>(values);
      kept.keySet().retainAll(numbers);
      return new Row(kept);
    }
  }

  /**
   * What happened to the rows.
   *
   * @param others updates and new rows
   */
  record Changes(List<String> deletions, List<String> others) {}

  /**
   * The changes between two databases.
   *
   * @param again as {@code then}, built a second time, where rows with values that each build
   *     generates have to be found by the others
   */
  Changes changes(
      ThrowawayDatabase then, Optional<ThrowawayDatabase> again, ThrowawayDatabase now) {
    List<Row> old = rows(then, before);
    List<Row> rows = rows(now, cut);
    stable = stable(old, again.map(built -> rows(built, before)).orElse(old));
    List<String> changes = hasKey() ? byKey(old, rows) : byContent(old, rows);
    Map<Boolean, List<String>> parts =
        changes.stream().collect(Collectors.partitioningBy(sql -> sql.startsWith("DELETE ")));
    return new Changes(parts.get(true), parts.get(false));
  }

  private boolean hasKey() {
    return !cut.key().isEmpty() && cut.key().stream().allMatch(before.columns()::containsKey);
  }

  private List<String> byKey(List<Row> old, List<Row> rows) {
    Map<Row, Row> wanted = new LinkedHashMap<>();
    rows.forEach(row -> wanted.put(row.only(cut.key()), row));
    List<String> changes = new ArrayList<>();
    for (Row row : old) {
      Row key = row.only(cut.key());
      Row now = wanted.remove(key);
      if (now == null) {
        changes.add("DELETE FROM " + table + " WHERE " + condition(found(key, row)) + ";");
      } else {
        update(key, row, now).ifPresent(changes::add);
      }
    }
    wanted.values().forEach(row -> changes.add(insert(row)));
    return changes;
  }

  /** The columns that are the same in every build, of the same type before and after. */
  private Set<Integer> stable(List<Row> old, List<Row> again) {
    Set<Integer> numbers = new TreeSet<>();
    for (Relation.Column column : before.all()) {
      Relation.Column now = cut.columns().get(column.number());
      boolean same = now != null && now.type().equals(column.type()) && !now.isGenerated();
      if (same && values(old, column.number()).equals(values(again, column.number()))) {
        numbers.add(column.number());
      }
    }
    return numbers;
  }

  private static Map<Optional<String>, Long> values(List<Row> rows, int number) {
    return rows.stream()
        .map(row -> row.values().getOrDefault(number, Optional.empty()))
        .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
  }

  /** What a row is found by in every installation. */
  private Row found(Row key, Row row) {
    return stable.containsAll(key.values().keySet()) ? key : row.only(stable);
  }

  private Optional<String> update(Row key, Row then, Row now) {
    String changed =
        now.values().entrySet().stream()
            .filter(cell -> !Objects.equals(then.values().get(cell.getKey()), cell.getValue()))
            .map(cell -> column(cell.getKey()) + " = " + literal(cell.getValue()))
            .collect(Collectors.joining(", "));
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of("UPDATE " + table + " SET " + changed + " WHERE " + condition(key) + ";");
  }

  /** Rows that are twice the same are told apart by their place. */
  private List<String> byContent(List<Row> old, List<Row> rows) {
    boolean sameColumns = before.columns().keySet().equals(cut.columns().keySet());
    List<String> changes = new ArrayList<>();
    Map<Row, Long> wanted =
        rows.stream()
            .collect(Collectors.groupingBy(row -> row, LinkedHashMap::new, Collectors.counting()));
    if (!sameColumns) {
      old.forEach(row -> changes.add(deletion(row)));
    } else {
      for (Row row : old) {
        if (wanted.getOrDefault(row, 0L) > 0) {
          wanted.merge(row, -1L, Long::sum);
        } else {
          changes.add(deletion(row));
        }
      }
    }
    wanted.forEach(
        (row, count) -> {
          for (long i = 0; i < count; i++) {
            changes.add(insert(row));
          }
        });
    return changes;
  }

  /** Of one row, whichever else reads the same. */
  private String deletion(Row row) {
    return "DELETE FROM %1$s WHERE ctid = (SELECT ctid FROM %1$s WHERE %2$s LIMIT 1);"
        .formatted(table, condition(row.only(stable)));
  }

  private String insert(Row row) {
    String columns =
        row.values().keySet().stream().map(this::column).collect(Collectors.joining(", "));
    String values =
        row.values().values().stream()
            .map(EnvironmentRows::literal)
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s);"
        .formatted(cut.root().map(Relation.Root::sql).orElse(table), columns, values);
  }

  /** A row of which nothing is known is none that anybody may touch. */
  private String condition(Row row) {
    return row.values().isEmpty() ? "false" : conditions(row);
  }

  private String conditions(Row row) {
    return row.values().entrySet().stream()
        .map(cell -> condition(cut.columns().get(cell.getKey()), cell.getValue()))
        .collect(Collectors.joining(" AND "));
  }

  private static String condition(Relation.Column column, Optional<String> value) {
    String left = column.name() + (INCOMPARABLE.matcher(column.type()).find() ? "::text" : "");
    return left + value.map(text -> " = " + Sql.literal(text)).orElse(" IS NULL");
  }

  private String column(int number) {
    return cut.columns().get(number).name();
  }

  private static String literal(Optional<String> value) {
    return value.map(Sql::literal).orElse("NULL");
  }

  private List<Row> rows(ThrowawayDatabase database, Relation relation) {
    List<Relation.Column> columns =
        relation.all().stream().filter(column -> !column.isGenerated()).toList();
    String list =
        columns.stream().map(column -> column.name() + "::text").collect(Collectors.joining(", "));
    List<Row> rows = new ArrayList<>();
    try (Connection connection = database.widest().connect();
        Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery("SELECT " + list + " FROM ONLY " + table + " ORDER BY ctid")) {
      while (row.next()) {
        Map<Integer, Optional<String>> values = new TreeMap<>();
        for (int i = 0; i < columns.size(); i++) {
          values.put(columns.get(i).number(), Optional.ofNullable(row.getString(i + 1)));
        }
        rows.add(new Row(values));
      }
      return rows;
    } catch (SQLException refused) {
      throw Catalogs.unreadable(database, refused);
    }
  }
}
