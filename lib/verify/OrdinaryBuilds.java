package verify;

import console.Failure;
import engine.Engine;
import java.util.Optional;
import java.util.function.BiFunction;
import postgres.ThrowawayDatabase;
import project.OrdinaryRole;

/**
 * What a role like production's builds at head.
 *
 * @param originals by the originals
 * @param squashed by the squashed revisions; empty where the originals cannot be built so
 * @param failure why these do not build; empty where they do
 */
record OrdinaryBuilds(
    OrdinaryRole originals, Optional<ThrowawayDatabase> squashed, Optional<String> failure) {
  /** Nothing is built so. */
  static final OrdinaryBuilds NONE = without(new OrdinaryRole(Optional.empty(), Optional.empty()));

  /**
   * Builds the originals, and the squashed revisions where those can be built so.
   *
   * @param build builds a state by an engine
   */
  static OrdinaryBuilds of(
      Engine engine,
      ProjectState original,
      ProjectState squashed,
      BiFunction<Engine, ProjectState, ThrowawayDatabase> build) {
    OrdinaryRole originals = OrdinaryRole.of(engine, other -> build.apply(other, original));
    if (originals.built().isEmpty()) {
      return without(originals);
    }
    try {
      ThrowawayDatabase built = build.apply(originals.built().get().engine(), squashed);
      return new OrdinaryBuilds(originals, Optional.of(built), Optional.empty());
    } catch (Failure refused) {
      return new OrdinaryBuilds(originals, Optional.empty(), Optional.of(refused.getMessage()));
    }
  }

  private static OrdinaryBuilds without(OrdinaryRole originals) {
    return new OrdinaryBuilds(originals, Optional.empty(), Optional.empty());
  }
}
