package engine;

import docker.Container;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import migrations.ProjectTree;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.RoleAttributes;
import postgres.Session;
import postgres.ThrowawayDatabase;

/**
 * Throwaway servers of a stock image, a container each: an image that makes its cluster when it
 * starts, as the official one of PostgreSQL does and those that are made of it.
 */
final class StockContainers implements Servers {
  static final String NAME = "docker";
  private static final int PORT = 5432;
  private static final String SUPERUSER = "postgres";

  /** What a throwaway server can do without, as {@link LocalCluster} does. */
  private static final List<String> HASTE =
      List.of(
          "fsync = off",
          "synchronous_commit = off",
          "full_page_writes = off",
          "autovacuum = off",
          "jit = off",
          "lock_timeout = '2min'",
          "\"TimeZone\" = 'UTC'");

  private final String image;
  private final Duration readyWithin;
  private final List<Container> started = new ArrayList<>();

  /**
   * @param image its name, on this machine already
   * @param readyWithin how long a server may take to answer
   */
  StockContainers(String image, Duration readyWithin) {
    this.image = image;
    this.readyWithin = readyWithin;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return "containers of " + image;
  }

  @Override
  public ThrowawayDatabase empty(
      ConnectionParameters login, ProjectTree tree, RoleAttributes rights) {
    Container container = start();
    hurry(container.login());
    return ThrowawayServerSetup.prepared(container, login, rights);
  }

  @Override
  public void close() {
    List<Container> containers;
    synchronized (this) {
      containers = List.copyOf(started);
    }
    containers.forEach(Container::close);
  }

  private Container start() {
    ConnectionParameters login =
        new ConnectionParameters(
            "localhost", PORT, SUPERUSER, ConnectionParameters.randomPassword(), SUPERUSER);
    Container container =
        new Container(
            image,
            login,
            Map.of(
                "POSTGRES_USER", login.user(),
                "POSTGRES_PASSWORD", login.password(),
                "POSTGRES_DB", login.database(),
                "POSTGRES_INITDB_ARGS", "--no-sync"),
            readyWithin);
    synchronized (this) {
      started.add(container);
    }
    return container;
  }

  private static void hurry(ConnectionParameters superuser) {
    try (Session session =
        superuser.session(
            "the server of " + superuser + " takes no settings",
            "Name a stock image of PostgreSQL with --image, as postgres:16.")) {
      HASTE.forEach(setting -> session.execute("ALTER SYSTEM SET " + setting));
      session.execute("SELECT pg_reload_conf()");
    }
  }
}
