package database;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Throwaway clusters on this machine. {@code initdb} runs once; each cluster is a copy of what it
 * made, so that roles, settings and tablespaces of one build never show in another.
 */
public final class LocalClusters implements AutoCloseable {
  static final String SUPERUSER = "postgres";
  private static final int PASSWORD_BYTES = 18;

  private final PostgresInstallation postgres;
  private final Unprivileged user;
  private final TemporaryFolder folder;
  private final String password = randomPassword();
  private final List<LocalCluster> started = new ArrayList<>();
  private Optional<Path> template = Optional.empty();
  private int count;

  /**
   * @param postgres the programs to run; copied aside where the user that stands in for root could
   *     not reach them
   */
  public LocalClusters(PostgresInstallation postgres) {
    this.user = Unprivileged.ofThisProcess();
    this.folder = new TemporaryFolder("clusters");
    try {
      Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwx--x--x"));
      user.own(folder.path());
      this.postgres =
          user.reaches(postgres.binaries()) ? postgres : copied(postgres, folder.path());
    } catch (IOException unwritable) {
      folder.close();
      throw new UncheckedIOException(unwritable);
    }
  }

  /** A password that nobody can guess. */
  static String randomPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Starts a new cluster and returns when it takes connections. */
  public LocalCluster start() {
    Path data;
    synchronized (this) {
      data = folder.path().resolve("data-" + ++count);
      if (template.isEmpty()) {
        template = Optional.of(initialised(folder.path().resolve("template")));
      }
    }
    as("cp", "-a", template.orElseThrow().toString(), data.toString()).check();
    LocalCluster cluster = new LocalCluster(postgres, user, data, password);
    synchronized (this) {
      started.add(cluster);
    }
    return cluster;
  }

  /** The version of the server's programs. */
  public String version() {
    return postgres.version();
  }

  @Override
  public void close() {
    try {
      List<LocalCluster> clusters;
      synchronized (this) {
        clusters = List.copyOf(started);
      }
      clusters.forEach(LocalCluster::close);
    } finally {
      folder.close();
    }
  }

  private Path initialised(Path data) {
    Path secret = folder.path().resolve("password");
    try {
      Files.writeString(secret, password);
      user.own(secret);
      as(
              postgres.program("initdb").toString(),
              "--pgdata=" + data,
              "--username=" + SUPERUSER,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=" + locale(),
              "--wal-segsize=1",
              "--no-sync")
          .check();
      Files.delete(secret);
    } catch (IOException unwritable) {
      throw new Failure(
          "no cluster can be made in " + folder.path() + ": " + unwritable.getMessage(),
          "Make room there, or set another folder with -Djava.io.tmpdir.",
          unwritable);
    }
    return data;
  }

  /** Letters beyond ASCII have a case in C.UTF-8 and none in C; not every system has the former. */
  private static String locale() {
    boolean known =
        Processes.command("locale", "-a")
            .run()
            .output()
            .lines()
            .anyMatch(name -> name.equalsIgnoreCase("C.UTF-8") || name.equalsIgnoreCase("C.utf8"));
    return known ? "C.UTF-8" : "C";
  }

  private Processes.Command as(String... words) {
    return Processes.command(user.words(List.of(words)))
        .named(Path.of(words[0]).getFileName().toString())
        .in(folder.path())
        .with("LC_ALL", "C");
  }

  private static PostgresInstallation copied(PostgresInstallation postgres, Path to)
      throws IOException {
    Path copy = Files.createDirectory(to.resolve("postgresql"));
    Processes.command("cp", "-a", postgres.binaries().getParent() + "/.", copy.toString()).check();
    Processes.command("chmod", "-R", "a+rX", copy.toString()).check();
    return new PostgresInstallation(
        copy.resolve(postgres.binaries().getFileName()), postgres.major(), postgres.minor());
  }
}
