package snapshot;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import pgdump.DefinedSecrets;
import pgdump.Dump;
import postgres.Session;
import postgres.ThrowawayDatabase;
import rows.SnapshotTransaction;
import rows.TableRows;

/**
 * All that is compared of a database, read once and in one state of it: its schema as pg_dump
 * writes it, the catalog facts that no dump holds, its rows, sequences and large objects.
 */
public final class Snapshot {
  private final ThrowawayDatabase database;
  private final String schema;
  private final Facts facts;
  private final Secrets secrets;
  private final Map<String, TableRows> tables;
  private final Map<String, String> positions;
  private final NormalisedDump normalisedDump;

  private Snapshot(
      ThrowawayDatabase database,
      String schema,
      Facts facts,
      Secrets secrets,
      Map<String, TableRows> tables,
      Map<String, String> positions,
      NormalisedDump normalisedDump) {
    this.database = database;
    this.schema = schema;
    this.facts = facts;
    this.secrets = secrets;
    this.tables = tables;
    this.positions = positions;
    this.normalisedDump = normalisedDump;
  }

  /**
   * What of a database counts.
   *
   * @param rows whether rows, positions of sequences and large objects are read
   * @param wholeCluster whether all roles of the cluster count, or only those the database names
   * @param ignoredTables tables whose rows do not count, by schema and name
   */
  public record Scope(boolean rows, boolean wholeCluster, Set<String> ignoredTables) {
    /** Everything, of a server that was made for this database. */
    public static final Scope ALL = new Scope(true, true, Set.of());

    /** Everything but what others may change meanwhile. */
    private static final Scope OF_THE_DATABASE = new Scope(true, false, Set.of());
  }

  /** Reads a throwaway database; it is normalised on its own server. */
  public static Snapshot of(ThrowawayDatabase database) {
    return of(database, UnaryOperator.identity());
  }

  /**
   * The same, of a database whose definitions are other than those that were meant.
   *
   * @param meant takes away what is another in them
   */
  public static Snapshot of(ThrowawayDatabase database, UnaryOperator<String> meant) {
    Scope scope = database.server().isOurs() ? Scope.ALL : Scope.OF_THE_DATABASE;
    return of(database, ScratchSpace.beside(database), scope, meant);
  }

  /**
   * Reads a database without changing it.
   *
   * @param scratch where its dump can be restored
   */
  public static Snapshot of(ThrowawayDatabase database, ScratchSpace scratch, Scope scope) {
    return of(database, scratch, scope, UnaryOperator.identity());
  }

  private static Snapshot of(
      ThrowawayDatabase database, ScratchSpace scratch, Scope scope, UnaryOperator<String> meant) {
    try (Session session = database.session()) {
      String state =
          session.jdbc(
              connection -> {
                SnapshotTransaction.begin(connection);
                return SnapshotTransaction.name(connection);
              });
      String schema = meant.apply(NormalisedDump.dump(database, state));
      Facts facts = Facts.read(session, scope.wholeCluster());
      Secrets secrets =
          Secrets.read(session, Dump.parse(schema), scope.wholeCluster(), database.migratingRole());
      scratch.provide(facts);
      Map<String, String> positions =
          scope.rows() ? SequencesAndLargeObjects.read(session, facts) : Map.of();
      Map<String, TableRows> tables =
          session.jdbc(
              connection -> {
                SnapshotTransaction.readAs(connection, database);
                return scope.rows()
                    ? TableRows.readAll(connection, scope.ignoredTables())
                    : Map.of();
              });
      NormalisedDump normalised = new NormalisedDump(database, scratch, schema);
      return new Snapshot(database, schema, facts, secrets, tables, positions, normalised);
    }
  }

  /** The same with other rows. */
  public Snapshot with(Map<String, TableRows> others) {
    return new Snapshot(database, schema, facts, secrets, others, positions, normalisedDump);
  }

  /** The server's version: {@code 15.14}. */
  public String serverVersion() {
    return facts.version();
  }

  /** The definitions as pg_dump writes them, with stars in place of secrets. */
  public String schema() {
    return DefinedSecrets.hidden(schema, Dump.parse(schema));
  }

  /** The secrets of definitions and roles. */
  public Secrets secrets() {
    return secrets;
  }

  /** The catalog facts. */
  public Facts facts() {
    return facts;
  }

  /** The rows, by table. */
  public Map<String, TableRows> tables() {
    return tables;
  }

  /** What else holds data: each sequence's position, each large object's content. */
  public Map<String, String> positions() {
    return positions;
  }

  /** The definitions dumped and restored as often as asked for; worked out once. */
  public NormalisedDump normalisedDump() {
    return normalisedDump;
  }

  /** The database itself. */
  public ThrowawayDatabase database() {
    return database;
  }

  @Override
  public String toString() {
    return database.owner() + tables.keySet().stream().collect(Collectors.joining(", ", " (", ")"));
  }
}
