package baseline;

import console.Failure;
import database.ThrowawayDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Takes the baseline of a database, and checks that it loads. */
public final class BaselineDump {
  private BaselineDump() {}

  /**
   * Takes the baseline.
   *
   * @param cut the database at the cut
   * @param before the database just before its first migration; empty where nothing is known of it,
   *     and all of the cut counts as made by the migrations
   */
  public static Baseline take(ThrowawayDatabase cut, Optional<ThrowawayDatabase> before) {
    String role = migrationRole(cut);
    ClusterObjects.Difference cluster =
        before
            .map(then -> ClusterObjects.of(cut, role).since(ClusterObjects.of(then, role)))
            .orElseGet(ClusterObjects.Difference::none);
    Baseline dumped =
        new BaselineBuilder(
                DatabaseState.wanted(cut),
                before.map(DatabaseState::found).orElseGet(DatabaseState::unknown),
                Optional.empty(),
                new MigratingRole(role),
                cluster)
            .build();
    if (before.isEmpty() || !Rehearsal.isPossible(cut)) {
      return dumped;
    }
    Rehearsal rehearsal = new Rehearsal(cut, before.get(), cluster.statements());
    return new StableBaseline(dumped, cut, rehearsal).found();
  }

  /**
   * Takes the way back: statements that remove what the baseline made, and give back what it
   * changed of the environment's. It is the baseline of the environment, seen from the cut.
   *
   * @param cut the database at the cut
   * @param again the same, built a second time
   * @param before the database just before its first migration
   */
  public static Baseline back(
      ThrowawayDatabase cut, ThrowawayDatabase again, ThrowawayDatabase before) {
    String role = migrationRole(cut);
    DatabaseState wanted = DatabaseState.wanted(before);
    return new BaselineBuilder(
            wanted,
            DatabaseState.found(cut, wanted.relations().byName().keySet()),
            Optional.of(again),
            new MigratingRole(role),
            ClusterObjects.of(cut, role).backTo(ClusterObjects.of(before, role)))
        .build();
  }

  private static String migrationRole(ThrowawayDatabase cut) {
    if (cut.versionTable().isEmpty()) {
      return cut.owner().user();
    }
    try (Connection connection = cut.connect()) {
      return cut.versionTable().get().owner(connection);
    } catch (SQLException refused) {
      throw new Failure(
          "the owner of " + cut.versionTable().get() + " cannot be read: " + refused.getMessage(),
          "Check that " + cut.owner() + " is the database at the cut.",
          refused);
    }
  }

  /**
   * Loads a baseline as its revision will, in one transaction, as the role that runs migrations.
   *
   * @param prepared a database just before its first migration; it is not usable after
   * @return why it does not load; empty where it does
   */
  public static Optional<String> obstacle(BaselineFile file, ThrowawayDatabase prepared) {
    return prepared.load(prepared.owner(), file.text(), "--single-transaction");
  }
}
