package project;

import answers.AnswerLine;
import answers.Answers;
import console.Failure;
import console.HelpSection;
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

  /**
   * What these options and those of {@link console.TalkOptions} are about, the usual ones first.
   */
  public static final List<HelpSection> SECTIONS =
      List.of(
          HelpSection.of(
              "Usual", "--yes", "--verbose", "--quiet", "--project-root", "--help", "--version"),
          HelpSection.of(
              "Project",
              "--alembic-ini-path",
              "--alembic-name",
              "--alembic-version-table",
              "--python",
              "--env",
              "--alembic-x",
              "--deployed"),
          HelpSection.of(
              "Database",
              "--engine",
              "--server-url",
              "--init-sql",
              "--db-name",
              "--db-user",
              "--db-password",
              "--allow-network",
              "--timeout"),
          HelpSection.of("Docker", "--dockerfile", "--image", "--upgrade-command"),
          HelpSection.of("Values", "--value", "--session-settings"));

  @Option(
      names = {"-C", "--project-root"},
      scope = ScopeType.INHERIT,
      paramLabel = "FOLDER",
      description = "The project's folder, if it is not the current one.")
  private Path root = Path.of("");

  @Option(
      names = "--alembic-ini-path",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Alembic's configuration, if it cannot be found.")
  private String ini;

  @Option(
      names = "--alembic-name",
      scope = ScopeType.INHERIT,
      paramLabel = "SECTION",
      description = "The section of alembic.ini, as for `alembic --name`.")
  private String section;

  @Option(
      names = "--db-name",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "The throwaway database's name, if migrations spell it out (not server).")
  private String databaseName;

  @Option(
      names = "--db-user",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "The name of the role that migrates, if migrations spell it out (not server).")
  private String user;

  @Option(
      names = "--db-password",
      scope = ScopeType.INHERIT,
      paramLabel = "SECRET",
      description = "The password of the role that migrates.")
  private String password;

  @Option(
      names = "--engine",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      completionCandidates = Choices.OfEngines.class,
      description =
          "Where throwaway databases come from: dockerfile, docker, local or server. Picked if"
              + " not given.")
  private String engine;

  @Option(
      names = "--dockerfile",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "The project's database image, if it is not contribs/docker/Dockerfile-db.")
  private Path dockerfile;

  @Option(
      names = "--image",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "A stock image, for example postgres:16.")
  private String image;

  @Option(
      names = "--server-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "A server on which we may make databases: postgresql://user@host (server).")
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
      description = "The project's Python, if it is not that of its virtual environment.")
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
      description = "What builds may reach besides their database. Repeatable.")
  private List<String> network = new ArrayList<>();

  @Option(
      names = "--env",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME=VALUE",
      description = "An environment variable for env.py (not dockerfile). Repeatable.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = {"-x", "--alembic-x"},
      scope = ScopeType.INHERIT,
      paramLabel = "NAME=VALUE",
      description = "What env.py reads with get_x_argument(), as with `alembic -x`. Repeatable.")
  private List<String> xArguments = new ArrayList<>();

  @Option(
      names = "--alembic-version-table",
      scope = ScopeType.INHERIT,
      paramLabel = "TABLE",
      description = "Alembic's version table, if it cannot be found.")
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
      completionCandidates = Choices.OfDeployed.class,
      description =
          "Which states your databases may be at: any revision (if not given), or only the"
              + " heads of a tag.")
  private String deployed;

  @Option(
      names = "--value",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME=ANSWER",
      description =
          "Answer for a column (keep, null, sql:EXPRESSION) or a secret (env:VARIABLE, none)."
              + " Repeatable.")
  private List<String> values = new ArrayList<>();

  @Option(
      names = "--session-settings",
      scope = ScopeType.INHERIT,
      paramLabel = "carry|leave",
      completionCandidates = Choices.OfSessionSettings.class,
      description =
          "What to do with settings that squashed revisions leave in the session: have the"
              + " baseline set them (carry) or not (leave). Asked if not given.")
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
   * @throws Failure if something else was said
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
