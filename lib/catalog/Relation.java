package catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pgdump.DumpEntry;

/**
 * A relation as the catalog has it.
 *
 * @param kind {@code pg_class.relkind}
 * @param columns by their numbers, which stay when a column is renamed
 * @param checks its CHECK constraints, by name
 * @param options its storage parameters, by name
 * @param persistence {@code pg_class.relpersistence}
 * @param parents the tables that it inherits from, quoted
 * @param triggers its user triggers that fire, by quoted name: {@code ENABLE}, {@code ENABLE
 *     ALWAYS}, ...
 * @param key the numbers of its primary key's columns
 * @param references the relations that its foreign keys name
 * @param deferred its constraints, and those that refer to it, that are checked when a transaction
 *     ends: their quoted names, with the schema
 * @param root where it is a partition: the table at the root of the tree
 */
public record Relation(
    String kind,
    Map<Integer, Column> columns,
    Map<String, String> checks,
    Map<String, String> options,
    String persistence,
    List<String> parents,
    Map<String, String> triggers,
    List<Integer> key,
    List<Name> references,
    Set<String> deferred,
    Optional<Root> root) {

  /**
   * A relation's name.
   *
   * @param schema its schema
   * @param name its own name
   */
  public record Name(String schema, String name) {
    /** As pg_dump's headers have them, where a name is on one line. */
    public Name {
      schema = schema.replaceAll("[\\n\\r]", " ");
      name = name.replaceAll("[\\n\\r]", " ");
    }

    public static Name of(DumpEntry entry) {
      return new Name(entry.schema(), entry.name());
    }

    /** With its schema, not quoted. */
    public String shown() {
      return schema + "." + name;
    }
  }

  /**
   * The table at the root of a tree of partitions.
   *
   * @param name its name
   * @param sql the same as SQL writes it, with the schema
   */
  public record Root(Name name, String sql) {}

  /**
   * A column.
   *
   * @param number its {@code attnum}
   * @param name its name, quoted where it has to be
   * @param type with its length and, if it is not the type's own, its collation
   * @param notNull whether it refuses NULL
   * @param value its default, or the expression that it is generated from
   * @param identity {@code a} for always, {@code d} for by default, empty for none
   * @param generated {@code s} for stored, empty for none
   * @param isInherited whether it follows that of a parent
   * @param fill the text that rows have in it that were there before it was added ({@code
   *     attmissingval}); none if it was added without a default, or if rows were rewritten since
   */
  public record Column(
      int number,
      String name,
      String type,
      boolean notNull,
      Optional<String> value,
      String identity,
      String generated,
      boolean isInherited,
      Optional<String> fill) {
    public boolean isGenerated() {
      return !generated.isEmpty();
    }
  }

  /** Its columns in order. */
  public Collection<Column> all() {
    return columns.values();
  }

  /** Whether a column has another type in another state of this relation. */
  public boolean isRetypedIn(Relation other) {
    return all().stream()
        .anyMatch(
            column ->
                Optional.ofNullable(other.columns().get(column.number()))
                    .filter(now -> !now.type().equals(column.type()))
                    .isPresent());
  }
}
