package migrations;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import postgres.ConnectionParameters;
import postgres.ObservedRun;
import process.Processes;
import process.StoredBytes;
import process.TemporaryFolder;
import python.PythonInterpreter;

/**
 * Runs the project's own Alembic in the project's own Python, so that it can reach one throwaway
 * database only (see {@code templates/runner.py}).
 */
public final class MigrationRunner implements AutoCloseable {
  /** Python's: with another one a set has another order, and rows made from it other ids. */
  public static final String HASH_SEED = "PYTHONHASHSEED";

  /** The same for all builds. */
  public static final String ONE_SEED = "0";

  private static final String PROGRESS = "@@alembic_squash revision ";

  /** Runs env.py and migrates nothing. */
  public static final List<String> CURRENT = List.of("current");

  /** Commands that change nothing. */
  private static final Set<String> READING = Set.of("check", "current", "heads", "history");

  /** Reads the revisions and connects nowhere. */
  public static final List<String> HEADS = List.of("heads");

  public static final String REPORT = "report.json";
  private static final String BRIEFLY = "Without the frames of libraries:\n";

  /** Long migrations of large histories end within it, and what hangs does as well. */
  private static final Duration ENDS_WITHIN = Duration.ofHours(2);

  private final PythonInterpreter python;
  private final Map<String, String> environment;
  private final RunAdvice advice;
  private final Optional<String> secret;
  private final List<String> xArguments;
  private final NetworkAccess network;
  private final LaterClock clock;
  private final ForkServers forks;
  private final ForkServers.Kind kind;
  private final Set<ConnectionParameters> failedPreloaded;

  /**
   * @param python has Alembic, a driver, and what the project's env.py imports
   * @param environment variables that env.py may read
   */
  public MigrationRunner(PythonInterpreter python, Map<String, String> environment) {
    this(python, environment, List.of());
  }

  /**
   * As {@link #MigrationRunner(PythonInterpreter, Map)}.
   *
   * @param xArguments what {@code alembic -x} takes, in order
   */
  public MigrationRunner(
      PythonInterpreter python, Map<String, String> environment, List<String> xArguments) {
    this(python, environment, List.of(), Optional.empty(), xArguments, NetworkAccess.OPEN);
  }

  /**
   * As {@link #MigrationRunner(PythonInterpreter, Map, List)}.
   *
   * @param provisions lines of the project's Dockerfile that make roles, extensions and the like:
   *     shown where a revision misses one
   * @param secret what an env.py may print and no log may hold
   * @param network what it can reach besides its database
   */
  public MigrationRunner(
      PythonInterpreter python,
      Map<String, String> environment,
      List<String> provisions,
      Optional<String> secret,
      List<String> xArguments,
      NetworkAccess network) {
    this.python = python;
    this.network = network;
    this.environment = Map.copyOf(environment);
    this.advice = new RunAdvice(python, provisions);
    this.secret = secret;
    this.xArguments = List.copyOf(xArguments);
    clock = LaterClock.NOW;
    kind = new ForkServers.Kind(clock, false);
    forks = new ForkServers(python, this::withVariables, network);
    failedPreloaded = ConcurrentHashMap.newKeySet();
  }

  private MigrationRunner(MigrationRunner now, LaterClock clock) {
    this.python = now.python;
    this.network = now.network;
    this.environment = now.environment;
    this.advice = now.advice;
    this.secret = now.secret;
    this.xArguments = now.xArguments;
    this.clock = clock;
    this.kind = new ForkServers.Kind(clock, true);
    this.forks = now.forks;
    this.failedPreloaded = now.failedPreloaded;
  }

  /** The same by another clock. It is closed with this one. */
  public MigrationRunner by(LaterClock other) {
    return new MigrationRunner(this, other);
  }

  /**
   * What a run of Alembic was seen to do.
   *
   * @param versionTables the version tables that env.py configured
   * @param seconds how long each revision took, by its id
   * @param driver SQLAlchemy's name of the driver that it used
   * @param seen what else it was seen to do
   * @param printed what the command printed for its user
   */
  public record Report(
      List<VersionTableName> versionTables,
      Map<String, Double> seconds,
      Optional<String> driver,
      ObservedRun seen,
      StoredBytes printed) {}

  /**
   * A version table as env.py names it.
   *
   * @param name its name
   * @param schema its schema; empty if the search path decides
   */
  public record VersionTableName(String name, Optional<String> schema) {}

  /**
   * Runs one command of Alembic in a new database. If it fails, {@link #mayBuildAgain} says whether
   * it is to be tried in another one.
   *
   * @param tree the state of the project to run
   * @param database the only database that it can reach
   * @param log where its output goes
   * @param revision told of each revision as it starts
   * @param command what is typed behind {@code alembic}
   * @throws Failure naming the revision that failed, or what Python said
   */
  public Report run(
      ProjectTree tree,
      ConnectionParameters database,
      Path log,
      Consumer<String> revision,
      List<String> command) {
    return inNew(RunnerRequest.SCRIPT, tree, database, log, revision, command);
  }

  /**
   * Runs one command of Alembic in a database that is there already; as {@link #run}. Commands that
   * change it run once: what is imported for them beforehand has built others before.
   */
  public Report runInExisting(
      ProjectTree tree,
      ConnectionParameters database,
      Path log,
      Consumer<String> revision,
      List<String> command) {
    boolean isReading = READING.contains(command.get(0)) || command.contains("--sql");
    if (!isReading && !forks.areProven(kind, tree)) {
      return run(forks.plain(), RunnerRequest.SCRIPT, tree, database, log, revision, command);
    }
    try {
      return inNew(RunnerRequest.SCRIPT, tree, database, log, revision, command);
    } catch (Failure failed) {
      if (isReading && mayBuildAgain(database)) {
        return runInExisting(tree, database, log, revision, command);
      }
      throw failed;
    }
  }

  /**
   * Whether what failed in a database ran with libraries that were imported before, so that it is
   * to be tried once more, without, in another database.
   */
  public boolean mayBuildAgain(ConnectionParameters database) {
    return failedPreloaded.remove(database);
  }

  private Report inNew(
      String script,
      ProjectTree tree,
      ConnectionParameters database,
      Path log,
      Consumer<String> revision,
      List<String> command) {
    Optional<ForkServer> preloaded = forks.preloaded(kind, tree);
    Attempt attempt =
        attempt(preloaded.orElseGet(forks::plain), script, tree, database, log, revision, command);
    if (preloaded.isPresent()) {
      judge(attempt, tree, database, command);
    }
    return attempt.orThrow();
  }

  /** What an attempt says of the modules that were imported for it. */
  private void judge(
      Attempt attempt, ProjectTree tree, ConnectionParameters database, List<String> command) {
    switch (attempt.end()) {
      case NOT_BEGUN -> forks.importLess(kind);
      case FAILED -> forks.usePlain(kind);
      case ANSWERED -> {}
      case DONE -> {
        if (command.get(0).equals("upgrade")) {
          forks.proved(kind, tree);
        }
      }
    }
    if (attempt.end() == End.NOT_BEGUN || attempt.end() == End.FAILED) {
      failedPreloaded.add(database);
    }
  }

  /**
   * From now on, nothing is imported before a command does.
   *
   * @return whether anything was
   */
  public boolean usePlain() {
    return forks.usePlain();
  }

  /** Tries whether env.py is told the schema; as {@link #run}. */
  public Report schemaChoice(ProjectTree tree, ConnectionParameters database, Path log) {
    return run(forks.plain(), SchemaChoice.SCRIPT, tree, database, log, revision -> {}, CURRENT);
  }

  /** Tells what Alembic makes of a tree's revisions; as {@link #run}. */
  public Report revisionGraph(ProjectTree tree, ConnectionParameters database, Path log) {
    return run(forks.plain(), AlembicGraph.SCRIPT, tree, database, log, revision -> {}, HEADS);
  }

  /** Runs env.py up to a moment; as {@link #run}. What is printed is the role that migrates. */
  public Report until(StopPoint moment, ProjectTree tree, ConnectionParameters database, Path log) {
    return inNew(StopPoint.SCRIPT, tree, database, log, revision -> {}, moment.command());
  }

  private Report run(
      ForkServer server,
      String name,
      ProjectTree tree,
      ConnectionParameters database,
      Path log,
      Consumer<String> revision,
      List<String> command) {
    return attempt(server, name, tree, database, log, revision, command).orThrow();
  }

  /** How a command ended: without a report, with an error, with an answer that is one, or well. */
  private enum End {
    NOT_BEGUN,
    FAILED,
    ANSWERED,
    DONE
  }

  private record Attempt(End end, Optional<Report> report, Optional<Failure> failure) {
    static Attempt failed(End end, Failure failure) {
      return new Attempt(end, Optional.empty(), Optional.of(failure));
    }

    Report orThrow() {
      if (failure.isPresent()) {
        throw failure.get();
      }
      return report.orElseThrow();
    }
  }

  private Attempt attempt(
      ForkServer server,
      String name,
      ProjectTree tree,
      ConnectionParameters database,
      Path log,
      Consumer<String> revision,
      List<String> command) {
    try (TemporaryFolder folder = new TemporaryFolder("runner")) {
      Path report = folder.path().resolve(REPORT);
      Path request =
          RunnerRequest.of(tree, database, xArguments, clock, network, command)
              .write(folder.path());
      Processes.Command run =
          server
              .command(name, request.toString(), report.toString())
              .named("alembic " + String.join(" ", command))
              .in(tree.workingFolder())
              .with(database.environment())
              .with(tree.variables())
              .log(log)
              .within(ENDS_WITHIN)
              .hiding(secret)
              .eachLine(line -> progressOf(line).ifPresent(revision));
      Processes.Result result = run.run();
      if (!Files.exists(report) || Files.size(report) == 0) {
        // A full disk leaves an empty one.
        return Attempt.failed(End.NOT_BEGUN, run.failed(result));
      }
      RunnerReport told = RunnerReport.read(report);
      if (told.failed()) {
        String lastLines = briefly(run.failed(result).hint());
        Failure failure = told.failure(tree, advice.of(told, database), lastLines);
        return Attempt.failed(told.answered() ? End.ANSWERED : End.FAILED, failure);
      }
      Optional.ofNullable(told.imported()).ifPresent(forks::learn);
      return new Attempt(End.DONE, Optional.of(told.report(tree)), Optional.empty());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private Processes.Command withVariables(Processes.Command command) {
    network.namespace().ifPresent(command::inside);
    return command
        .with(HASH_SEED, ONE_SEED)
        .with(environment)
        .with("PYTHONDONTWRITEBYTECODE", "1")
        .with("PYTHONUNBUFFERED", "1")
        .without("PGSERVICE", "PGSERVICEFILE", "PGHOSTADDR", "PGSSLMODE", "PGPASSFILE")
        .without("PYTHONSAFEPATH");
  }

  @Override
  public void close() {
    forks.close();
  }

  /** The runner ends with what a person reads first. */
  private static String briefly(String lastLines) {
    int start = lastLines.indexOf(BRIEFLY);
    return start < 0 ? lastLines : lastLines.substring(start + BRIEFLY.length());
  }

  private static Optional<String> progressOf(String line) {
    return line.startsWith(PROGRESS)
        ? Optional.of(line.substring(PROGRESS.length()).strip())
        : Optional.empty();
  }

  /** What its commands can reach besides their database. */
  public NetworkAccess network() {
    return network;
  }

  /** Reads a runner's report as what became of the command. */
  public static AlembicRun outcome(Path report) throws IOException {
    return RunnerReport.read(report).outcome();
  }
}
