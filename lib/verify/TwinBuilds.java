package verify;

import console.Failure;
import engine.Engine;
import java.util.Optional;
import java.util.function.BiFunction;
import postgres.ThrowawayDatabase;
import twin.Twin;

/**
 * What both states build at head for another installation.
 *
 * @param originals by the originals
 * @param squashed by the squashed revisions; empty where the originals cannot be built so
 * @param failure why these do not build; empty where they do
 */
record TwinBuilds(Twin originals, Optional<ThrowawayDatabase> squashed, Optional<String> failure) {
  /** Nothing is built so. */
  static final TwinBuilds NONE = without(new Twin(Optional.empty(), Optional.empty()));

  /**
   * Builds the originals, and the squashed revisions where those can be built so.
   *
   * @param build builds a state by an engine
   */
  static TwinBuilds of(
      Engine engine,
      ProjectState original,
      ProjectState squashed,
      BiFunction<Engine, ProjectState, ThrowawayDatabase> build) {
    Twin originals = Twin.of(engine, other -> build.apply(other, original));
    if (originals.built().isEmpty()) {
      return without(originals);
    }
    try {
      ThrowawayDatabase built = build.apply(originals.built().get().engine(), squashed);
      return new TwinBuilds(originals, Optional.of(built), Optional.empty());
    } catch (Failure refused) {
      return new TwinBuilds(originals, Optional.empty(), Optional.of(refused.getMessage()));
    }
  }

  private static TwinBuilds without(Twin originals) {
    return new TwinBuilds(originals, Optional.empty(), Optional.empty());
  }
}
