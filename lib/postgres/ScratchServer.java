package postgres;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import process.Processes;

/**
 * A server that is not ours but lets us make databases, which are ours to drop: closing this, or
 * the end of the process, drops them and no others.
 */
public final class ScratchServer implements Server {
  private final Server server;
  private final ConnectionParameters maker;
  private final OwnDatabases databases;

  /**
   * @param server the server
   * @param maker the role that may make databases there
   */
  public ScratchServer(Server server, ConnectionParameters maker) {
    this.server = server;
    this.maker = maker;
    this.databases = new OwnDatabases(maker);
  }

  /**
   * What runs left on a server that were killed, and the command that removes it, in a sentence.
   * Nothing is removed: the server is not ours.
   *
   * @param maker as for the constructor
   */
  public static Optional<String> left(ConnectionParameters maker) {
    List<String> names = OwnDatabases.left(maker);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String drops =
        names.stream()
            .map(name -> "DROP DATABASE " + Sql.identifier(name) + ";")
            .collect(Collectors.joining(" "));
    return Optional.of(
        (names.size() == 1 ? "a database is" : names.size() + " databases are")
            + " left on "
            + maker
            + " by runs that were killed; remove "
            + (names.size() == 1 ? "it" : "them")
            + " there with "
            + drops);
  }

  /** Not a superuser perhaps, but the role that makes and drops. */
  @Override
  public Optional<ConnectionParameters> superuser() {
    return Optional.of(maker);
  }

  @Override
  public Processes.Command client(
      String program, ConnectionParameters database, List<String> arguments) {
    return server.client(program, database, arguments);
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public void make(String database, Runnable creation) {
    databases.make(database, creation);
  }

  @Override
  public void drop(String database, Runnable dropping) {
    databases.drop(database, dropping);
  }

  @Override
  public String describe() {
    return server.describe();
  }

  @Override
  public void close() {
    databases.close();
  }
}
