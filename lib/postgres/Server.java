package postgres;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import process.Processes;

/**
 * A running PostgreSQL with databases that are ours to throw away. Closing it removes what is ours
 * without a trace.
 */
public interface Server extends AutoCloseable {
  /** Dumps and loads of large databases end within it, and what hangs does as well. */
  Duration CLIENT_ENDS_WITHIN = Duration.ofHours(2);

  /**
   * How a role enters that may make databases: a superuser, but on servers that are not ours. Empty
   * where the server lets us in as the project's role only.
   */
  Optional<ConnectionParameters> superuser();

  /**
   * One of PostgreSQL's client programs, not older than the server, ready to run against a database
   * of this server. It ends within {@link #CLIENT_ENDS_WITHIN}.
   *
   * @param program {@code pg_dump}, {@code psql}, ...
   * @param database one of this server's databases, by its coordinates seen from this machine
   * @param arguments the rest of the command line
   */
  Processes.Command client(String program, ConnectionParameters database, List<String> arguments);

  /** Whether nobody else uses it, so that its roles and settings are those of one build. */
  default boolean isOurs() {
    return true;
  }

  /**
   * Makes a database. A server that outlives us sees to it that no other database is touched, and
   * that this one is dropped in the end.
   *
   * @param creation makes it, or makes it anew
   * @throws console.Failure if one of that name is there that is not ours
   */
  default void make(String database, Runnable creation) {
    creation.run();
  }

  /**
   * Drops a database. A server that outlives us leaves those that are not ours.
   *
   * @param dropping drops it
   */
  default void drop(String database, Runnable dropping) {
    dropping.run();
  }

  /** Why it broke down in the middle of its work, a full disk say; empty if it did not. */
  default Optional<String> breakdown() {
    return Optional.empty();
  }

  /** What it is, for messages. */
  String describe();

  @Override
  void close();
}
