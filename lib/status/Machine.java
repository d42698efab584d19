package status;

import console.Failure;
import docker.Docker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import postgres.PostgresInstallation;
import process.NetworkNamespace;
import process.Processes;
import process.ProgramPath;
import python.PythonInterpreter;

/** Looks at this machine, one thing a method. Nothing is changed or installed. */
final class Machine {
  static final String PYTHON = "Python";
  static final String ALEMBIC = "Alembic";
  static final String DRIVER = "driver";
  static final String GIT = "git";
  static final String DOCKER = "Docker";

  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
  private static final long MEGABYTE = 1 << 20;
  private static final long ENOUGH_MEMORY = 2048;
  private static final long ENOUGH_DISK = 1024;
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path folder;
  private final Optional<String> python;

  /**
   * @param folder the project's
   * @param python the Python that is named, if one is
   */
  Machine(Path folder, Optional<String> python) {
    this.folder = folder;
    this.python = python;
  }

  Check java() {
    return Check.ready("Java", System.getProperty("java.home"), System.getProperty("java.version"));
  }

  Check jbang() {
    return ProgramPath.find("jbang")
        .map(program -> Check.ready("JBang", program.toString(), said(program, "--version")))
        .orElseGet(
            () ->
                Check.lacking(
                    "JBang", "", "", "none on the PATH; the wrapper ./jbang fetches one"));
  }

  Check git() {
    return ProgramPath.find("git")
        .map(
            program ->
                Check.ready(
                    GIT, program.toString(), said(program, "--version").replaceFirst("\\D+", "")))
        .orElseGet(() -> Check.missing(GIT, "install it: no command works without"));
  }

  /** The project's Python, with Alembic and a driver. */
  List<Check> python() {
    PythonInterpreter found;
    PythonInterpreter.Contents contents;
    try {
      found = PythonInterpreter.find(python, folder);
      contents = found.contents();
    } catch (Failure none) {
      return List.of(Check.missing(PYTHON, none.getMessage() + ". " + none.hint()));
    }
    String place = found.executable().toString();
    List<Check> checks = new ArrayList<>();
    checks.add(Check.ready(PYTHON, place, contents.version()));
    checks.add(alembic(contents));
    List<String> drivers = PythonInterpreter.DRIVERS.stream().filter(contents::has).toList();
    checks.add(
        drivers.isEmpty()
            ? contents.has("alembic") ? told(DRIVER, contents, found) : driver(contents)
            : Check.ready(
                DRIVER,
                String.join(", ", drivers),
                drivers.stream()
                    .map(name -> contents.modules().get(name))
                    .collect(Collectors.joining(", "))));
    return checks;
  }

  private static Check alembic(PythonInterpreter.Contents contents) {
    String beside = contents.modules().getOrDefault("sqlalchemy", "");
    if (contents.has("alembic")) {
      return Check.ready(ALEMBIC, "SQLAlchemy " + beside, contents.modules().get("alembic"));
    }
    String said = contents.broken().get("alembic");
    return said == null
        ? Check.missing(ALEMBIC, "install it there, or name the project's Python with --python")
        : Check.missing(
            ALEMBIC,
            "it cannot be imported"
                + (beside.isEmpty() ? "" : " beside SQLAlchemy " + beside)
                + ": "
                + said);
  }

  private static Check driver(PythonInterpreter.Contents contents) {
    String said =
        PythonInterpreter.DRIVERS.stream()
            .filter(contents.broken()::containsKey)
            .map(name -> name + ": " + contents.broken().get(name))
            .collect(Collectors.joining("; "));
    return Check.missing(
        DRIVER,
        said.isEmpty()
            ? "install " + String.join(", ", PythonInterpreter.DRIVERS.subList(0, 3)) + " or pg8000"
            : said);
  }

  private static Check told(
      String name, PythonInterpreter.Contents contents, PythonInterpreter found) {
    Failure why = contents.failure(found.executable());
    return Check.missing(name, why.getMessage() + ". " + why.hint());
  }

  Check docker() {
    if (ProgramPath.find("docker").isEmpty()) {
      return Check.lacking(DOCKER, "", "", "not found; the engines docker and dockerfile need it");
    }
    Optional<String> version = Docker.version();
    String place = ProgramPath.find("docker").get().toString();
    return version.isPresent()
        ? Check.ready(DOCKER, place, version.get())
        : Check.lacking(
            DOCKER, place, "", "it does not answer; the engines docker and dockerfile need it");
  }

  /** One a major version. */
  Check postgres() {
    Map<Integer, PostgresInstallation> newest = new TreeMap<>();
    PostgresInstallation.all().forEach(found -> newest.merge(found.major(), found, Machine::newer));
    if (newest.isEmpty()) {
      return Check.lacking(
          "PostgreSQL",
          "",
          "",
          "none found; the engine local installs a wheel's, "
              + PostgresInstallation.majorsInWheels().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(" or ")));
    }
    return Check.ready(
        "PostgreSQL",
        newest.values().stream()
            .map(found -> found.binaries().toString())
            .collect(Collectors.joining(", ")),
        newest.values().stream()
            .map(found -> found.major() + "." + found.minor())
            .collect(Collectors.joining(", ")));
  }

  private static PostgresInstallation newer(PostgresInstallation one, PostgresInstallation other) {
    return one.minor() >= other.minor() ? one : other;
  }

  /** The wall around builds. */
  Check network() {
    Optional<Path> interpreter = ProgramPath.find("python3");
    if (interpreter.isEmpty()) {
      return Check.lacking("network namespace", "", "", "not tried: there is no python3");
    }
    try (NetworkNamespace wall =
        new NetworkNamespace(List.of(interpreter.get().toString()), List.of())) {
      return wall.obstacle()
          .map(
              why ->
                  Check.lacking(
                      "network namespace",
                      "",
                      "",
                      why + "; hooks in Python take its place, and the verdict says so"))
          .orElseGet(() -> Check.ready("network namespace", "builds reach nothing else", ""));
    }
  }

  Check disk() {
    return room("temporary files", Path.of(System.getProperty("java.io.tmpdir")), ENOUGH_DISK, "");
  }

  Check memory() {
    return room("memory", MEMORY, ENOUGH_MEMORY, "clusters lie on disk, which takes longer");
  }

  private static Check room(String name, Path place, long enough, String otherwise) {
    try {
      long megabytes = Files.getFileStore(place).getUsableSpace() / MEGABYTE;
      String free = String.format(Locale.ROOT, "%,d MB free", megabytes);
      return megabytes >= enough
          ? Check.ready(name, place.toString(), free)
          : Check.lacking(
              name,
              place.toString(),
              free,
              otherwise.isEmpty()
                  ? "make room, or name another folder: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER"
                  : otherwise);
    } catch (IOException none) {
      return Check.lacking(name, place.toString(), "", "cannot be read: " + none.getMessage());
    }
  }

  private static String said(Path program, String... words) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    return Processes.command(command)
        .within(ANSWERS_WITHIN)
        .run()
        .output()
        .lines()
        .findFirst()
        .orElse("")
        .strip();
  }
}
