package docker;

import console.Failure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import postgres.ConnectionParameters;
import postgres.Server;
import postgres.Sql;
import process.Processes;
import process.ShutdownHooks;
import process.TemporaryFolder;

/** A PostgreSQL in a container, which is removed with its volumes on close. */
public final class Container implements Server {
  private static final String HOST = "127.0.0.1";
  private static final String OUR_SUPERUSER = "alembic_squash_admin";
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int POLLS_PER_LOOK = 20;

  /** Wrong password, no such role, no such database (the manual's appendix A). */
  private static final Set<String> FINAL = Set.of("28P01", "28000", "3D000");

  /** An image may make its role or database only once it runs. */
  private static final Duration SECOND_THOUGHTS = Duration.ofSeconds(5);

  private final OwnContainer own;
  private final String container;
  private final String what;
  private final int innerPort;
  private final ConnectionParameters login;
  private final Serving serving;
  private final Supplier<ImageConfig> config;
  private final List<String> surroundings;
  private final Map<String, Boolean> programs = new ConcurrentHashMap<>();
  private final Set<String> copied = new HashSet<>();
  private Optional<ConnectionParameters> superuser = Optional.empty();
  private Optional<String> address = Optional.empty();

  /**
   * Starts a container and waits until the role can log in.
   *
   * @param image the image's id or name
   * @param login role, password and database, and the port inside the container
   * @param variables environment variables for what runs in it
   * @param readyWithin how long to wait
   * @throws Failure with the container's last lines where it ends, or does not answer in time
   */
  public Container(
      String image,
      ConnectionParameters login,
      Map<String, String> variables,
      Duration readyWithin) {
    this(
        new OwnContainer(OwnContainer.publishing(login.port()), image, List.of(), variables),
        image,
        () -> ImageConfig.ofImage(image),
        List.of(),
        login,
        Optional.empty(),
        readyWithin);
  }

  /**
   * One that was started.
   *
   * @param image what it is called by in failures
   * @param config how it would run by itself
   * @param surroundings options of {@code docker exec} for what runs so in it
   * @param server what answers in it; empty for what it started with
   */
  Container(
      OwnContainer own,
      String image,
      Supplier<ImageConfig> config,
      List<String> surroundings,
      ConnectionParameters login,
      Optional<Serving> server,
      Duration readyWithin) {
    this.own = own;
    this.container = own.name();
    this.what = "the container of " + image.replaceFirst("^sha256:([0-9a-f]{12}).*", "$1");
    this.config = config;
    this.surroundings = List.copyOf(surroundings);
    this.innerPort = login.port();
    this.serving = server.orElse(own);
    try {
      this.login = login.at(HOST, port());
      await(readyWithin);
      superuser = findSuperuser();
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /** How the project's role enters, from this machine. */
  public ConnectionParameters login() {
    return login;
  }

  @Override
  public Optional<ConnectionParameters> superuser() {
    return superuser;
  }

  @Override
  public Processes.Command client(
      String program, ConnectionParameters database, List<String> arguments) {
    List<String> options = new ArrayList<>(surroundings);
    options.add("--interactive");
    database.environment().keySet().forEach(name -> options.addAll(List.of("--env", name)));
    options.addAll(List.of("--env", "PGTZ"));
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(arguments);
    return own.execute(options, words)
        .named(program + " (in the container)")
        .with(database.at(HOST, innerPort).environment())
        .within(CLIENT_ENDS_WITHIN);
  }

  /** A command in it, as root, in the folder that its image works in. */
  public Processes.Command execute(String... words) {
    List<String> options = new ArrayList<>(surroundings);
    options.addAll(
        List.of("--interactive", "--user", "root", "--env", "PYTHONDONTWRITEBYTECODE=1"));
    return own.execute(options, List.of(words));
  }

  /** Whether it has a program. */
  public boolean has(String program) {
    return programs.computeIfAbsent(
        program, asked -> execute(asked, "--version").run().exitCode() == 0);
  }

  /** What its image says of how it runs. */
  public ImageConfig config() {
    return config.get();
  }

  /** How its role enters from another container. */
  public synchronized ConnectionParameters seenFromContainers() {
    if (address.isEmpty()) {
      String all = "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";
      address = Optional.of(Docker.inspected(container, all).split(" ", 2)[0]);
    }
    return login.at(address.get(), innerPort);
  }

  /**
   * Copies a folder of this machine into it, once.
   *
   * @param place where it will be
   * @param write fills the folder
   */
  public synchronized void copyIn(String place, Consumer<Path> write) {
    if (!copied.contains(place)) {
      try (TemporaryFolder folder = new TemporaryFolder("copied")) {
        write.accept(folder.path());
        Docker.command("cp", folder.path().toString(), container + ":" + place).check();
      }
      copied.add(place);
    }
  }

  /** Copies a file out of it; false if there is none. */
  public boolean copyOut(String file, Path place) {
    return Docker.command("cp", container + ":" + file, place.toString()).run().exitCode() == 0;
  }

  @Override
  public String describe() {
    return what;
  }

  @Override
  public void close() {
    own.close();
    serving.close();
  }

  /** A container that ended has no port any more. */
  private int port() {
    return Docker.publishedPort(container, innerPort).orElseThrow(this::ended);
  }

  private void await(Duration readyWithin) {
    Instant deadline = Instant.now().plus(readyWithin);
    Optional<Instant> refusedSince = Optional.empty();
    String refusal = "it was not asked";
    for (int polls = 1; Instant.now().isBefore(deadline); polls++) {
      try (Connection connection = login.open()) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException notYet) {
        refusal = notYet.getMessage();
        if (FINAL.contains(String.valueOf(notYet.getSQLState()))) {
          refusedSince = refusedSince.or(() -> Optional.of(Instant.now()));
        }
      }
      if (refusedSince
          .filter(since -> since.plus(SECOND_THOUGHTS).isBefore(Instant.now()))
          .isPresent()) {
        throw refused(refusal);
      }
      if (polls % POLLS_PER_LOOK == 0 && !serving.isAlive()) {
        throw ended();
      }
      ShutdownHooks.pauseOrFail(POLL, "the container started");
    }
    throw new Failure(
        "no database answered as "
            + login
            + " within "
            + readyWithin.toSeconds()
            + " s: "
            + refusal,
        "--timeout waits longer. The container's last lines:\n" + lastLines());
  }

  private Failure refused(String refusal) {
    return new Failure(
        what + " refuses " + login + ": " + refusal,
        "Check role, password and database in the Dockerfile's ENV, or pass --db-password; a stock"
            + " image has to take POSTGRES_USER and POSTGRES_PASSWORD."
            + " The container's last lines:\n"
            + lastLines());
  }

  private Failure ended() {
    return new Failure(
        what + " ended before its database answered", "Its last lines:\n" + lastLines());
  }

  private String lastLines() {
    return String.join("\n", serving.lastLines());
  }

  private Optional<ConnectionParameters> findSuperuser() {
    if (isSuperuser(login)) {
      return Optional.of(login);
    }
    ConnectionParameters ours =
        login.withLogin(OUR_SUPERUSER, ConnectionParameters.randomPassword());
    String create =
        "CREATE ROLE %s LOGIN SUPERUSER PASSWORD %s;"
            .formatted(OUR_SUPERUSER, Sql.literal(ours.password()));
    Processes.Result made =
        Docker.command(
                "exec",
                "--interactive",
                "--user",
                "postgres",
                "--env",
                "PGHOST=",
                "--env",
                "PGUSER=postgres",
                container,
                "psql",
                "--no-psqlrc",
                "--no-password",
                "--set=ON_ERROR_STOP=1",
                "--dbname=postgres",
                "--port=" + innerPort)
            .stdin(create)
            .run();
    return made.exitCode() == 0 && isSuperuser(ours) ? Optional.of(ours) : Optional.empty();
  }

  private static boolean isSuperuser(ConnectionParameters role) {
    return role.answer("SHOW is_superuser").filter("on"::equals).isPresent();
  }
}
