//FILES templates/runner.py=../../templates/runner.py

package database;

import com.google.gson.Gson;
import console.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the project's own Alembic in the project's own Python, so that it can reach one throwaway
 * database only (see {@code templates/runner.py}).
 */
public final class MigrationRunner {
  private static final String PROGRESS = "@@alembic_squash revision ";
  private static final Gson JSON = new Gson();

  private final PythonInterpreter python;
  private final Map<String, String> environment;

  /**
   * @param python has Alembic, a driver, and what the project's env.py imports
   * @param environment variables that env.py may read
   */
  public MigrationRunner(PythonInterpreter python, Map<String, String> environment) {
    this.python = python;
    this.environment = Map.copyOf(environment);
  }

  /**
   * What a run of Alembic was seen to do.
   *
   * @param versionTables the version tables that env.py configured
   * @param seconds how long each revision took, by its id
   * @param driver SQLAlchemy's name of the driver that it used
   */
  public record Report(
      List<VersionTableName> versionTables, Map<String, Double> seconds, Optional<String> driver) {}

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
      String error) {
    record Table(String name, String schema) {}

    record Running(String revision, String file) {}
  }

  /** The runner's request, in the words of its JSON. */
  private record Request(
      String origin,
      String root,
      String project,
      String folder,
      String config,
      Map<String, Object> target,
      List<String> command) {}

  /**
   * Runs one command of Alembic.
   *
   * @param tree the state of the project to run
   * @param database the only database that it can reach
   * @param log where its output goes
   * @param revision told of each revision as it starts
   * @param command a function of {@code alembic.command} and its arguments
   * @throws Failure naming the revision that failed, or what Python said
   */
  public Report run(
      ProjectTree tree,
      Coordinates database,
      Path log,
      Consumer<String> revision,
      List<String> command) {
    try (TemporaryFolder folder = new TemporaryFolder("runner")) {
      Path script = written(folder.path().resolve("runner.py"));
      Path request = folder.path().resolve("request.json");
      Path report = folder.path().resolve("report.json");
      Files.writeString(request, JSON.toJson(request(tree, database, command)));
      Processes.Command run =
          python
              .command(script.toString(), request.toString(), report.toString())
              .named("alembic " + String.join(" ", command))
              .in(tree.workingFolder())
              .without("PGSERVICE", "PGSERVICEFILE", "PGHOSTADDR", "PGSSLMODE", "PGPASSFILE")
              .with(environment)
              .with(database.environment())
              .with("PYTHONDONTWRITEBYTECODE", "1")
              .with("PYTHONUNBUFFERED", "1")
              .log(log)
              .eachLine(line -> progressOf(line).ifPresent(revision));
      Processes.Result result = run.run();
      if (!Files.exists(report)) {
        throw run.failed(result);
      }
      return read(report, tree, run.failed(result));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static Report read(Path report, ProjectTree tree, Failure failed) throws IOException {
    Written written = JSON.fromJson(Files.readString(report), Written.class);
    if (written.error() != null) {
      String reason = written.error().strip().lines().findFirst().orElse("");
      throw new Failure(
          Optional.ofNullable(written.running())
              .map(at -> "revision " + at.revision() + " (" + shown(at.file(), tree) + ") failed: ")
              .orElse("Alembic failed: ")
              .concat(reason),
          failed.hint());
    }
    List<VersionTableName> tables = new ArrayList<>();
    written
        .version_tables()
        .forEach(
            table ->
                tables.add(
                    new VersionTableName(table.name(), Optional.ofNullable(table.schema()))));
    return new Report(tables, written.seconds(), Optional.ofNullable(written.driver()));
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
        Map.of(
            "host", to.host(),
            "port", to.port(),
            "user", to.user(),
            "password", to.password(),
            "database", to.database()),
        command);
  }

  private static Optional<String> progressOf(String line) {
    return line.startsWith(PROGRESS)
        ? Optional.of(line.substring(PROGRESS.length()).strip())
        : Optional.empty();
  }

  private static Path written(Path script) throws IOException {
    try (InputStream template = MigrationRunner.class.getResourceAsStream("/templates/runner.py")) {
      Files.copy(template, script);
    }
    return script;
  }
}
