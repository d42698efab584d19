package postgres;

import console.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import process.Instance;
import process.ShutdownHooks;

/**
 * The databases that we make on a server that is not ours. Closing this, or the end of the process,
 * drops them and no others.
 */
final class OwnDatabases implements AutoCloseable {
  private static final int DROPS_WITH_FORCE = 13;

  /** Also where a subscription is the user (the manual's appendix A). */
  private static final String IN_USE = "55006";

  private static final String DISCONNECT =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?";

  private final ConnectionParameters maker;
  private final Thread hook = new Thread(this::dropAll, "drop databases");
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  /** Held for reading while a database is made: what is being made has to be dropped as well. */
  private final ReadWriteLock making = new ReentrantReadWriteLock();

  private boolean closed;

  /**
   * @param maker may make databases there
   */
  OwnDatabases(ConnectionParameters maker) {
    this.maker = maker;
    ShutdownHooks.add(hook);
  }

  /**
   * Makes one.
   *
   * @param creation makes it, or makes it anew where it is ours
   * @throws Failure if one of this name is there that is not ours, or this is closed
   */
  void make(String name, Runnable creation) {
    making.readLock().lock();
    try {
      if (closed) {
        throw new Failure("interrupted", "");
      }
      if (!names.contains(name) && isThere(name)) {
        throw new Failure(
            "there is a database " + name + " on " + maker + ", and it is not ours",
            "Nothing was done to it.");
      }
      names.add(name);
      creation.run();
    } finally {
      making.readLock().unlock();
    }
  }

  /** Drops one before the end; does nothing if it is not ours. */
  void drop(String name, Runnable dropping) {
    if (names.contains(name)) {
      dropping.run();
      names.remove(name);
    }
  }

  @Override
  public void close() {
    dropAll();
    ShutdownHooks.remove(hook);
  }

  private void dropAll() {
    making.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      List<Failure> failures =
          names.stream().flatMap(name -> failureToDrop(name).stream()).toList();
      if (!failures.isEmpty()) {
        throw failures.get(0);
      }
    } finally {
      making.writeLock().unlock();
    }
  }

  private List<Failure> failureToDrop(String name) {
    try {
      drop(name);
      return List.of();
    } catch (SQLException refused) {
      return List.of(
          new Failure(
              "the database %s, which we made, stays on %s: %s"
                  .formatted(name, maker, refused.getMessage()),
              "Drop it by hand.",
              refused));
    } catch (Failure refused) {
      return List.of(refused);
    }
  }

  private void drop(String name) throws SQLException {
    try (Connection connection = maker.open();
        Statement statement = connection.createStatement()) {
      boolean forces = connection.getMetaData().getDatabaseMajorVersion() >= DROPS_WITH_FORCE;
      if (!forces) {
        disconnect(connection, name);
      }
      String drop =
          "DROP DATABASE IF EXISTS " + Sql.identifier(name) + (forces ? " WITH (FORCE)" : "");
      try {
        statement.execute(drop);
      } catch (SQLException refused) {
        if (!IN_USE.equals(refused.getSQLState())) {
          throw refused;
        }
        Subscriptions.drop(maker.withDatabase(name));
        statement.execute(drop);
      }
    }
  }

  private static void disconnect(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DISCONNECT)) {
      statement.setString(1, name);
      statement.execute();
    }
  }

  /** Those that runs of this machine made and did not drop before they ended. */
  static List<String> left(ConnectionParameters maker) {
    try (Session session =
        maker.session(
            "the databases of " + maker + " cannot be listed", "Check the role's rights.")) {
      return session
          .texts(
              "SELECT datname FROM pg_catalog.pg_database WHERE strpos(datname, ?) = 1 ORDER BY 1",
              ScratchNames.PREFIX)
          .stream()
          .filter(name -> Instance.in(name).filter(Instance::isGone).isPresent())
          .toList();
    }
  }

  private boolean isThere(String name) {
    try (Session session =
        maker.session(
            "the databases of " + maker + " cannot be listed", "Check the role's rights.")) {
      return session.isSo(
          "SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = ?)", name);
    }
  }
}
