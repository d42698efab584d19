package baseline;

import database.Sql;
import database.ThrowawayDatabase;
import database.VersionTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the baseline knows of a database at some moment.
 *
 * @param database where its rows are; empty where nothing is known
 * @param dump all of it but Alembic's version table, rows as INSERTs
 * @param drops how what is in it is dropped; asked of the environment only
 * @param relations its relations
 * @param schemas their names
 * @param extensions the versions of its extensions
 */
record DatabaseState(
    Optional<ThrowawayDatabase> database,
    Dump dump,
    Drops drops,
    Relations relations,
    Set<String> schemas,
    Extensions extensions) {
  /** A database of which nothing is known: nothing is the environment's. */
  static DatabaseState unknown() {
    return new DatabaseState(
        Optional.empty(),
        new Dump(List.of()),
        new Drops(Map.of()),
        new Relations(Map.of()),
        Set.of(),
        new Extensions(Map.of()));
  }

  /** The database at the cut. */
  static DatabaseState atCut(ThrowawayDatabase database) {
    return of(database, new Drops(Map.of()));
  }

  /** The database just before its first migration. */
  static DatabaseState before(ThrowawayDatabase database) {
    return of(database, Drops.parse(database.dump("--schema-only", "--clean", "--if-exists")));
  }

  private static DatabaseState of(ThrowawayDatabase database, Drops drops) {
    List<String> options = new ArrayList<>();
    database
        .versionTable()
        .map(DatabaseState::pattern)
        .ifPresent(table -> options.add("--exclude-table=" + table));
    Dump dump = Dump.parse(database.dump(options.toArray(String[]::new)));
    Relations relations = Relations.of(database);
    return new DatabaseState(
        Optional.of(database),
        new Dump(dump.entries().stream().map(entry -> standingAlone(entry, relations)).toList()),
        drops,
        relations,
        schemas(database),
        Extensions.of(database));
  }

  /** Whether it has this schema. */
  boolean hasSchema(String name) {
    return schemas.contains(name);
  }

  private static Set<String> schemas(ThrowawayDatabase database) {
    Set<String> names = new TreeSet<>();
    try (Connection connection = database.widest().connect();
        PreparedStatement query =
            connection.prepareStatement("SELECT nspname FROM pg_catalog.pg_namespace");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        names.add(row.getString(1));
      }
      return names;
    } catch (SQLException refused) {
      throw Catalogs.unreadable(database, refused);
    }
  }

  private static DumpEntry standingAlone(DumpEntry entry, Relations relations) {
    return switch (entry.type()) {
      case "BLOBS" -> entry.with(LargeObjects.standingAlone(entry.statements()));
      case "TABLE DATA" -> entry.with(CopiedRows.inserts(entry, relations));
      default -> entry;
    };
  }

  /** In double quotes, a name of pg_dump's patterns means itself. */
  static String pattern(VersionTable table) {
    return Sql.identifier(table.schema(), table.name());
  }
}
