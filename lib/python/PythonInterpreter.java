package python;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import console.Failure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import process.Processes;

/**
 * A Python 3 on this machine.
 *
 * @param executable the absolute path of its program; links are kept, a virtual environment is one
 */
public record PythonInterpreter(Path executable) {
  /** The Python package of this tool names here the environment that it shares with Alembic. */
  private static final String OWN_ENVIRONMENT = "ALEMBIC_SQUASH_ENVIRONMENT";

  private static final String ALEMBIC = "alembic";

  /** The modules of the drivers that Alembic is run with, the most usual first. */
  public static final List<String> DRIVERS = List.of("psycopg2", "psycopg", "asyncpg", "pg8000");

  private static final List<String> MODULES =
      Stream.concat(Stream.of(ALEMBIC, "sqlalchemy"), DRIVERS.stream()).toList();

  /** Imports in earnest: a driver that lacks its C library is installed and of no use. */
  private static final String ASK =
      """
      import importlib, json, sys
      # A project's own folder named alembic is not the library.
      sys.path = [entry for entry in sys.path if entry]
      modules, broken = {}, {}
      for name in sys.argv[1:]:
          try:
              module = importlib.import_module(name)
          except Exception as error:
              if not isinstance(error, ModuleNotFoundError) or error.name != name:
                  said = str(error).strip().splitlines()[:1]
                  broken[name] = ": ".join([type(error).__name__] + said)
              continue
          modules[name] = str(getattr(module, "__version__", "")).split(" ")[0]
      version = ".".join(str(part) for part in sys.version_info[:3])
      print(json.dumps({"version": version, "modules": modules, "broken": broken}))
      """;

  /**
   * What an interpreter has.
   *
   * @param version the interpreter's own, as {@code 3.11.7}
   * @param modules of alembic, sqlalchemy, psycopg2, psycopg, asyncpg and pg8000 those that can be
   *     imported, with their versions
   * @param broken those that are installed and cannot be imported, with what Python says
   */
  public record Contents(String version, Map<String, String> modules, Map<String, String> broken) {
    /** Whether this module can be imported. */
    public boolean has(String module) {
      return modules.containsKey(module);
    }

    /** Whether migrations can run: Alembic is there, and a driver for PostgreSQL. */
    public boolean runsMigrations() {
      return has(ALEMBIC) && DRIVERS.stream().anyMatch(this::has);
    }

    /**
     * Why migrations cannot run.
     *
     * @param python what to call it
     */
    public Failure failure(Path python) {
      List<String> needed = has(ALEMBIC) ? DRIVERS : List.of(ALEMBIC);
      String kind = has(ALEMBIC) ? "driver for PostgreSQL" : "Alembic";
      List<String> said =
          needed.stream()
              .filter(broken::containsKey)
              .map(name -> has(ALEMBIC) ? name + ": " + broken.get(name) : broken.get(name))
              .toList();
      return said.isEmpty()
          ? new Failure(
              python + " has no " + kind,
              "Pass --python with the interpreter of the project's own environment (a driver is"
                  + " psycopg2, psycopg, asyncpg or pg8000).")
          : new Failure(
              (has(ALEMBIC) ? "no " + kind : "the " + kind)
                  + " of "
                  + python
                  + (has(ALEMBIC) ? " can be imported: " : " cannot be imported: ")
                  + String.join("; ", said),
              beside()
                  + "`"
                  + python
                  + " -m pip check` may say what does not go together. Mend that, or pass --python"
                  + " with another interpreter.");
    }

    /** An Alembic fits some versions of SQLAlchemy, and not others. */
    private String beside() {
      String version = modules.getOrDefault("sqlalchemy", "");
      return has(ALEMBIC) || version.isEmpty() ? "" : "Beside it is SQLAlchemy " + version + ". ";
    }
  }

  /**
   * The project's Python: the given one, else the active virtual environment, else the one that
   * this tool was installed in beside Alembic, else {@code .venv} or {@code venv} in the project,
   * else {@code python3} on the PATH.
   *
   * @param given what {@code --python} says: a path, or a name on the PATH
   * @throws Failure if the given one is not there, or none is found
   */
  public static PythonInterpreter find(Optional<String> given, Path projectRoot) {
    return find(given, projectRoot, System.getenv());
  }

  /** As {@link #find(Optional, Path)}, with these environment variables instead of our own. */
  public static PythonInterpreter find(
      Optional<String> given, Path projectRoot, Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    if (given.isPresent()) {
      return givenOne(given.get(), path);
    }
    List<Path> places = new ArrayList<>();
    for (String variable : List.of("VIRTUAL_ENV", OWN_ENVIRONMENT)) {
      String active = environment.getOrDefault(variable, "");
      if (!active.isEmpty()) {
        places.add(Path.of(active));
      }
    }
    places.add(projectRoot.resolve(".venv"));
    places.add(projectRoot.resolve("venv"));
    return Stream.concat(
            places.stream().map(place -> place.resolve("bin/python")), onPath("python3", path))
        .filter(Files::isExecutable)
        .findFirst()
        .map(PythonInterpreter::at)
        .orElseThrow(
            () ->
                new Failure(
                    "no Python 3 was found: no virtual environment is active, "
                        + projectRoot
                        + " has no .venv or venv, and there is no python3 on the PATH",
                    "Install Python 3, or pass --python with its path."));
  }

  /**
   * Asks the interpreter which of Alembic, SQLAlchemy and the drivers it can import: one process.
   *
   * @throws Failure if it does not run
   */
  public Contents contents() {
    List<String> words = new ArrayList<>(List.of(executable.toString(), "-c", ASK));
    words.addAll(MODULES);
    String answer = Processes.command(words).check().output();
    try {
      return new Gson().fromJson(answer.lines().reduce("", (first, last) -> last), Contents.class);
    } catch (JsonSyntaxException other) {
      throw new Failure(
          executable + " did not answer as Python 3 does: " + answer.strip(),
          "Pass --python with the path of another.",
          other);
    }
  }

  /** A command of this interpreter with these arguments. */
  public Processes.Command command(String... arguments) {
    List<String> words = new ArrayList<>(List.of(executable.toString()));
    words.addAll(List.of(arguments));
    return Processes.command(words);
  }

  private static PythonInterpreter givenOne(String given, String path) {
    Stream<Path> places =
        given.contains(File.separator) ? Stream.of(Path.of(given)) : onPath(given, path);
    return places
        .filter(place -> Files.isExecutable(place) && Files.isRegularFile(place))
        .findFirst()
        .map(PythonInterpreter::at)
        .orElseThrow(
            () ->
                Failure.usage(
                    "--python " + given + " is not a program that can be run",
                    "Pass the path of a Python 3, or a name on the PATH such as python3.12."));
  }

  private static PythonInterpreter at(Path place) {
    return new PythonInterpreter(place.toAbsolutePath().normalize());
  }

  private static Stream<Path> onPath(String name, String path) {
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name));
  }
}
