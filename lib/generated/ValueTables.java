package generated;

import answers.ColumnOrDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import statements.SqlStatement;

/**
 * The temporary tables into which a baseline generates values that stand in several places: one
 * with a column for each value, and one of many rows for each column that has many values.
 */
final class ValueTables {
  /** How a value is read from the tables. */
  static final String SELECT = "FROM pg_temp.generated";

  private static final String TITLE = "generated values";
  private static final String TABLE = "generated";

  /** More values than these, born in one column, are rows. */
  private static final int FEW = 20;

  /** PostgreSQL allows 1600. */
  private static final int COLUMNS = 1000;

  /** PostgreSQL cuts names at 63 bytes; a prefix and a number may be added. */
  private static final int NAME_LENGTH = 47;

  private final Set<String> names = new HashSet<>();
  private final List<SqlStatement> creations = new ArrayList<>();
  private final List<SqlStatement> drops = new ArrayList<>();
  private final List<GeneratedValue> shown = new ArrayList<>();

  /** What values have in common that are generated alike. */
  private record Origin(ColumnOrDefinition place, String expression) {}

  /**
   * Makes the tables and tells each value how it is read.
   *
   * @param values those that stand in several places and have an expression
   */
  ValueTables(List<SharedValue> values, Generators generators) {
    Map<Origin, List<SharedValue>> origins = new LinkedHashMap<>();
    for (SharedValue value : values) {
      Origin origin = new Origin(value.origin(generators), value.expression().orElseThrow());
      origins.computeIfAbsent(origin, created -> new ArrayList<>()).add(value);
    }
    List<String> lines = new ArrayList<>();
    origins.forEach(
        (origin, alike) -> {
          if (alike.size() > FEW) {
            rows(origin, alike);
          } else {
            alike.forEach(value -> column(origin, value, lines));
          }
        });
    finish(lines);
  }

  /** The statements that generate. */
  List<SqlStatement> creations() {
    return creations;
  }

  /** The statements that leave nothing behind. */
  List<SqlStatement> drops() {
    return drops;
  }

  /** What is generated, by name. */
  List<GeneratedValue> shown() {
    return shown;
  }

  private void rows(Origin origin, List<SharedValue> alike) {
    String name = name(origin.place());
    String table = TABLE + "_" + name;
    create(
        table,
        "n, %s AS value\nFROM generate_series(1, %d) AS n"
            .formatted(origin.expression(), alike.size()));
    creations.add(
        new SqlStatement(TITLE, "ALTER TABLE pg_temp." + table + " ADD PRIMARY KEY (n);"));
    Map<ColumnOrDefinition, Integer> places = new TreeMap<>();
    for (int i = 0; i < alike.size(); i++) {
      alike.get(i).readBy("(SELECT value FROM pg_temp." + table + " WHERE n = " + (i + 1) + ")");
      alike.get(i).places().forEach((place, count) -> places.merge(place, count, Integer::sum));
    }
    shown.add(new GeneratedValue(Optional.of(name), alike.size(), origin.expression(), places));
  }

  private void column(Origin origin, SharedValue value, List<String> lines) {
    if (lines.size() == COLUMNS) {
      finish(lines);
    }
    String name = name(origin.place());
    lines.add("  " + origin.expression() + " AS " + name);
    value.readBy("(SELECT " + name + " FROM pg_temp." + columnsTable() + ")");
    shown.add(
        new GeneratedValue(
            Optional.of(name), 1, origin.expression(), new TreeMap<>(value.places())));
  }

  /** The one that columns are being added to. */
  private String columnsTable() {
    long before =
        drops.stream().filter(drop -> drop.sql().matches(".*\\.generated(_\\d+)?;")).count();
    return TABLE + (before == 0 ? "" : "_" + (before + 1));
  }

  private void finish(List<String> lines) {
    if (!lines.isEmpty()) {
      create(columnsTable(), "\n" + String.join(",\n", lines));
      lines.clear();
    }
  }

  private void create(String table, String select) {
    String separator = select.startsWith("\n") ? "" : " ";
    creations.add(
        new SqlStatement(
            TITLE, "CREATE TEMPORARY TABLE " + table + " AS SELECT" + separator + select + ";"));
    drops.add(new SqlStatement(TITLE, "DROP TABLE pg_temp." + table + ";"));
  }

  /** A name that needs no quotes. */
  private String name(ColumnOrDefinition place) {
    String plain =
        place
            .shown()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceFirst("^_+", "");
    String start = plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "value_" + plain : plain;
    String base = start.substring(0, Math.min(start.length(), NAME_LENGTH));
    String name = base;
    for (int number = 2; !names.add(name); number++) {
      name = base + "_" + number;
    }
    return name;
  }
}
