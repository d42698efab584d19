package project;

import answers.AnswerLine;
import answers.Answers;
import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import plan.Deployed;
import url.ServerUrl;

/**
 * The options that say which project, and how its databases are built: a picocli mixin. Each has an
 * environment variable as its default, see {@link OptionDefaults}.
 */
public final class ProjectOptions {
  static final String ENVIRONMENT = "env.";

  @Option(
      names = {"-C", "--project-root"},
      scope = ScopeType.INHERIT,
      paramLabel = "FOLDER",
      description = "The project's folder; the current one if not given.")
  private Path root = Path.of("");

  @Option(
      names = "--alembic-ini-path",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Alembic's configuration; found if not given.")
  private String ini;

  @Option(
      names = "--alembic-name",
      scope = ScopeType.INHERIT,
      paramLabel = "SECTION",
      description = "The section of alembic.ini, as for `alembic --name`; alembic if not given.")
  private String section;

  @Option(
      names = "--db-name",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description =
          "The throwaway database's name, where migrations spell it out (not server); the"
              + " Dockerfile's or the project's if not given.")
  private String databaseName;

  @Option(
      names = "--db-user",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "The name of the role that runs the migrations, likewise.")
  private String user;

  @Option(
      names = "--db-password",
      scope = ScopeType.INHERIT,
      paramLabel = "SECRET",
      description = "Password of the role that runs the migrations; the Dockerfile's if not given.")
  private String password;

  @Option(
      names = "--engine",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description =
          "Where throwaway databases come from: dockerfile (the project's database image), docker"
              + " (--image), local (PostgreSQL of this machine) or server (--server-url). Picked if"
              + " not given.")
  private String engine;

  @Option(
      names = "--dockerfile",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "The project's database image; contribs/docker/Dockerfile-db if not given.")
  private Path dockerfile;

  @Option(
      names = "--image",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "A stock image of PostgreSQL, as postgres:16 (docker engine).")
  private String image;

  @Option(
      names = "--server-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "A server where we may make databases: postgresql://user@host (server engine).")
  private String serverUrl;

  @Option(
      names = "--upgrade-command",
      scope = ScopeType.INHERIT,
      paramLabel = "TEXT",
      description = "The text in the Dockerfile that upgrades, if it is not `upgrade head`.")
  private String upgradeCommand;

  @Option(
      names = "--python",
      scope = ScopeType.INHERIT,
      paramLabel = "PROGRAM",
      description = "The project's Python; its virtual environment's if not given.")
  private String python;

  @Option(
      names = "--init-sql",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "SQL to run in the empty database before the first migration (not dockerfile).")
  private Path initSql;

  @Option(
      names = "--allow-network",
      scope = ScopeType.INHERIT,
      paramLabel = "HOST:PORT",
      description = "What builds may reach besides their database; may be repeated.")
  private List<String> network = new ArrayList<>();

  @Option(
      names = "--env",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME=VALUE",
      description = "An environment variable for env.py (not dockerfile); may be repeated.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = {"-x", "--alembic-x"},
      scope = ScopeType.INHERIT,
      paramLabel = "NAME=VALUE",
      description = "What env.py reads by get_x_argument(), as `alembic -x`; may be repeated.")
  private List<String> xArguments = new ArrayList<>();

  @Option(
      names = "--alembic-version-table",
      scope = ScopeType.INHERIT,
      paramLabel = "TABLE",
      description = "Alembic's version table; found if not given.")
  private String versionTable;

  @Option(
      names = "--timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "SECONDS",
      description = "How long a database may take to answer; 60 if not given.")
  private Integer timeout;

  @Option(
      names = "--deployed",
      scope = ScopeType.INHERIT,
      paramLabel = "revisions|releases",
      description =
          "At what databases are that exist: at any revision (if not given), or at the heads of a"
              + " tag, since nothing else is deployed.")
  private String deployed;

  @Option(
      names = "--value",
      scope = ScopeType.INHERIT,
      paramLabel = "TABLE.COLUMN=ANSWER",
      description =
          "What goes where each build puts another value and no rule says why, or a day that may be"
              + " computed: keep (one build's value), null, or sql:EXPRESSION. For secrets that"
              + " migrations give (role:NAME.password, mapping:SERVER.ROLE.password,"
              + " server:NAME.OPTION, subscription:NAME.password): env:VARIABLE or none. May be"
              + " repeated.")
  private List<String> values = new ArrayList<>();

  @Option(
      names = "--session-settings",
      scope = ScopeType.INHERIT,
      paramLabel = "carry|leave",
      description =
          "Where squashed revisions leave a setting or role in the session and kept ones run after"
              + " them: the baseline sets it at its end, or not. Asked if not given, else leave.")
  private String sessionSettings;

  /** The project's folder, without links on the way. */
  public Path root() {
    try {
      return root.toAbsolutePath().toRealPath();
    } catch (java.io.IOException none) {
      throw Failure.usage("there is no folder " + root, "Name the project's with --project-root.");
    }
  }

  /**
   * The same engine for another project.
   *
   * @param otherRoot its folder
   * @param otherPython a Python that can run its migrations
   * @param otherInitSql what engines that run migrations with this machine's Python need to prepare
   *     their database
   */
  public ProjectOptions forSample(Path otherRoot, String otherPython, Path otherInitSql) {
    ProjectOptions other = new ProjectOptions();
    other.root = otherRoot;
    other.image = image;
    other.serverUrl = serverUrl;
    other.password = serverUrl == null ? null : password;
    other.engine = engine == null && image == null && serverUrl == null ? "local" : engine;
    if (!"dockerfile".equals(other.engine)) {
      other.python = otherPython;
      other.initSql = otherInitSql;
    }
    return other;
  }

  /** The Python that the user named. */
  public Optional<String> python() {
    return Optional.ofNullable(python);
  }

  /** Alembic's configuration, where the user named it. */
  public Optional<String> ini() {
    return Optional.ofNullable(ini);
  }

  /** The role's password, where the user gave it. It is never written down. */
  public Optional<String> password() {
    return Optional.ofNullable(password);
  }

  /** The engine's name, where the user named one. */
  public Optional<String> engine() {
    return Optional.ofNullable(engine);
  }

  /** The server's URL, where the user gave it. Its password is never written down. */
  Optional<String> serverUrl() {
    return Optional.ofNullable(serverUrl);
  }

  /** What the user said of the engine, by name, as the squashplan keeps it. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    put(settings, Setting.ALEMBIC_NAME, Optional.ofNullable(section));
    put(settings, Setting.DOCKERFILE, file("--dockerfile", dockerfile));
    put(settings, Setting.IMAGE, Optional.ofNullable(image));
    put(settings, Setting.SERVER_URL, serverUrl().map(url -> ServerUrl.parse(url).shown()));
    put(settings, Setting.UPGRADE_COMMAND, Optional.ofNullable(upgradeCommand));
    put(settings, Setting.PYTHON, Optional.ofNullable(python));
    put(settings, Setting.DB_NAME, Optional.ofNullable(databaseName));
    put(settings, Setting.DB_USER, Optional.ofNullable(user));
    put(settings, Setting.INIT_SQL, file("--init-sql", initSql));
    put(settings, Setting.ALLOW_NETWORK, AllowedPlaces.written(network));
    put(settings, Setting.VERSION_TABLE, Optional.ofNullable(versionTable));
    put(settings, Setting.TIMEOUT, Optional.ofNullable(timeout).map(String::valueOf));
    put(
        settings,
        Setting.DEPLOYED,
        Optional.ofNullable(deployed).map(Deployed::of).map(Deployed::word));
    put(
        settings,
        Setting.SESSION_SETTINGS,
        Optional.ofNullable(sessionSettings).map(SessionLeftovers::checked));
    environment.forEach((name, value) -> settings.put(ENVIRONMENT + variable(name), value));
    XArguments.put(settings, xArguments);
    settings.forEach(ProjectOptions::checkLine);
    if (timeout != null && timeout < 1) {
      throw Failure.usage("--timeout is " + timeout, "Give it a number of seconds, 1 or more.");
    }
    return settings;
  }

  /**
   * What the user answered about generated values and secrets.
   *
   * @throws Failure where something else was said
   */
  public Answers answers() {
    return Answers.of(values.stream().map(AnswerLine::told).toList());
  }

  /** The squashplan ends a setting's name with a colon. */
  private static String variable(String name) {
    if (name.isEmpty() || name.contains(":")) {
      throw Failure.usage(
          "--env has '" + name + "' in front of its '=', which is no name of a variable",
          "Say --env NAME=VALUE, where NAME is letters, digits and '_'.");
    }
    return name;
  }

  /** The squashplan keeps a setting on one line. */
  private static void checkLine(String name, String value) {
    if (value.contains("\n") || value.contains("\r")) {
      throw Failure.usage(
          (XArguments.isOne(name) ? "an argument of -x" : "the value of " + name)
              + " has a line end",
          "Give it on one line, or in the environment.");
    }
  }

  private static void put(Map<String, String> settings, Setting setting, Optional<String> value) {
    value.ifPresent(text -> settings.put(setting.key(), text));
  }

  /** A relative one is in the project's folder, as with other programs' {@code -C}. */
  private Optional<String> file(String option, Path path) {
    if (path == null) {
      return Optional.empty();
    }
    return Stream.of(root.toAbsolutePath().resolve(path), path.toAbsolutePath())
        .filter(Files::isRegularFile)
        .findFirst()
        .map(file -> Optional.of(file.normalize().toString()))
        .orElseThrow(
            () ->
                Failure.usage(
                    option + " " + path + " is not a file",
                    "Name one that is there, from "
                        + root.toAbsolutePath().normalize()
                        + " or with its whole path."));
  }
}
