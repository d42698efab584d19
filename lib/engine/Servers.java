package engine;

import java.util.List;
import java.util.Optional;
import migrations.ProjectTree;
import postgres.ConnectionParameters;
import postgres.RoleAttributes;
import postgres.Server;
import postgres.ThrowawayDatabase;

/** Where throwaway databases come from, each on a server of its own if that can be. */
public interface Servers extends AutoCloseable {

  /** The name that {@code --engine} takes. */
  String name();

  /** What they are, in a few words. */
  String describe();

  /**
   * A new, empty database. May be asked by several threads at once.
   *
   * @param login the role and the database to make, where the server lets us choose them; its host
   *     and port are not used
   * @param tree whose migrations will run in it
   * @param rights what the role may do, where the server lets us choose
   */
  ThrowawayDatabase empty(ConnectionParameters login, ProjectTree tree, RoleAttributes rights);

  /** Whether a role is made for each database, so that we choose what it may do. */
  default boolean makesRoles() {
    return true;
  }

  /** Whether there is a superuser by whom more can be made in a database. */
  default boolean haveSuperuser() {
    return true;
  }

  /**
   * Why databases that were made here cannot be told apart any more; empty if they can. Asked
   * whenever migrations have run.
   */
  default Optional<Obstacle> obstacle() {
    return Optional.empty();
  }

  /**
   * Makes room where a server ran out of it, if there is room elsewhere.
   *
   * @return whether what failed there may succeed on the next one
   */
  default boolean makeRoom(Server full) {
    return false;
  }

  /** What databases of such servers cannot show, each in a sentence. */
  default List<String> notCompared() {
    return List.of();
  }

  /** A password that was entrusted to us, and that no log may hold. */
  default Optional<String> secret() {
    return Optional.empty();
  }

  /** Stops and removes all that were started. */
  @Override
  void close();

  /**
   * What stands in the way.
   *
   * @param sentence what happened
   * @param advice what to do
   */
  record Obstacle(String sentence, String advice) {}
}
