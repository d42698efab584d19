package catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pgdump.DropStatements;
import pgdump.Dump;
import pgdump.DumpEntry;
import pgdump.LargeObjects;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import postgres.VersionTable;

/**
 * What the baseline knows of a database at some moment.
 *
 * @param database where its rows are; empty if nothing is known
 * @param dump all of it but the rows of Alembic's own table, rows as COPY has them
 * @param drops how what is in it is dropped; asked of what is there at first only
 * @param relations its relations
 * @param schemas their names
 * @param extensions the versions of its extensions
 */
public record DatabaseState(
    Optional<ThrowawayDatabase> database,
    Dump dump,
    DropStatements drops,
    Relations relations,
    Set<String> schemas,
    Extensions extensions) {
  /** A database of which nothing is known: nothing is the environment's. */
  public static DatabaseState unknown() {
    return new DatabaseState(
        Optional.empty(),
        new Dump(List.of()),
        new DropStatements(Map.of()),
        new Relations(Map.of()),
        Set.of(),
        new Extensions(Map.of()));
  }

  /** A database as it is to become. */
  public static DatabaseState wanted(ThrowawayDatabase database) {
    return of(database, new DropStatements(Map.of()), Relations.of(database), options(database));
  }

  /** A database as it is at first, and how what is in it is dropped. */
  public static DatabaseState found(ThrowawayDatabase database) {
    return of(database, drops(database), Relations.of(database), options(database));
  }

  /**
   * A database as it is at first, of whose rows only those in some relations are looked at.
   *
   * @param looked by their names
   */
  public static DatabaseState found(ThrowawayDatabase database, Set<Relation.Name> looked) {
    List<String> options = options(database);
    Relations relations = Relations.of(database);
    relations.byName().keySet().stream()
        .filter(name -> !looked.contains(name))
        .map(name -> "--exclude-table-data=" + Sql.identifier(name.schema(), name.name()))
        .forEach(options::add);
    return of(database, drops(database), relations, options);
  }

  private static DropStatements drops(ThrowawayDatabase database) {
    List<String> options = options(database);
    options.addAll(List.of("--schema-only", "--clean", "--if-exists"));
    return DropStatements.parse(database.dump(options.toArray(String[]::new)));
  }

  private static List<String> options(ThrowawayDatabase database) {
    List<String> options = new ArrayList<>();
    database
        .versionTable()
        .map(DatabaseState::pattern)
        .ifPresent(table -> options.add("--exclude-table-data=" + table));
    return options;
  }

  private static DatabaseState of(
      ThrowawayDatabase database, DropStatements drops, Relations relations, List<String> options) {
    Dump dump = Dump.read(database.dumped(options.toArray(String[]::new)));
    return new DatabaseState(
        Optional.of(database),
        new Dump(dump.entries().stream().map(DatabaseState::standingAlone).toList()),
        drops,
        relations,
        schemas(database),
        Extensions.of(database));
  }

  /** The same with other entries and relations. */
  DatabaseState with(Dump entries, Relations others) {
    return new DatabaseState(database, entries, drops, others, schemas, extensions);
  }

  /** Whether it has this schema. */
  public boolean hasSchema(String name) {
    return schemas.contains(name);
  }

  /** Whether a database has a schema. */
  public static boolean hasSchema(ThrowawayDatabase database, String name) {
    return schemas(database).contains(name);
  }

  private static Set<String> schemas(ThrowawayDatabase database) {
    try (Session session = database.session()) {
      return new TreeSet<>(session.texts("SELECT nspname FROM pg_catalog.pg_namespace"));
    }
  }

  private static DumpEntry standingAlone(DumpEntry entry) {
    return entry.type().equals("BLOBS")
        ? entry.with(LargeObjects.standingAlone(entry.statements()))
        : entry;
  }

  /** In double quotes, a name of pg_dump's patterns means itself. */
  static String pattern(VersionTable table) {
    return Sql.identifier(table.schema(), table.name());
  }
}
