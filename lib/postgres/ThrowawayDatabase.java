package postgres;

import console.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import process.Processes;
import process.StoredBytes;

/**
 * A database that was built to be looked at and thrown away.
 *
 * @param server the server that goes with it
 * @param owner how the role that runs the migrations enters
 * @param versionTable Alembic's table in it; empty if it has none
 * @param seen what the run was seen to do that made it
 * @param seconds how long each revision took, where that could be measured
 * @param builtIn how long it took to build
 */
public record ThrowawayDatabase(
    Server server,
    ConnectionParameters owner,
    Optional<VersionTable> versionTable,
    ObservedRun seen,
    Map<String, Double> seconds,
    Duration builtIn)
    implements AutoCloseable {
  /** As many bytes hold the settings that a dump begins with. */
  private static final int HEADER = 1 << 12;

  private static final String OF_NEW_SERVERS = "SET transaction_timeout = 0;\n";
  private static final String END_OF_HEADER = "SET client_encoding = ";

  /** One of which no run was seen. */
  public ThrowawayDatabase(
      Server server,
      ConnectionParameters owner,
      Optional<VersionTable> versionTable,
      Map<String, Double> seconds,
      Duration builtIn) {
    this(server, owner, versionTable, ObservedRun.NOTHING, seconds, builtIn);
  }

  /** The same, with Alembic's own table, and what the run was seen to do that made it. */
  public ThrowawayDatabase with(VersionTable table, ObservedRun run) {
    return new ThrowawayDatabase(server, owner, Optional.of(table), run, seconds, builtIn);
  }

  /** Enters as the role that runs the migrations. */
  public Connection connect() {
    return owner.connect();
  }

  /** A session of the role that may most; what is refused says that the database cannot be read. */
  public Session session() {
    return mostPrivileged().session(refused -> Queries.unreadable(this, refused));
  }

  /** The role that ran the migrations, or will: Alembic's own table is its. */
  public String migratingRole() {
    return seen.role().or(this::tableOwner).orElseGet(owner::user);
  }

  /** The owner of Alembic's own table, if there is one. */
  public Optional<String> tableOwner() {
    return versionTable.map(
        table -> {
          try (Session session =
              owner.session(
                  "the owner of " + table + " cannot be read",
                  "Check that " + owner + " is a database of the project's.")) {
            return table.owner(session);
          }
        });
  }

  /** Enters as a superuser, or as the owner where the server gives us none. */
  public ConnectionParameters mostPrivileged() {
    return server.superuser().map(user -> user.withDatabase(owner.database())).orElse(owner);
  }

  /**
   * The schemas in which names without one are looked for, where the role that runs the migrations
   * enters: its own and the database's settings decide. Those that are not there are left out.
   *
   * @return as {@code SET search_path = } takes them
   */
  public String searchPath() {
    try (Session session =
        owner.session(
            "the search path of " + owner + " cannot be read",
            "Check that the database answers.")) {
      String path =
          session.texts("SELECT unnest(current_schemas(false))").stream()
              .map(Sql::identifier)
              .collect(Collectors.joining(", "));
      return path.isEmpty() ? "''" : path;
    }
  }

  /** Another database of the same server, seen by the same role. */
  public ThrowawayDatabase sibling(String name) {
    return new ThrowawayDatabase(
        server, owner.withDatabase(name), Optional.empty(), Map.of(), Duration.ZERO);
  }

  /**
   * Makes an empty database beside this one, with the same encoding and locale.
   *
   * @throws Failure if no role is there to make it, or where a database of that name is there that
   *     is not ours
   */
  public ThrowawayDatabase scratch(String name) {
    ConnectionParameters superuser = maker();
    server.make(
        name,
        () -> {
          superuser.execute("DROP DATABASE IF EXISTS " + Sql.identifier(name));
          superuser.execute(
              "CREATE DATABASE %s TEMPLATE template0 OWNER %s"
                  .formatted(Sql.identifier(name), Sql.identifier(owner.user())));
        });
    return sibling(name);
  }

  /**
   * Copies this database, which nobody may be in, within its server. Settings, privileges and the
   * comment of the database itself are not copied.
   *
   * @param name that of the copy
   */
  public ThrowawayDatabase copied(String name) {
    ConnectionParameters superuser = maker();
    server.make(
        name,
        () ->
            superuser.execute(
                "CREATE DATABASE %s TEMPLATE %s OWNER %s"
                    .formatted(
                        Sql.identifier(name),
                        Sql.identifier(owner.database()),
                        Sql.identifier(owner.user()))));
    return new ThrowawayDatabase(
        server, owner.withDatabase(name), versionTable, seen, Map.of(), Duration.ZERO);
  }

  /** Drops this database and keeps its server; does nothing if it is not ours. */
  public void drop() {
    server
        .superuser()
        .ifPresent(superuser -> server.drop(owner.database(), () -> dropAs(superuser)));
  }

  private void dropAs(ConnectionParameters superuser) {
    Subscriptions.drop(mostPrivileged());
    superuser.execute("DROP DATABASE IF EXISTS " + Sql.identifier(owner.database()));
  }

  /**
   * The database as pg_dump writes it, in plain SQL that loads on servers older than pg_dump too.
   *
   * @param options further options of pg_dump
   */
  public String dump(String... options) {
    return dumped(options).text();
  }

  /** The same with rows, which may be many. */
  public StoredBytes dumped(String... options) {
    List<String> arguments = new ArrayList<>(List.of("--no-sync", "--encoding=UTF8"));
    arguments.addAll(List.of(options));
    StoredBytes sql = new StoredBytes();
    server
        .client("pg_dump", mostPrivileged(), arguments)
        .with("PGTZ", "UTC")
        .outputTo(sql.output())
        .check();
    return forAnyServer(sql.finish());
  }

  /** pg_dump 17 and later turn a setting off that older servers do not know. */
  private static StoredBytes forAnyServer(StoredBytes sql) {
    try {
      byte[] first = sql.input().readNBytes(HEADER);
      String start = new String(first, StandardCharsets.ISO_8859_1);
      int setting = start.indexOf(OF_NEW_SERVERS);
      if (setting < 0 || setting > start.indexOf(END_OF_HEADER)) {
        return sql;
      }
      int rest = setting + OF_NEW_SERVERS.length();
      return StoredBytes.of(
          new SequenceInputStream(sql.input(0, setting), sql.input(rest, sql.length())));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Loads SQL with psql, which stops at the first error.
   *
   * @param as who loads it
   * @param options further options of psql
   * @return psql's last lines where it stopped
   */
  public Optional<String> load(ConnectionParameters as, String sql, String... options) {
    return load(as, new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8)), options);
  }

  /** The same of SQL that may be long. */
  public Optional<String> load(ConnectionParameters as, InputStream sql, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1"));
    arguments.addAll(List.of(options));
    Processes.Result result = server.client("psql", as, arguments).stdin(sql).run();
    return result.exitCode() == 0
        ? Optional.empty()
        : Optional.of(String.join("\n", result.lastLines()));
  }

  @Override
  public void close() {
    server.close();
  }

  private ConnectionParameters maker() {
    return server
        .superuser()
        .orElseThrow(
            () ->
                new Failure(
                    server.describe() + " gives us no role that may create databases",
                    "Choose another engine with --engine."));
  }
}
