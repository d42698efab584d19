package database;

import java.util.List;
import java.util.Optional;

/**
 * A server that is not ours but lets us make databases, which are ours to drop.
 *
 * @param server the server
 * @param maker the role that may make databases there
 */
public record ScratchServer(Server server, Coordinates maker) implements Server {

  /** Not a superuser perhaps, but the role that makes and drops. */
  @Override
  public Optional<Coordinates> superuser() {
    return Optional.of(maker);
  }

  @Override
  public Processes.Command client(String program, Coordinates database, List<String> arguments) {
    return server.client(program, database, arguments);
  }

  @Override
  public String describe() {
    return server.describe();
  }

  /** The databases are dropped one by one; the server stays. */
  @Override
  public void close() {}
}
