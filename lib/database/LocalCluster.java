package database;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A throwaway cluster that runs on this machine: a random port of 127.0.0.1, a random password, and
 * nothing ever flushed to disk.
 */
public final class LocalCluster implements Server {
  private static final String HOST = "127.0.0.1";
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(15);
  private static final int TRIES = 3;

  private final PostgresInstallation postgres;
  private final Unprivileged user;
  private final Path data;
  private final Thread hook = new Thread(this::stop, "stop cluster");
  private Coordinates superuser;
  private RunningProcess server;

  LocalCluster(PostgresInstallation postgres, Unprivileged user, Path data, String password) {
    this.postgres = postgres;
    this.user = user;
    this.data = data;
    Runtime.getRuntime().addShutdownHook(hook);
    for (int tries = 1; ; tries++) {
      int port = freePort();
      superuser = new Coordinates(HOST, port, LocalClusters.SUPERUSER, password, "postgres");
      server = launched(port);
      if (isReady()) {
        return;
      }
      server.close();
      if (tries == TRIES) {
        throw new Failure(
            "PostgreSQL " + postgres.version() + " did not start on " + HOST,
            String.join("\n", server.lastLines()));
      }
    }
  }

  @Override
  public Optional<Coordinates> superuser() {
    return Optional.of(superuser);
  }

  @Override
  public Processes.Command client(String program, Coordinates database, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(postgres.program(program).toString()));
    words.addAll(arguments);
    return Processes.command(words)
        .without("PGSERVICE", "PGSERVICEFILE", "PGHOSTADDR", "PGOPTIONS", "PGSSLMODE")
        .with(database.environment());
  }

  @Override
  public String describe() {
    return "PostgreSQL " + postgres.version() + " on this machine";
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      return;
    }
  }

  private synchronized void stop() {
    if (!Files.exists(data.resolve("postmaster.pid"))) {
      return;
    }
    List<String> words =
        List.of(
            postgres.program("pg_ctl").toString(),
            "stop",
            "--mode=immediate",
            "--silent",
            "--pgdata=" + data);
    Processes.command(user.words(words)).named("pg_ctl").in(data.getParent()).run();
    server.close();
  }

  private RunningProcess launched(int port) {
    List<String> words =
        new ArrayList<>(List.of(postgres.program("postgres").toString(), "-D", data.toString()));
    for (String setting :
        List.of(
            "port=" + port,
            "listen_addresses=" + HOST,
            "unix_socket_directories=",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "autovacuum=off",
            "jit=off",
            "TimeZone=UTC",
            "log_timezone=UTC")) {
      words.add("-c");
      words.add(setting);
    }
    return Processes.command(user.words(words))
        .named("postgres")
        .in(data)
        .with("LC_ALL", "C")
        .start();
  }

  private boolean isReady() {
    Instant deadline = Instant.now().plus(READY_WITHIN);
    while (server.isAlive() && Instant.now().isBefore(deadline)) {
      try (Connection connection = superuser.open()) {
        return connection.isValid(1);
      } catch (SQLException notYet) {
        pause();
      }
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while PostgreSQL started", "", interrupted);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
