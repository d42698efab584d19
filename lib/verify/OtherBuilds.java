package verify;

import console.Failure;
import engine.Engine;
import java.util.Optional;
import java.util.function.Function;
import postgres.ThrowawayDatabase;

/**
 * What both states build at head in other circumstances: by a role like production's, for another
 * installation.
 *
 * @param originals what became of the originals
 * @param squashed by the squashed revisions; empty if the originals cannot be built so
 * @param failure why these do not build; empty if they do
 */
record OtherBuilds<T>(T originals, Optional<ThrowawayDatabase> squashed, Optional<String> failure) {
  /** The originals alone. */
  static <T> OtherBuilds<T> without(T originals) {
    return new OtherBuilds<>(originals, Optional.empty(), Optional.empty());
  }

  /**
   * Builds the squashed revisions too, where the originals can be built so.
   *
   * @param engine that built the originals; empty if none did
   * @param build builds the squashed revisions by it
   */
  static <T> OtherBuilds<T> of(
      T originals, Optional<Engine> engine, Function<Engine, ThrowawayDatabase> build) {
    try {
      return new OtherBuilds<>(originals, engine.map(build), Optional.empty());
    } catch (Failure refused) {
      return new OtherBuilds<>(originals, Optional.empty(), Optional.of(refused.getMessage()));
    }
  }
}
