package verify;

import console.Failure;
import java.util.ArrayList;
import java.util.List;
import migrations.AlembicRun;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import postgres.VersionTable;
import proof.Comparison;

/**
 * Has the squashed revisions meet databases that none of them can upgrade: one at a revision that
 * nobody knows, and one that holds what migrations make but has no version. Both have to stay as
 * they are, as with the originals.
 */
final class UnknownVersions {
  static final String WAY = "at no known revision";

  private static final String LOG = "unknown";
  private static final String NOBODY_KNOWS = "0ddba11c0ffe";

  private final Builds builds;

  UnknownVersions(Builds builds) {
    this.builds = builds;
  }

  /** What its version table says, and what came of it. */
  private record Outcome(String version, boolean isRefused, boolean isChanged) {
    /** In words. */
    String shown() {
      return version
          + ": "
          + (isRefused ? "refused" : "upgraded")
          + (isChanged ? ", and it was changed" : ", and it stays as it is");
    }
  }

  /**
   * Tries it. A difference is told only if the originals leave such a database alone.
   *
   * @param database the originals' at head, which nobody needs any more
   */
  void compare(ThrowawayDatabase database, Findings found) {
    if (database.versionTable().isEmpty()) {
      return;
    }
    try {
      add(database, found);
    } catch (Failure refused) {
      found.notCompared(WAY + ": " + refused.getMessage());
    }
  }

  private void add(ThrowawayDatabase database, Findings found) {
    List<Outcome> outcomes = outcomes(builds.squashed(), database);
    List<Comparison.Difference> differences = List.of();
    if (!outcomes.stream().allMatch(UnknownVersions::isAsItShouldBe)) {
      Stop head = new Stop("head", builds.original().graph().headsInVersionTable(), false);
      differences = differences(outcomes(builds.original(), builds.stops().alone(head)), outcomes);
    }
    int alike = outcomes.size() - differences.size();
    found.add(
        WAY,
        "databases at a revision that nobody knows, and without one, are refused and stay as they"
            + " are",
        new Comparison(
            List.of(),
            List.of(new Comparison.Count("refusal", outcomes.size(), alike)),
            List.of(),
            List.of(),
            differences,
            List.of(),
            List.of()));
  }

  private static boolean isAsItShouldBe(Outcome outcome) {
    return outcome.isRefused() && !outcome.isChanged();
  }

  private static List<Comparison.Difference> differences(
      List<Outcome> originals, List<Outcome> squashed) {
    List<Comparison.Difference> differences = new ArrayList<>();
    for (int i = 0; i < squashed.size(); i++) {
      if (!squashed.get(i).equals(originals.get(i)) && !isAsItShouldBe(squashed.get(i))) {
        differences.add(
            new Comparison.Difference(WAY, originals.get(i).shown(), squashed.get(i).shown()));
      }
    }
    return differences;
  }

  private List<Outcome> outcomes(ProjectState state, ThrowawayDatabase database) {
    VersionTable table = database.versionTable().orElseThrow();
    String name = Sql.identifier(table.schema(), table.name());
    List<Outcome> outcomes = new ArrayList<>();
    try (Session session = database.session()) {
      session.execute(
          "DELETE FROM "
              + name
              + " WHERE version_num <> (SELECT min(version_num) FROM "
              + name
              + ")",
          "UPDATE " + name + " SET version_num = " + Sql.literal(NOBODY_KNOWS));
    }
    outcomes.add(outcome(state, database, "a revision that nobody knows"));
    try (Session session = database.session()) {
      session.execute("DELETE FROM " + name);
    }
    outcomes.add(outcome(state, database, "no revision"));
    return outcomes;
  }

  private Outcome outcome(ProjectState state, ThrowawayDatabase database, String version) {
    String before = DumpDigest.of(database);
    AlembicRun run = builds.alembic(state, database, LOG, Builds.UPGRADE);
    if (!run.isPossible()) {
      throw new Failure(run.output(), "");
    }
    return new Outcome(version, !run.succeeded(), !before.equals(DumpDigest.of(database)));
  }
}
