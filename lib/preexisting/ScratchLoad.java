package preexisting;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import postgres.ScratchNames;
import postgres.ThrowawayDatabase;
import process.StoredBytes;
import statements.Baseline;
import statements.BaselineFile;
import statements.SqlStatement;

/**
 * Loads a baseline to see what it makes, in a scratch database on the server of the cut, whose
 * cluster has all roles already: what belongs to the cluster is left out, and the database that the
 * baseline is for stays as it is.
 */
public final class ScratchLoad {
  private static final List<String> WITH_CODES = List.of("--set=VERBOSITY=verbose");

  private final ThrowawayDatabase cut;
  private final Set<SqlStatement> ofTheCluster;
  private final StoredBytes environment;
  private final List<Baseline> preceding;

  /**
   * A place to rehearse.
   *
   * @param cut the database whose server has the scratch databases
   * @param prepared a database just before its first migration, which is only read
   * @param ofTheCluster statements of the baselines that change the whole cluster
   * @param preceding what is loaded before any other baseline
   */
  public ScratchLoad(
      ThrowawayDatabase cut,
      ThrowawayDatabase prepared,
      Set<SqlStatement> ofTheCluster,
      List<Baseline> preceding) {
    this.cut = cut;
    this.ofTheCluster = Set.copyOf(ofTheCluster);
    this.environment = prepared.dumped();
    this.preceding = List.copyOf(preceding);
  }

  /** Whether the server lets us make scratch databases. */
  public static boolean isPossible(ThrowawayDatabase cut) {
    return cut.server().superuser().isPresent();
  }

  /**
   * Loads a baseline and looks at what it made.
   *
   * @return what the look saw; empty if the baseline does not load, which is for its own check to
   *     say
   */
  public <T> Optional<T> of(Baseline baseline, Function<ThrowawayDatabase, T> look) {
    ThrowawayDatabase scratch = cut.scratch(ScratchNames.next());
    try {
      return refusal(baseline, scratch).isEmpty()
          ? Optional.of(look.apply(scratch))
          : Optional.empty();
    } finally {
      scratch.drop();
    }
  }

  /** Why a baseline does not load; empty if it does. */
  public Optional<String> refusal(Baseline baseline) {
    ThrowawayDatabase scratch = cut.scratch(ScratchNames.next());
    try {
      return refusal(baseline, scratch);
    } finally {
      scratch.drop();
    }
  }

  /**
   * Loads the start of a baseline, and leaves the rest to the caller.
   *
   * @param role that runs the baseline
   * @throws SQLException if it does not load
   */
  public Stage stage(Baseline start, String role) throws SQLException {
    ThrowawayDatabase scratch = cut.scratch(ScratchNames.next());
    Optional<String> refusal = refusal(start, scratch);
    if (refusal.isPresent()) {
      scratch.drop();
      throw new SQLException(refusal.get());
    }
    return new Stage(scratch, role);
  }

  private Optional<String> refusal(Baseline baseline, ThrowawayDatabase scratch) {
    Optional<String> refusal =
        scratch.load(scratch.mostPrivileged(), environment.input(), "--single-transaction");
    for (Baseline before : preceding) {
      refusal = refusal.or(() -> loaded(before, scratch));
    }
    return refusal.or(() -> loaded(baseline, scratch));
  }

  private Optional<String> loaded(Baseline baseline, ThrowawayDatabase scratch) {
    return BaselineFile.of(inside(baseline), List.of()).loadInto(scratch, WITH_CODES);
  }

  private Baseline inside(Baseline baseline) {
    return baseline.with(
        baseline.statements().stream()
            .filter(statement -> !ofTheCluster.contains(statement))
            .toList());
  }
}
