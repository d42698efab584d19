package postgres;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import process.NetworkNamespace;
import process.Processes;
import process.RunningProcess;
import process.ShutdownHooks;
import process.Unprivileged;

/**
 * A throwaway cluster that runs on this machine: a random port of 127.0.0.1 in a network namespace,
 * a random password, and nothing ever flushed to disk. This process comes in by a Unix socket in
 * the data directory, which nobody else can enter.
 */
public final class LocalCluster implements Server {
  /** The name of each cluster's superuser. */
  public static final String SUPERUSER = "postgres";

  private static final String HOST = "127.0.0.1";
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  /** Nobody else uses it: what waits longer waits for itself, in another connection. */
  private static final String LOCKS_WITHIN = "2min";

  private static final Duration POLL = Duration.ofMillis(15);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);
  private static final int TRIES = 3;

  /** The system's words where programs speak English. */
  private static final String NO_SPACE = "No space left on device";

  private static final String SOCKET = ".s.PGSQL.";

  /** Bytes of a socket's path, where systems take fewest, with a port of five digits. */
  private static final int LONGEST = 103 - SOCKET.length() - 6;

  private static final Pattern PANIC = Pattern.compile("\\bPANIC:  (?<why>.*)");

  private final PostgresInstallation postgres;
  private final Unprivileged user;
  private final Path data;
  private final Optional<NetworkNamespace> network;
  private final Optional<Path> aside;
  private final Thread hook = new Thread(this::stop, "stop cluster");
  private Optional<RunningProcess> server = Optional.empty();
  private ConnectionParameters superuser;
  private volatile Optional<String> panic = Optional.empty();
  private volatile boolean outOfSpace;

  public LocalCluster(
      PostgresInstallation postgres,
      Unprivileged user,
      Path data,
      String password,
      Optional<NetworkNamespace> network) {
    this.postgres = postgres;
    this.user = user;
    this.data = data;
    this.network = network;
    this.aside = aside(user, data);
    ShutdownHooks.add(hook);
    try {
      for (int tries = 1; !isReady(password); tries++) {
        if (tries == TRIES) {
          throw new Failure(
              "PostgreSQL " + postgres.version() + " did not start on " + HOST,
              String.join("\n", server.orElseThrow().lastLines()));
        }
      }
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  @Override
  public Optional<ConnectionParameters> superuser() {
    return Optional.of(superuser);
  }

  @Override
  public Processes.Command client(
      String program, ConnectionParameters database, List<String> arguments) {
    return postgres
        .client(program, database, arguments)
        .with("PGSSLMODE", "disable")
        .within(CLIENT_ENDS_WITHIN);
  }

  @Override
  public Optional<String> breakdown() {
    return panic;
  }

  /** Its data directory. */
  public Path data() {
    return data;
  }

  /** Whether its file system was full. */
  public boolean ranOutOfSpace() {
    return outOfSpace;
  }

  @Override
  public String describe() {
    return "PostgreSQL " + postgres.version() + " on this machine";
  }

  @Override
  public void close() {
    ShutdownHooks.undisturbed(this::stop);
    ShutdownHooks.remove(hook);
  }

  /** At once, as {@code pg_ctl stop --mode=immediate} has it: nobody wants what is in it. */
  private synchronized void stop() {
    server.ifPresent(
        running -> {
          if (running.isAlive()) {
            Processes.command("sh", "-c", "kill -QUIT " + running.pid()).cleansUp().run();
            running.await(STOPPED_WITHIN);
          }
          running.close();
        });
    aside.ifPresent(folder -> Processes.command("rm", "-rf", folder.toString()).cleansUp().run());
  }

  private Path socketFolder() {
    return aside.orElse(data);
  }

  /** A folder for the socket alone, where the path of one in the data directory is too long. */
  private static Optional<Path> aside(Unprivileged user, Path data) {
    if (data.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
      return Optional.empty();
    }
    try {
      Path folder = Files.createTempDirectory(Path.of("/tmp"), "alembic_squash-socket-");
      user.own(folder);
      return Optional.of(folder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private void takeNote(String logged) {
    outOfSpace |= logged.contains(NO_SPACE);
    Matcher broken = PANIC.matcher(logged);
    if (broken.find()) {
      panic = Optional.of(broken.group("why"));
    }
  }

  private RunningProcess launched(int port) {
    List<String> words =
        new ArrayList<>(List.of(postgres.program("postgres").toString(), "-D", data.toString()));
    for (String setting :
        List.of(
            "port=" + port,
            "listen_addresses=" + HOST,
            "unix_socket_directories=\"" + socketFolder() + "\"",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "autovacuum=off",
            "jit=off",
            "max_locks_per_transaction=512",
            "lock_timeout=" + LOCKS_WITHIN,
            "TimeZone=UTC",
            "log_timezone=UTC")) {
      words.add("-c");
      words.add(setting);
    }
    Processes.Command command = Processes.command(user.words(words));
    network.ifPresent(command::inside);
    return command.named("postgres").in(data).with("LC_ALL", "C").eachLine(this::takeNote).start();
  }

  /**
   * Launches it on a free port. Another program may take the port just before; then it ends at
   * once, and it may even be another cluster of ours that answers there.
   */
  private boolean isReady(String password) {
    int port = freePort();
    superuser =
        new ConnectionParameters(HOST, port, SUPERUSER, password, "postgres")
            .by(socketFolder().resolve(SOCKET + port));
    RunningProcess launched = launched(port);
    server = Optional.of(launched);
    Instant deadline = Instant.now().plus(READY_WITHIN);
    while (launched.isAlive() && Instant.now().isBefore(deadline)) {
      if (answers()) {
        return true;
      }
      ShutdownHooks.pauseOrFail(POLL, "PostgreSQL started");
    }
    launched.close();
    return false;
  }

  private boolean answers() {
    return superuser.answer("SHOW data_directory").map(Path::of).filter(data::equals).isPresent();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
