package database;

import console.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL in a container of an image that was built for it; both are removed on close. */
final class Container implements Server {
  private static final String HOST = "127.0.0.1";
  private static final String OUR_SUPERUSER = "alembic_squash_admin";
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int POLLS_PER_LOOK = 20;

  private final String image;
  private final String container;
  private final int innerPort;
  private final Coordinates login;
  private final Thread hook = new Thread(this::remove, "remove container");
  private Optional<Coordinates> superuser = Optional.empty();
  private boolean removed;

  /**
   * Starts a container and waits until the role can log in.
   *
   * @param image the image's id
   * @param login role, password and database, and the port inside the container
   * @param readyWithin how long to wait
   * @throws Failure with the container's last lines where it ends, or does not answer in time
   */
  Container(String image, Coordinates login, Duration readyWithin) {
    this.image = image;
    this.innerPort = login.port();
    this.container = Docker.start(image, innerPort);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      this.login = login.at(HOST, Docker.publishedPort(container, innerPort));
      await(readyWithin);
      superuser = findSuperuser();
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /** How the project's role enters, from this machine. */
  Coordinates login() {
    return login;
  }

  @Override
  public Optional<Coordinates> superuser() {
    return superuser;
  }

  @Override
  public Processes.Command client(String program, Coordinates database, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("exec", "--interactive"));
    database.environment().keySet().forEach(name -> words.addAll(List.of("--env", name)));
    words.addAll(List.of("--env", "PGTZ", container, program));
    words.addAll(arguments);
    return Docker.command(words)
        .named(program + " (in the container)")
        .with(database.at(HOST, innerPort).environment());
  }

  @Override
  public String describe() {
    return "the container of " + image.replaceFirst("^sha256:", "").substring(0, 12);
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      return;
    }
  }

  private synchronized void remove() {
    if (!removed) {
      removed = true;
      Docker.remove(container);
      Docker.removeImage(image);
    }
  }

  private void await(Duration readyWithin) {
    Instant deadline = Instant.now().plus(readyWithin);
    String refusal = "it was not asked";
    for (int polls = 1; Instant.now().isBefore(deadline); polls++) {
      try (Connection connection = login.open()) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException notYet) {
        refusal = notYet.getMessage();
      }
      if (polls % POLLS_PER_LOOK == 0 && !Docker.runs(container)) {
        throw new Failure(
            describe() + " ended before its database answered",
            "Its last lines:\n" + String.join("\n", Docker.lastLines(container)));
      }
      pause();
    }
    throw new Failure(
        "no database answered as "
            + login
            + " within "
            + readyWithin.toSeconds()
            + " s: "
            + refusal,
        "Check role, password and database in the Dockerfile's ENV, or pass --db-password;"
            + " --timeout waits longer. The container's last lines:\n"
            + String.join("\n", Docker.lastLines(container)));
  }

  private Optional<Coordinates> findSuperuser() {
    if (isSuperuser(login)) {
      return Optional.of(login);
    }
    Coordinates ours = login.withLogin(OUR_SUPERUSER, LocalClusters.randomPassword());
    String create =
        "CREATE ROLE %s LOGIN SUPERUSER PASSWORD %s;"
            .formatted(OUR_SUPERUSER, Sql.literal(ours.password()));
    Processes.Result made =
        Docker.command(
                "exec",
                "--interactive",
                "--user",
                "postgres",
                container,
                "psql",
                "--no-psqlrc",
                "--set=ON_ERROR_STOP=1",
                "--dbname=postgres",
                "--port=" + innerPort)
            .stdin(create)
            .run();
    return made.exitCode() == 0 && isSuperuser(ours) ? Optional.of(ours) : Optional.empty();
  }

  private static boolean isSuperuser(Coordinates role) {
    try (Connection connection = role.open();
        Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("SHOW is_superuser")) {
      return row.next() && row.getString(1).equals("on");
    } catch (SQLException refused) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while the container started", "", interrupted);
    }
  }
}
