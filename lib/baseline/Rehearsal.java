package baseline;

import database.ThrowawayDatabase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Loads a baseline to see what it makes, in a scratch database on the server of the cut, whose
 * cluster has all roles already: what belongs to the cluster is left out, and the database that the
 * baseline is for stays as it is.
 */
final class Rehearsal {
  private final ThrowawayDatabase cut;
  private final Set<BaselineStatement> ofTheCluster;
  private final String environment;

  /**
   * A place to rehearse.
   *
   * @param cut the database that the baseline is to make again
   * @param prepared a database just before its first migration, which is only read
   * @param ofTheCluster statements of the baseline that change the whole cluster
   */
  Rehearsal(
      ThrowawayDatabase cut, ThrowawayDatabase prepared, Set<BaselineStatement> ofTheCluster) {
    this.cut = cut;
    this.ofTheCluster = Set.copyOf(ofTheCluster);
    this.environment = prepared.dump();
  }

  /** Whether the server lets us make scratch databases. */
  static boolean isPossible(ThrowawayDatabase cut) {
    return cut.server().superuser().isPresent();
  }

  /**
   * Loads a baseline and looks at what it made.
   *
   * @return what the look saw; empty where the baseline does not load, which is for its own check
   *     to say
   */
  <T> Optional<T> of(Baseline baseline, Function<ThrowawayDatabase, T> look) {
    ThrowawayDatabase scratch = cut.scratch("alembic_squash_" + UUID.randomUUID());
    try {
      boolean loads =
          scratch.load(scratch.widest(), environment, "--single-transaction").isEmpty()
              && BaselineDump.obstacle(BaselineFile.of(inside(baseline), List.of()), scratch)
                  .isEmpty();
      return loads ? Optional.of(look.apply(scratch)) : Optional.empty();
    } finally {
      scratch.drop();
    }
  }

  private Baseline inside(Baseline baseline) {
    return baseline.with(
        baseline.statements().stream()
            .filter(statement -> !ofTheCluster.contains(statement))
            .toList());
  }
}
