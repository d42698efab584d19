package snapshot;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import postgres.ScratchServer;
import postgres.ThrowawayDatabase;

/** Where a dump can be restored into an empty database. */
public interface ScratchSpace {

  /** Why there is none; empty if there is. */
  Optional<String> obstacle();

  /** Is told what a database's dump names, before the dump is restored. */
  void provide(Facts facts);

  /** An empty database of this name, made anew. */
  ThrowawayDatabase empty(String name);

  /** On a database's own server, which is not ours, with the database's own role. */
  static ScratchSpace onServerOf(ThrowawayDatabase database) {
    return beside(
        new ThrowawayDatabase(
            new ScratchServer(database.server(), database.owner()),
            database.owner(),
            Optional.empty(),
            Map.of(),
            Duration.ZERO));
  }

  /** On the database's own server. */
  static ScratchSpace beside(ThrowawayDatabase database) {
    return new ScratchSpace() {
      @Override
      public Optional<String> obstacle() {
        return database.server().superuser().isPresent()
            ? Optional.empty()
            : Optional.of(database.server().describe() + " lets us make no databases");
      }

      /** The same server has all that the database has. */
      @Override
      public void provide(Facts facts) {}

      @Override
      public ThrowawayDatabase empty(String name) {
        return database.scratch(name);
      }
    };
  }
}
