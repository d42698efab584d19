package database;

import console.Failure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs the migrations with this machine's Python in throwaway clusters of this machine. The host
 * needs the project's Python environment and PostgreSQL's programs.
 */
public final class HostEngine implements Engine {
  static final String NAME = "local";
  private static final Duration PREPARED_WITHIN = Duration.ofMinutes(30);

  private final Servers servers;
  private final MigrationRunner runner;
  private final EngineSettings settings;
  private final Coordinates login;

  /**
   * @param login names the role and the database to make; its host and port are not used
   */
  public HostEngine(
      Servers servers, MigrationRunner runner, EngineSettings settings, Coordinates login) {
    this.servers = servers;
    this.runner = runner;
    this.settings = settings;
    this.login = login;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return servers.describe();
  }

  @Override
  public ThrowawayDatabase prepared(ProjectTree tree, Watch watch) {
    Instant start = Instant.now();
    ThrowawayDatabase empty = empty();
    runner.run(tree, empty.owner(), watch.log(), watch.revision(), List.of("current"));
    return built(empty, Optional.empty(), Map.of(), start);
  }

  @Override
  public ThrowawayDatabase migrated(ProjectTree tree, Target target, Watch watch) {
    Instant start = Instant.now();
    ThrowawayDatabase empty = empty();
    MigrationRunner.Report report =
        runner.run(
            tree,
            empty.owner(),
            watch.log(),
            watch.revision(),
            List.of("upgrade", target.argument()));
    try (Connection connection = empty.connect()) {
      VersionTable table = versionTable(connection, report, watch.log());
      target.check(connection, table);
      return built(empty, Optional.of(table), report.seconds(), start);
    } catch (SQLException refused) {
      throw new Failure(
          "the throwaway database cannot be read: " + refused.getMessage(),
          "Alembic's output is in " + watch.log() + ".",
          refused);
    }
  }

  @Override
  public AlembicRun alembic(
      ProjectTree tree, ThrowawayDatabase database, Watch watch, List<String> command) {
    try {
      return AlembicRun.succeeded(
          runner.run(tree, database.owner(), watch.log(), watch.revision(), command).output());
    } catch (Failure failed) {
      return AlembicRun.failed(failed.getMessage());
    }
  }

  @Override
  public void close() {
    servers.close();
  }

  private ThrowawayDatabase empty() {
    Server server = servers.start();
    Coordinates superuser = server.superuser().orElseThrow();
    Coordinates owner = login.at(superuser.host(), superuser.port());
    makeDatabase(superuser, owner);
    settings.initSql().ifPresent(file -> prepare(server, superuser, owner, file));
    return new ThrowawayDatabase(server, owner, Optional.empty(), Map.of(), Duration.ZERO);
  }

  /**
   * The role is a superuser: migrations that need less run all the same, and those that need more
   * do not ask for a role that this cluster lacks.
   */
  private static void makeDatabase(Coordinates superuser, Coordinates owner) {
    String role = Sql.identifier(owner.user());
    String password = " LOGIN SUPERUSER PASSWORD " + Sql.literal(owner.password());
    boolean isOurs = owner.user().equals(superuser.user());
    String makeRole = isOurs ? "ALTER ROLE " : "CREATE ROLE ";
    try (Connection connection = superuser.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(makeRole + role + password);
      if (!owner.database().equals(superuser.database())) {
        statement.execute("CREATE DATABASE " + Sql.identifier(owner.database()) + " OWNER " + role);
      }
    } catch (SQLException refused) {
      throw new Failure(
          "the role or database " + owner + " cannot be made: " + refused.getMessage(),
          "Its names come from the Dockerfile's ENV, else from the project's name.",
          refused);
    }
  }

  private static void prepare(
      Server server, Coordinates superuser, Coordinates owner, Path initSql) {
    server
        .client(
            "psql",
            superuser.withDatabase(owner.database()),
            List.of("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=" + initSql))
        .named("psql --file=" + initSql)
        .within(PREPARED_WITHIN)
        .check();
  }

  private VersionTable versionTable(Connection connection, MigrationRunner.Report report, Path log)
      throws SQLException {
    Set<String> names =
        report.versionTables().stream()
            .map(table -> table.schema().map(schema -> schema + ".").orElse("") + table.name())
            .collect(Collectors.toSet());
    if (names.size() > 1 && settings.versionTable().isEmpty()) {
      throw new Failure(
          "env.py uses several version tables (" + String.join(", ", names) + "), expected one",
          "Name the one to look at with --alembic-version-table. Projects that migrate several"
              + " databases at once cannot be squashed yet.");
    }
    Optional<String> name = names.stream().findFirst();
    if (settings.versionTable().isEmpty()
        && name.isPresent()
        && VersionTable.all(connection, name).isEmpty()) {
      throw new Failure(
          "env.py ended and there is no version table " + name.get(),
          "Does it commit? Alembic's output is in " + log + ".");
    }
    return VersionTable.find(connection, settings.versionTable().or(() -> name))
        .orElseThrow(
            () ->
                new Failure(
                    "env.py ran no migration, so there is no version table",
                    "Alembic's output is in " + log + "."));
  }

  private static ThrowawayDatabase built(
      ThrowawayDatabase empty,
      Optional<VersionTable> table,
      Map<String, Double> seconds,
      Instant start) {
    return new ThrowawayDatabase(
        empty.server(), empty.owner(), table, seconds, Duration.between(start, Instant.now()));
  }
}
