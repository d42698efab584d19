package baseline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import rows.UuidText;

/** The generated uuids of a baseline, and the temporary tables that hold those used twice. */
final class SharedValues {
  /** How a value is read from the tables. */
  static final String SELECT = "FROM pg_temp.generated";

  private static final String TITLE = "generated values";
  private static final String TABLE = "generated";

  /** PostgreSQL allows 1600. */
  private static final int COLUMNS = 1000;

  /** PostgreSQL cuts names at 63 bytes; a number may follow. */
  private static final int NAME_LENGTH = 57;

  private final Generators generators;
  private final Map<String, Shared> values = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, List<Shared>> tables = new LinkedHashMap<>();

  SharedValues(Generators generators) {
    this.generators = generators;
  }

  /** One value. */
  static final class Shared {
    private final int version;
    private final Map<Place, Integer> places = new LinkedHashMap<>();
    private Place born;
    private Optional<String> expression = Optional.empty();
    private String table = "";
    private String name = "";

    private Shared(int version) {
      this.version = version;
    }

    boolean isShared() {
      return !name.isEmpty();
    }

    String selected() {
      return "(SELECT " + name + " FROM pg_temp." + table + ")";
    }

    String expression() {
      return expression.orElseThrow();
    }

    private int uses() {
      return places.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Takes note of a place of a value. */
  void add(UuidText uuid, int version, Place place) {
    values
        .computeIfAbsent(uuid.value(), created -> new Shared(version))
        .places
        .merge(place, 1, Integer::sum);
  }

  /**
   * Finds where each value is born, and what generates it.
   *
   * @return the places of values for which nothing is known that does
   */
  Set<Place> explain() {
    Set<Place> unknown = new TreeSet<>();
    for (Shared value : values.values()) {
      value.born = born(value);
      value.expression =
          generators.uuid(value.born, value.version).or(() -> generators.uuid(value.version));
      if (value.expression.isEmpty()) {
        unknown.add(value.born);
      }
    }
    return unknown;
  }

  /** Where a default generates it; else where it is a key; else the first. */
  private Place born(Shared value) {
    return value.places.keySet().stream()
        .filter(place -> generators.uuid(place, value.version).isPresent())
        .findFirst()
        .or(() -> value.places.keySet().stream().filter(generators::isKey).findFirst())
        .orElseGet(() -> value.places.keySet().iterator().next());
  }

  /** Takes the answers for values that nothing is known to generate, and names those used twice. */
  void answer(Map<Place, ValueAnswer> answers) {
    names.clear();
    tables.clear();
    int count = 0;
    for (Shared value : values.values()) {
      if (value.expression.isEmpty()) {
        ValueAnswer answer = answers.get(value.born);
        value.expression =
            switch (answer.kind()) {
              case KEEP -> Optional.empty();
              case NULL -> Optional.of("NULL::uuid");
              case SQL -> Optional.of("(" + answer.expression() + ")::uuid");
            };
      }
      if (value.expression.isPresent() && value.uses() > 1) {
        int table = count / COLUMNS + 1;
        value.table = TABLE + (table == 1 ? "" : "_" + table);
        value.name = name(value.born);
        tables.computeIfAbsent(value.table, created -> new ArrayList<>()).add(value);
        count++;
      }
    }
  }

  /** The value that a text stands for; empty where that text stays. */
  Optional<Shared> of(UuidText uuid) {
    return Optional.ofNullable(values.get(uuid.value()))
        .filter(value -> value.expression.isPresent());
  }

  /** The statements that generate. */
  List<BaselineStatement> creations() {
    List<BaselineStatement> creations = new ArrayList<>();
    tables.forEach(
        (table, columns) -> {
          List<String> lines =
              columns.stream()
                  .map(value -> "  " + value.expression() + " AS " + value.name)
                  .toList();
          creations.add(
              new BaselineStatement(
                  TITLE,
                  "CREATE TEMPORARY TABLE "
                      + table
                      + " AS SELECT\n"
                      + String.join(",\n", lines)
                      + ";"));
        });
    return creations;
  }

  /** The statements that leave nothing behind. */
  List<BaselineStatement> drops() {
    return tables.keySet().stream()
        .map(table -> new BaselineStatement(TITLE, "DROP TABLE pg_temp." + table + ";"))
        .toList();
  }

  /** The values that have names. */
  List<GeneratedValue> shown() {
    return tables.values().stream()
        .flatMap(List::stream)
        .map(
            value ->
                new GeneratedValue(
                    Optional.of(value.name), value.expression(), new TreeMap<>(value.places)))
        .toList();
  }

  /** A name that needs no quotes. */
  private String name(Place place) {
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
