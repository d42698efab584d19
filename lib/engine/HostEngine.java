package engine;

import console.Failure;
import engine.EngineSettings.LoginChoice;
import engine.EngineSettings.MigrationInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import migrations.AlembicRun;
import migrations.LaterClock;
import migrations.MigrationRunner;
import migrations.ProjectTree;
import migrations.SchemaChoice;
import migrations.StopPoint;
import migrations.Target;
import postgres.ConnectionParameters;
import postgres.ObservedRun;
import postgres.RoleAttributes;
import postgres.Session;
import postgres.ThrowawayDatabase;
import postgres.VersionTable;

/**
 * Runs the migrations with this machine's Python in throwaway databases of any servers. The host
 * needs the project's Python environment.
 */
public final class HostEngine implements Engine {
  private static final Duration PREPARED_WITHIN = Duration.ofMinutes(30);

  private final Servers servers;
  private final MigrationRunner runner;
  private final LoginChoice chosen;
  private final MigrationInput input;
  private final ConnectionParameters login;
  private final RoleAttributes rights;
  private final Optional<Installation> elsewhere;

  /**
   * @param chosen what the user said of the login
   * @param input what the user gives the migrations, beside what the runner has of it
   * @param login names the role and the database to make; its host and port are not used
   */
  public HostEngine(
      Servers servers,
      MigrationRunner runner,
      LoginChoice chosen,
      MigrationInput input,
      ConnectionParameters login) {
    this(servers, runner, chosen, input, login, RoleAttributes.SUPERUSER, Optional.empty());
  }

  private HostEngine(
      Servers servers,
      MigrationRunner runner,
      LoginChoice chosen,
      MigrationInput input,
      ConnectionParameters login,
      RoleAttributes rights,
      Optional<Installation> elsewhere) {
    this.rights = rights;
    this.elsewhere = elsewhere;
    this.servers = servers;
    this.runner = runner;
    this.chosen = chosen;
    this.input = input;
    this.login = login;
  }

  @Override
  public String name() {
    return servers.name();
  }

  @Override
  public String describe() {
    return servers.describe();
  }

  @Override
  public ThrowawayDatabase prepared(ProjectTree tree, Watch watch) {
    return inEmpty(tree, empty -> prepared(empty, tree, watch));
  }

  private ThrowawayDatabase prepared(ThrowawayDatabase empty, ProjectTree tree, Watch watch) {
    Instant start = Instant.now();
    MigrationRunner.Report report = until(StopPoint.VERSIONED, tree, empty, watch);
    ThrowawayDatabase prepared =
        built(empty, Optional.empty(), ObservedRun.NOTHING, Map.of(), start);
    return configured(report)
        .in(prepared)
        .map(table -> prepared.with(table, ObservedRun.migratingAs(report.printed().text())))
        .orElse(prepared);
  }

  @Override
  public ThrowawayDatabase unversioned(ProjectTree tree, Watch watch) {
    return inEmpty(tree, empty -> unversioned(empty, tree, watch));
  }

  private ThrowawayDatabase unversioned(ThrowawayDatabase empty, ProjectTree tree, Watch watch) {
    Instant start = Instant.now();
    Set<VersionTable> ofTheEnvironment = VersionTable.candidates(empty);
    MigrationRunner.Report report = until(StopPoint.ASKED, tree, empty, watch);
    // Some env.py make it themselves, which they do not while SQL is written.
    configured(report)
        .in(empty)
        .filter(table -> !ofTheEnvironment.contains(table))
        .ifPresent(table -> table.drop(empty));
    return built(empty, Optional.empty(), ObservedRun.NOTHING, Map.of(), start);
  }

  @Override
  public ThrowawayDatabase migrated(ProjectTree tree, Target target, Watch watch) {
    return inEmpty(tree, empty -> migrated(empty, tree, target, watch));
  }

  private ThrowawayDatabase migrated(
      ThrowawayDatabase empty, ProjectTree tree, Target target, Watch watch) {
    Instant start = Instant.now();
    MigrationRunner.Report report = run(tree, empty, watch, List.of("upgrade", target.argument()));
    try (Session session =
        empty
            .owner()
            .session(
                "the throwaway database cannot be read",
                "Alembic's output is in " + watch.log() + ".")) {
      VersionTable table = configured(report).after(session, watch.log());
      target.check(session, table);
      return built(empty, Optional.of(table), report.seen(), report.seconds(), start);
    }
  }

  @Override
  public AlembicRun alembic(
      ProjectTree tree, ThrowawayDatabase database, Watch watch, List<String> command) {
    AlembicRun run =
        outcome(
            database,
            watch,
            () ->
                runner.runInExisting(
                    tree, database.owner(), watch.log(), watch.revision(), command));
    servers.obstacle().ifPresent(this::refuse);
    return run;
  }

  @Override
  public Optional<SchemaChoice> schemaChoice(
      ProjectTree tree, ThrowawayDatabase database, Watch watch) {
    SchemaChoice.prepare(database);
    return SchemaChoice.read(
        outcome(database, watch, () -> runner.schemaChoice(tree, database.owner(), watch.log())));
  }

  @Override
  public AlembicRun revisionGraph(ProjectTree tree, ThrowawayDatabase database, Watch watch) {
    return outcome(
        database, watch, () -> runner.revisionGraph(tree, database.owner(), watch.log()));
  }

  @Override
  public boolean reachesSiblings() {
    return true;
  }

  @Override
  public boolean keepsItsDay() {
    return true;
  }

  @Override
  public boolean withoutShortcuts() {
    return runner.usePlain();
  }

  @Override
  public List<String> notCompared() {
    return Stream.concat(runner.network().notCompared().stream(), servers.notCompared().stream())
        .toList();
  }

  @Override
  public Optional<Engine> withRights(RoleAttributes other) {
    return servers.makesRoles()
        ? Optional.of(new HostEngine(servers, runner, chosen, input, login, other, elsewhere))
        : Optional.empty();
  }

  @Override
  public Optional<Engine> elsewhere(Installation other) {
    if (other.hasOtherNames() && !servers.makesRoles()) {
      return Optional.empty();
    }
    return Optional.of(
        new HostEngine(
            servers,
            runner.by(clock(other)),
            chosen,
            input,
            other.hasOtherNames() ? renamed() : login,
            rights,
            Optional.of(other)));
  }

  private LaterClock clock(Installation other) {
    return new LaterClock(other.days(), servers.haveSuperuser());
  }

  /** What the user named stays: migrations may spell it out. */
  private ConnectionParameters renamed() {
    String user = chosen.user().orElseGet(() -> OtherNames.like(login.user()));
    String database = chosen.database().orElseGet(() -> OtherNames.like(login.database()));
    return login.withLogin(user, login.password()).withDatabase(database);
  }

  @Override
  public void close() {
    runner.close();
    servers.close();
  }

  private static AlembicRun outcome(
      ThrowawayDatabase database, Watch watch, Supplier<MigrationRunner.Report> run) {
    try {
      return AlembicRun.succeeded(run.get().printed());
    } catch (Failure failed) {
      database.server().breakdown().ifPresent(why -> tell(why, watch, failed));
      return AlembicRun.failed(failed.getMessage());
    }
  }

  /** Builds in an empty database, and in another one where that may help. */
  private ThrowawayDatabase inEmpty(ProjectTree tree, UnaryOperator<ThrowawayDatabase> build) {
    ThrowawayDatabase empty = empty(tree);
    try {
      return build.apply(empty);
    } catch (Failure failed) {
      if (runner.mayBuildAgain(empty.owner()) || servers.makeRoom(empty.server())) {
        return inEmpty(tree, build);
      }
      throw failed;
    }
  }

  private ThrowawayDatabase empty(ProjectTree tree) {
    ThrowawayDatabase empty = servers.empty(login, tree, rights);
    elsewhere.ifPresent(other -> OtherNames.passObjectNumbers(empty));
    elsewhere.ifPresent(other -> clock(other).define(empty));
    input.initSql().ifPresent(file -> prepare(empty, file));
    elsewhere.flatMap(Installation::ownRows).ifPresent(rows -> rows.addTo(empty));
    return empty;
  }

  /** Through stdin: the server's client programs may not see this machine's files. */
  private static void prepare(ThrowawayDatabase empty, Path initSql) {
    try (InputStream sql = Files.newInputStream(initSql)) {
      empty
          .server()
          .client(
              "psql",
              empty.mostPrivileged(),
              List.of("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"))
          .named("psql --file=" + initSql)
          .in(initSql.toAbsolutePath().getParent())
          .stdin(sql)
          .within(PREPARED_WITHIN)
          .check();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private MigrationRunner.Report run(
      ProjectTree tree, ThrowawayDatabase database, Watch watch, List<String> command) {
    return checked(
        database,
        watch,
        () -> runner.run(tree, database.owner(), watch.log(), watch.revision(), command));
  }

  private MigrationRunner.Report until(
      StopPoint moment, ProjectTree tree, ThrowawayDatabase database, Watch watch) {
    return checked(
        database, watch, () -> runner.until(moment, tree, database.owner(), watch.log()));
  }

  /** Where the server stands in the way, that is the reason, whatever Alembic says. */
  private MigrationRunner.Report checked(
      ThrowawayDatabase database, Watch watch, Supplier<MigrationRunner.Report> run) {
    try {
      MigrationRunner.Report report = run.get();
      servers.obstacle().ifPresent(this::refuse);
      return report;
    } catch (Failure failed) {
      servers.obstacle().ifPresent(this::refuse);
      database.server().breakdown().ifPresent(why -> tell(why, watch, failed));
      throw failed;
    }
  }

  private static void tell(String breakdown, Watch watch, Failure failed) {
    throw new Failure(
        "the throwaway server broke down while migrations ran: " + breakdown,
        "Check this machine's disk and memory. Alembic's output is in " + watch.log() + ".",
        failed);
  }

  private void refuse(Servers.Obstacle obstacle) {
    throw new Failure(obstacle.sentence(), obstacle.advice());
  }

  private ConfiguredVersionTable configured(MigrationRunner.Report report) {
    return ConfiguredVersionTable.of(report, input.versionTable());
  }

  private static ThrowawayDatabase built(
      ThrowawayDatabase empty,
      Optional<VersionTable> table,
      ObservedRun seen,
      Map<String, Double> seconds,
      Instant start) {
    return new ThrowawayDatabase(
        empty.server(),
        empty.owner(),
        table,
        seen,
        seconds,
        Duration.between(start, Instant.now()));
  }
}
