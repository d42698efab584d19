package baseline;

import catalog.ClusterObjects;
import catalog.DatabaseState;
import catalog.MigratingRole;
import catalog.StandardVersionTable;
import generated.GeneratedRows;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import postgres.ThrowawayDatabase;
import postgres.VersionTable;
import preexisting.BaselineTask;
import preexisting.ScratchLoad;
import rows.BuildWindow;
import statements.Baseline;
import statements.SqlStatement;

/** Takes the baseline of a database, and checks that it loads. */
public final class BaselineDump {
  private BaselineDump() {}

  /** As {@link #take(ThrowawayDatabase, Optional, Optional)}, of a cut that was built once. */
  public static Baseline take(ThrowawayDatabase cut, Optional<ThrowawayDatabase> before) {
    return take(cut, before, Optional.empty());
  }

  /**
   * Takes the baseline.
   *
   * @param cut the database at the cut
   * @param before the database just before its first migration; empty if nothing is known of it,
   *     and all of the cut counts as made by the migrations
   * @param again the one at the cut built a second time, to tell what each build generates
   */
  public static Baseline take(
      ThrowawayDatabase cut,
      Optional<ThrowawayDatabase> before,
      Optional<ThrowawayDatabase> again) {
    String role = migratingRole(cut, before);
    DatabaseState wanted = DatabaseState.wanted(cut);
    DatabaseState then = before.map(DatabaseState::found).orElseGet(DatabaseState::unknown);
    ClusterObjects.Difference cluster =
        before
            .map(known -> ClusterObjects.of(cut, role).since(ClusterObjects.of(known, role)))
            .orElseGet(ClusterObjects.Difference::none);
    Optional<ScratchLoad> rehearsal =
        before
            .filter(known -> ScratchLoad.isPossible(cut))
            .map(known -> new ScratchLoad(cut, known, cluster.statements(), List.of()));
    BaselineTask task =
        new BaselineTask(
            wanted,
            cut.versionTable()
                .filter(table -> before.flatMap(ThrowawayDatabase::versionTable).isEmpty())
                .map(table -> StandardVersionTable.in(then, wanted, table))
                .orElse(then),
            again,
            Optional.empty(),
            new MigratingRole(role),
            cluster,
            cut.seen().guarded(),
            rehearsal);
    Baseline dumped =
        new FittingBaseline(task, (built, left) -> hasRows(built, cut, again, left))
            .found()
            .warning(VersionTableWarnings.there(task, cut));
    return rehearsal.map(place -> new RoundTripBaseline(dumped, cut, place).found()).orElse(dumped);
  }

  private static boolean hasRows(
      ThrowawayDatabase built,
      ThrowawayDatabase wanted,
      Optional<ThrowawayDatabase> again,
      Set<String> left) {
    return GeneratedRows.between(wanted, again.orElse(wanted), BuildWindow.recent())
        .areIn(built, left);
  }

  /**
   * Takes the way back: statements that remove what the baseline made, and give back what it
   * changed of the environment's. It is the baseline of the environment, seen from the cut.
   *
   * @param cut the database at the cut
   * @param again the same, built a second time
   * @param before the database just before its first migration
   * @param baseline what is taken back
   */
  public static Baseline back(
      ThrowawayDatabase cut, ThrowawayDatabase again, ThrowawayDatabase before, Baseline baseline) {
    String role = migratingRole(cut, Optional.of(before));
    DatabaseState wanted = DatabaseState.wanted(before);
    ClusterObjects made = ClusterObjects.of(cut, role);
    ClusterObjects first = ClusterObjects.of(before, role);
    ClusterObjects.Difference cluster = made.backTo(first);
    Set<SqlStatement> ofTheCluster = new HashSet<>(cluster.statements());
    ofTheCluster.addAll(made.since(first).statements());
    BaselineTask task =
        new BaselineTask(
            wanted,
            DatabaseState.found(cut, wanted.relations().byName().keySet()),
            Optional.empty(),
            Optional.of(again),
            new MigratingRole(role),
            cluster,
            List.of(),
            Optional.of(cut)
                .filter(ScratchLoad::isPossible)
                .map(place -> new ScratchLoad(place, before, ofTheCluster, List.of(baseline))));
    return new FittingBaseline(
            task, (built, left) -> hasRows(built, before, Optional.empty(), left))
        .found()
        .warning(VersionTableWarnings.back(cut, before));
  }

  /**
   * A database just before its first migration, with Alembic's own table where its engine could not
   * have Alembic make it: as Alembic makes it.
   *
   * @param cut the database at the cut, which says what the table is called
   */
  public static ThrowawayDatabase versioned(ThrowawayDatabase prepared, ThrowawayDatabase cut) {
    Optional<VersionTable> missing =
        cut.versionTable()
            .filter(table -> prepared.versionTable().isEmpty())
            .filter(table -> DatabaseState.hasSchema(prepared, table.schema()));
    missing
        .filter(table -> VersionTable.called(table.toString(), prepared).isEmpty())
        .ifPresent(table -> table.make(prepared, migratingRole(cut, Optional.of(prepared))));
    return missing.map(table -> prepared.with(table, prepared.seen())).orElse(prepared);
  }

  /** As it was seen; else the owner of the table that Alembic made as that role. */
  private static String migratingRole(ThrowawayDatabase cut, Optional<ThrowawayDatabase> before) {
    return before
        .flatMap(known -> known.seen().role())
        .or(() -> before.flatMap(ThrowawayDatabase::tableOwner))
        .orElseGet(cut::migratingRole);
  }
}
