//FILES templates/flask_application.py=../../templates/flask_application.py
//FILES templates/redirection.py=../../templates/redirection.py
//FILES templates/runner.py=../../templates/runner.py
//FILES templates/source_tree.py=../../templates/source_tree.py

package database;

import com.google.gson.Gson;
import console.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the project's own Alembic in the project's own Python, so that it can reach one throwaway
 * database only (see {@code templates/runner.py}).
 */
public final class MigrationRunner {
  private static final String PASSWORD = "password";
  private static final String NO_MODULE = "ModuleNotFoundError";
  private static final String PROGRESS = "@@alembic_squash revision ";
  private static final List<String> SCRIPTS =
      List.of("runner.py", "flask_application.py", "redirection.py", "source_tree.py");
  static final String REQUEST = "request.json";
  static final String REPORT = "report.json";
  private static final String BRIEFLY = "Without the frames of libraries:\n";
  private static final Gson JSON = new Gson();

  /** Long migrations of large histories end within it, and what hangs does as well. */
  private static final Duration ENDS_WITHIN = Duration.ofHours(2);

  private final PythonInterpreter python;
  private final Map<String, String> environment;
  private final List<String> provisions;
  private final Optional<String> secret;

  /**
   * @param python has Alembic, a driver, and what the project's env.py imports
   * @param environment variables that env.py may read
   */
  public MigrationRunner(PythonInterpreter python, Map<String, String> environment) {
    this(python, environment, List.of(), Optional.empty());
  }

  /**
   * As {@link #MigrationRunner(PythonInterpreter, Map)}.
   *
   * @param provisions lines of the project's Dockerfile that make roles, extensions and the like:
   *     shown where a revision misses one
   * @param secret what an env.py may print and no log may hold
   */
  MigrationRunner(
      PythonInterpreter python,
      Map<String, String> environment,
      List<String> provisions,
      Optional<String> secret) {
    this.python = python;
    this.environment = Map.copyOf(environment);
    this.provisions = List.copyOf(provisions);
    this.secret = secret;
  }

  /**
   * What a run of Alembic was seen to do.
   *
   * @param versionTables the version tables that env.py configured
   * @param seconds how long each revision took, by its id
   * @param driver SQLAlchemy's name of the driver that it used
   * @param output what the command printed for its user
   */
  public record Report(
      List<VersionTableName> versionTables,
      Map<String, Double> seconds,
      Optional<String> driver,
      String output) {}

  /**
   * A version table as env.py names it.
   *
   * @param name its name
   * @param schema its schema; empty where the search path decides
   */
  public record VersionTableName(String name, Optional<String> schema) {}

  /** The runner's report, in the words of its JSON. */
  private record Written(
      List<Table> version_tables,
      Map<String, Double> seconds,
      String driver,
      Running running,
      String error,
      String sqlstate,
      String output) {
    record Table(String name, String schema) {}

    record Running(String revision, String file) {}
  }

  /** The runner's request, in the words of its JSON. */
  record Request(
      String origin,
      String root,
      String project,
      String folder,
      String config,
      String section,
      Map<String, Object> target,
      List<String> command) {}

  /**
   * Runs one command of Alembic.
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
      Coordinates database,
      Path log,
      Consumer<String> revision,
      List<String> command) {
    try (TemporaryFolder folder = new TemporaryFolder("runner")) {
      Path request = folder.path().resolve(REQUEST);
      Path report = folder.path().resolve(REPORT);
      write(request(tree, database, command), folder.path());
      String script = folder.path().resolve(SCRIPTS.get(0)).toString();
      Processes.Command run =
          python
              .command(script, request.toString(), report.toString())
              .named("alembic " + String.join(" ", command))
              .in(tree.workingFolder())
              .with(environment)
              .with(database.environment())
              .with("PYTHONDONTWRITEBYTECODE", "1")
              .with("PYTHONUNBUFFERED", "1")
              .without("PGSERVICE", "PGSERVICEFILE", "PGHOSTADDR", "PGSSLMODE", "PGPASSFILE")
              .without("PYTHONSAFEPATH")
              .log(log)
              .within(ENDS_WITHIN)
              .hiding(secret)
              .eachLine(line -> progressOf(line).ifPresent(revision));
      Processes.Result result = run.run();
      if (!Files.exists(report) || Files.size(report) == 0) {
        // A full disk leaves an empty one.
        throw run.failed(result);
      }
      return read(report, tree, briefly(run.failed(result).hint()));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The runner ends with what a person reads first. */
  private static String briefly(String lastLines) {
    int start = lastLines.indexOf(BRIEFLY);
    return start < 0 ? lastLines : lastLines.substring(start + BRIEFLY.length());
  }

  private Report read(Path report, ProjectTree tree, String lastLines) throws IOException {
    Written written = JSON.fromJson(Files.readString(report), Written.class);
    if (written.error() != null) {
      throw failure(written, tree, lastLines);
    }
    List<VersionTableName> tables = new ArrayList<>();
    written
        .version_tables()
        .forEach(
            table ->
                tables.add(
                    new VersionTableName(table.name(), Optional.ofNullable(table.schema()))));
    return new Report(
        tables, written.seconds(), Optional.ofNullable(written.driver()), written.output());
  }

  private Failure failure(Written written, ProjectTree tree, String lastLines) {
    String place =
        Optional.ofNullable(written.running())
            .map(at -> "revision " + at.revision() + " (" + shown(at.file(), tree) + ") failed: ")
            .orElse("Alembic failed: ");
    String advice = advice(written).map(sentence -> sentence + "\n").orElse("");
    return new Failure(place + written.error(), advice + lastLines);
  }

  private Optional<String> advice(Written written) {
    if (written.error().contains(NO_MODULE)) {
      return Optional.of(
          "It is not installed for "
              + python.executable()
              + ": install it there, or name the project's Python with --python.");
    }
    return Optional.ofNullable(written.running())
        .flatMap(at -> Optional.ofNullable(written.sqlstate()))
        .flatMap(state -> MissingObject.advice(state, written.error(), provisions));
  }

  private static String shown(String file, ProjectTree tree) {
    Path path = Path.of(file);
    return path.startsWith(tree.root()) ? tree.root().relativize(path).toString() : file;
  }

  private static Request request(ProjectTree tree, Coordinates to, List<String> command)
      throws IOException {
    return new Request(
        tree.origin().toRealPath().toString(),
        tree.root().toRealPath().toString(),
        tree.project().toString(),
        tree.workingFolder().toString(),
        tree.config().toString(),
        tree.section(),
        withoutPassword(target(to)),
        command);
  }

  /** The runner has it from PGPASSWORD: files outlive a process that is killed. */
  private static Map<String, Object> withoutPassword(Map<String, Object> target) {
    Map<String, Object> known = new HashMap<>(target);
    known.remove(PASSWORD);
    return known;
  }

  /** A database in the words of the request. */
  static Map<String, Object> target(Coordinates to) {
    return Map.of(
        "host",
        to.host(),
        "port",
        to.port(),
        "user",
        to.user(),
        PASSWORD,
        to.password(),
        "database",
        to.database());
  }

  private static Optional<String> progressOf(String line) {
    return line.startsWith(PROGRESS)
        ? Optional.of(line.substring(PROGRESS.length()).strip())
        : Optional.empty();
  }

  /** Writes the runner and what it is asked into a folder. */
  static void write(Request request, Path folder) throws IOException {
    for (String script : SCRIPTS) {
      try (InputStream template =
          MigrationRunner.class.getResourceAsStream("/templates/" + script)) {
        Files.copy(template, folder.resolve(script));
      }
    }
    Files.writeString(folder.resolve(REQUEST), JSON.toJson(request));
  }

  /** Reads a runner's report as what became of the command. */
  static AlembicRun outcome(String report) {
    Written written = JSON.fromJson(report, Written.class);
    return written.error() == null
        ? AlembicRun.succeeded(written.output())
        : AlembicRun.failed(written.error());
  }
}
