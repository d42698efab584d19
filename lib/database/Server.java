package database;

import java.util.List;
import java.util.Optional;

/** A running PostgreSQL that is ours to throw away. Closing it removes it without a trace. */
public interface Server extends AutoCloseable {

  /** How a superuser enters; empty where the server lets us in as the project's role only. */
  Optional<Coordinates> superuser();

  /**
   * One of PostgreSQL's client programs, of the server's own version, ready to run against a
   * database of this server.
   *
   * @param program {@code pg_dump}, {@code psql}, ...
   * @param database one of this server's databases, by its coordinates seen from this machine
   * @param arguments the rest of the command line
   */
  Processes.Command client(String program, Coordinates database, List<String> arguments);

  /** What it is, for messages. */
  String describe();

  @Override
  void close();
}
