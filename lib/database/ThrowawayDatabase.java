package database;

import console.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
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
  private static final String SUBSCRIPTIONS =
      """
      SELECT subname FROM pg_catalog.pg_subscription
      WHERE subdbid = (
        SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
      """;

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
    Coordinates superuser = maker();
    execute(superuser, "DROP DATABASE IF EXISTS " + Sql.identifier(name));
    execute(
        superuser,
        "CREATE DATABASE %s TEMPLATE template0 OWNER %s"
            .formatted(Sql.identifier(name), Sql.identifier(owner.user())));
    return sibling(name);
  }

  /** Drops this database and keeps its server. */
  public void drop() {
    if (server.superuser().isEmpty()) {
      return;
    }
    dropSubscriptions();
    execute(
        server.superuser().get(), "DROP DATABASE IF EXISTS " + Sql.identifier(owner.database()));
  }

  /** A database with subscriptions cannot be dropped; theirs were never connected. */
  private void dropSubscriptions() {
    List<String> names = new ArrayList<>();
    try (Connection connection = widest().connect();
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(SUBSCRIPTIONS)) {
        while (rows.next()) {
          names.add(Sql.identifier(rows.getString(1)));
        }
      }
      for (String name : names) {
        statement.execute("ALTER SUBSCRIPTION " + name + " DISABLE");
        statement.execute("ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)");
        statement.execute("DROP SUBSCRIPTION " + name);
      }
    } catch (SQLException refused) {
      throw new Failure(
          "the subscriptions of " + owner + " cannot be dropped: " + refused.getMessage(),
          "This ran in a throwaway database.",
          refused);
    }
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

  /**
   * Loads SQL with psql, which stops at the first error.
   *
   * @param as who loads it
   * @param options further options of psql
   * @return psql's last lines where it stopped
   */
  public Optional<String> load(Coordinates as, String sql, String... options) {
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

  private Coordinates maker() {
    return server
        .superuser()
        .orElseThrow(
            () ->
                new Failure(
                    server.describe() + " gives us no role that may create databases",
                    "Choose another engine with --engine."));
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
