package database;

import console.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database that was built to be looked at and thrown away, on a server of its own.
 *
 * @param server the server that goes with it
 * @param owner how the role that runs the migrations enters
 * @param versionTable Alembic's table in it; empty before the first migration
 * @param seconds how long each revision took, where that could be measured
 * @param builtIn how long it took to build
 */
public record ThrowawayDatabase(
    Server server,
    Coordinates owner,
    Optional<VersionTable> versionTable,
    Map<String, Double> seconds,
    Duration builtIn)
    implements AutoCloseable {

  /** Enters as the role that runs the migrations. */
  public Connection connect() {
    return owner.connect();
  }

  /** Enters as a superuser, or as the owner where the server gives us none. */
  public Coordinates widest() {
    return server.superuser().map(user -> user.withDatabase(owner.database())).orElse(owner);
  }

  /** Another database of the same server, seen by the same role. */
  public ThrowawayDatabase sibling(String name) {
    return new ThrowawayDatabase(
        server, owner.withDatabase(name), Optional.empty(), Map.of(), Duration.ZERO);
  }

  /**
   * Makes an empty database beside this one, with the same encoding and locale.
   *
   * @throws Failure where no superuser is there to make it
   */
  public ThrowawayDatabase scratch(String name) {
    Coordinates superuser =
        server
            .superuser()
            .orElseThrow(
                () ->
                    new Failure(
                        server.describe() + " gives us no role that may create databases",
                        "Choose another engine with --engine."));
    execute(superuser, "DROP DATABASE IF EXISTS " + Sql.identifier(name));
    execute(
        superuser,
        "CREATE DATABASE %s TEMPLATE template0 OWNER %s"
            .formatted(Sql.identifier(name), Sql.identifier(owner.user())));
    return sibling(name);
  }

  /** Drops this database and keeps its server. */
  public void drop() {
    server
        .superuser()
        .ifPresent(
            superuser ->
                execute(superuser, "DROP DATABASE IF EXISTS " + Sql.identifier(owner.database())));
  }

  /**
   * The database as pg_dump writes it, in plain SQL.
   *
   * @param options further options of pg_dump
   */
  public String dump(String... options) {
    List<String> arguments = new ArrayList<>(List.of("--no-sync", "--encoding=UTF8"));
    arguments.addAll(List.of(options));
    ByteArrayOutputStream sql = new ByteArrayOutputStream();
    server.client("pg_dump", widest(), arguments).with("PGTZ", "UTC").outputTo(sql).check();
    return sql.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
  }

  private static void execute(Coordinates as, String statement) {
    try (Connection connection = as.connect();
        Statement execution = connection.createStatement()) {
      execution.execute(statement);
    } catch (SQLException refused) {
      throw new Failure(
          "`" + statement + "` failed: " + refused.getMessage(),
          "This ran in a throwaway database of " + as + ".",
          refused);
    }
  }
}
