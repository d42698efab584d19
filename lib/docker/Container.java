package docker;

import console.Failure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import postgres.ConnectionParameters;
import postgres.Server;
import postgres.Sql;
import process.Processes;
import process.ShutdownHooks;

/** A PostgreSQL in a container, which is removed with its volumes on close. */
public final class Container implements Server {
  private static final String HOST = "127.0.0.1";
  private static final String OUR_SUPERUSER = "alembic_squash_admin";
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int POLLS_PER_LOOK = 20;
  private static final int LOOKS = 15;
  private static final Duration POLL_LONG = Duration.ofMillis(200);

  /** Wrong password, no such role, no such database (the manual's appendix A). */
  private static final Set<String> FINAL = Set.of("28P01", "28000", "3D000");

  /** An image may make its role or database only once it runs. */
  private static final Duration SECOND_THOUGHTS = Duration.ofSeconds(5);

  private final String container = "alembic_squash-" + UUID.randomUUID();
  private final String what;
  private final int innerPort;
  private final ConnectionParameters login;
  private final Thread hook = new Thread(this::remove, "remove container");
  private Optional<ConnectionParameters> superuser = Optional.empty();
  private boolean isThere;
  private boolean removed;

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
    this.what = "the container of " + image.replaceFirst("^sha256:([0-9a-f]{12}).*", "$1");
    this.innerPort = login.port();
    ShutdownHooks.add(hook);
    try {
      Docker.start(container, image, innerPort, List.copyOf(variables.keySet()))
          .with(variables)
          .check();
      isThere = true;
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
    List<String> words = new ArrayList<>(List.of("exec", "--interactive"));
    database.environment().keySet().forEach(name -> words.addAll(List.of("--env", name)));
    words.addAll(List.of("--env", "PGTZ", container, program));
    words.addAll(arguments);
    return Docker.command(words)
        .named(program + " (in the container)")
        .with(database.at(HOST, innerPort).environment())
        .within(CLIENT_ENDS_WITHIN);
  }

  /** A command in it, as root, in the folder that its image works in. */
  public Processes.Command execute(String... words) {
    List<String> all =
        new ArrayList<>(
            List.of("exec", "--user", "root", "--env", "PYTHONDONTWRITEBYTECODE=1", container));
    all.addAll(List.of(words));
    return Docker.command(all).named(words[0] + " (in the container)");
  }

  /** Whether it has a program. */
  public boolean has(String program) {
    return execute(program, "--version").run().exitCode() == 0;
  }

  /** Whether its image sets an environment variable. */
  public boolean hasVariable(String name) {
    return Docker.inspected(container, "{{range .Config.Env}}{{println .}}{{end}}")
        .lines()
        .anyMatch(line -> line.startsWith(name + "="));
  }

  /** The folder that its image works in. */
  public String workingFolder() {
    String folder = Docker.inspected(container, "{{.Config.WorkingDir}}");
    return folder.isEmpty() ? "/" : folder;
  }

  /** How its role enters from another container. */
  public ConnectionParameters seenFromContainers() {
    return login.at(
        Docker.inspected(container, "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}")
            .split(" ", 2)[0],
        innerPort);
  }

  /** Copies a folder of this machine into it. */
  public void copyIn(Path folder, String place) {
    Docker.command("cp", folder.toString(), container + ":" + place).check();
  }

  /** Copies a file out of it; false where there is none. */
  public boolean copyOut(String file, Path place) {
    return Docker.command("cp", container + ":" + file, place.toString()).run().exitCode() == 0;
  }

  @Override
  public String describe() {
    return what;
  }

  @Override
  public void close() {
    ShutdownHooks.undisturbed(this::remove);
    ShutdownHooks.remove(hook);
  }

  /** Where starting it was cut short, Docker may still be about to make it. */
  private synchronized void remove() {
    if (removed) {
      return;
    }
    removed = true;
    int looks = isThere ? 1 : LOOKS;
    for (int look = 0; look < looks; look++) {
      if (isThere || Docker.hasContainer(container)) {
        Docker.removeContainer(container);
        return;
      }
      ShutdownHooks.pause(POLL_LONG);
    }
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
      if (polls % POLLS_PER_LOOK == 0 && !Docker.runs(container)) {
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
    return String.join("\n", Docker.lastLines(container));
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
