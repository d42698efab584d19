package project;

import console.Failure;
import engine.Engine;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import postgres.RoleAttributes;
import postgres.ThrowawayDatabase;

/**
 * What the originals build where the role that migrates is like production's: no superuser, and
 * owner of nothing that was there before.
 *
 * @param built what they build; empty if they cannot, or the role cannot be chosen
 * @param obstacle why they cannot; empty if they can, or the role cannot be chosen
 */
public record OrdinaryRole(Optional<Built> built, Optional<String> obstacle) {
  /** What it is called in steps and ways. */
  public static final String NAME = "as an ordinary role";

  /**
   * A database.
   *
   * @param engine one whose role may do what was enough
   * @param database the originals'
   */
  public record Built(Engine engine, ThrowawayDatabase database) {}

  /** Builds as a role with no rights at all, else as one that may make roles and databases. */
  public static OrdinaryRole of(Engine engine, Function<Engine, ThrowawayDatabase> build) {
    Optional<String> first = Optional.empty();
    for (RoleAttributes rights : List.of(RoleAttributes.ORDINARY, RoleAttributes.CREATING)) {
      Optional<Engine> other = engine.withRights(rights);
      if (other.isEmpty()) {
        return new OrdinaryRole(Optional.empty(), Optional.empty());
      }
      try {
        ThrowawayDatabase database = build.apply(other.get());
        return new OrdinaryRole(Optional.of(new Built(other.get(), database)), Optional.empty());
      } catch (Failure refused) {
        first = first.or(() -> Optional.of(refused.getMessage()));
      }
    }
    return new OrdinaryRole(Optional.empty(), first);
  }

  /** Why nothing is known of such a role, in a sentence, where something stood in the way. */
  public Optional<String> notCompared() {
    return obstacle.map(why -> NAME + ": the originals do not build so: " + why);
  }
}
