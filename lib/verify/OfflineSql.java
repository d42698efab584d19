package verify;

import java.util.List;
import java.util.Optional;
import migrations.AlembicRun;
import postgres.ThrowawayDatabase;
import proof.Verdict;
import snapshot.Snapshot;

/** The SQL of Alembic's offline mode ({@code upgrade --sql}), loaded into empty databases. */
final class OfflineSql {
  private static final String OFFLINE = "offline";

  private final Builds builds;
  private final Findings found;

  /** That of both states, whose databases are built. */
  OfflineSql(Builds builds, Findings found) {
    this.builds = builds;
    this.found = found;
  }

  /** Compares what each loads, where the originals have such SQL too. */
  void compare() {
    AlembicRun sql = sql(builds.squashed(), "heads");
    if (!sql.isPossible()) {
      found.notCompared(OFFLINE + ": " + sql.output());
      return;
    }
    Optional<String> refusal = loaded(sql, builds.database(Builds.PREPARED));
    if (refusal.isEmpty()) {
      found.add(
          OFFLINE,
          "an empty database with the SQL of `upgrade heads --sql` loaded",
          found.atHead(Snapshot.of(builds.database(Builds.PREPARED))));
    } else if (builds.cut().isPresent() && keptAreTheSame()) {
      found.notCompared(
          OFFLINE
              + (sql.succeeded()
                  ? ": the kept revisions write the same SQL as before, which cannot be loaded: "
                  : ": the kept revisions write no SQL, as before: ")
              + brief(refusal.get()));
      compareOfflineBaseline();
    } else if (sql.succeeded() && builds.isSquash()) {
      // SQL that the baseline writes must load, whether that of the originals does or not.
      judgeRefusal(refusal.get(), "heads");
    } else {
      originalsRefusal("heads")
          .ifPresentOrElse(
              why -> found.notCompared(OFFLINE + ": the originals have none either: " + brief(why)),
              () -> found.add(failedOffline(refusal.get())));
    }
  }

  /** What stands in the way of the originals' SQL in the same words is no fault of the baseline. */
  private void judgeRefusal(String why, String target) {
    originalsRefusal(target)
        .filter(theirs -> reason(theirs).equals(reason(why)))
        .ifPresentOrElse(
            theirs ->
                found.notCompared(
                    OFFLINE + ": the originals' SQL cannot be loaded either: " + reason(theirs)),
            () -> found.add(failedOffline(why)));
  }

  /** What the server said, without the line of the file that psql read. */
  private static String reason(String refusal) {
    return refusal
        .lines()
        .filter(line -> line.contains("ERROR:"))
        .findFirst()
        .orElseGet(() -> brief(refusal))
        .replaceFirst("^psql:.*?: ", "");
  }

  /** Why the originals' offline SQL makes no database, where it makes none. */
  private Optional<String> originalsRefusal(String target) {
    return loaded(sql(builds.original(), target), builds.unversioned());
  }

  static String brief(String refusal) {
    return refusal.lines().findFirst().orElse("");
  }

  /** Whether they write the same SQL as before, or fail alike. */
  private boolean keptAreTheSame() {
    String kept = builds.cut().orElseThrow() + ":heads";
    return sql(builds.original(), kept).equals(sql(builds.squashed(), kept));
  }

  private void compareOfflineBaseline() {
    String cut = builds.cut().orElseThrow();
    AlembicRun sql = sql(builds.squashed(), cut);
    if (!sql.succeeded() && sql.equals(sql(builds.original(), cut))) {
      found.notCompared(OFFLINE + ": the originals have none either: " + brief(sql.output()));
      return;
    }
    ThrowawayDatabase empty = builds.unversioned();
    loaded(sql, empty)
        .ifPresentOrElse(
            why -> judgeRefusal(why, cut),
            () ->
                found.add(
                    OFFLINE,
                    "an empty database with the SQL of `upgrade CUT --sql` loaded",
                    found.atTheCut(Snapshot.of(empty))));
  }

  private AlembicRun sql(ProjectState state, String target) {
    ThrowawayDatabase database =
        builds.database(state.equals(builds.squashed()) ? Builds.AFTER : Builds.BEFORE);
    return builds.alembic(state, database, OFFLINE, List.of("upgrade", target, "--sql"));
  }

  private static Optional<String> loaded(AlembicRun sql, ThrowawayDatabase empty) {
    return sql.succeeded()
        ? empty.load(empty.owner(), sql.printed().input())
        : Optional.of(sql.output());
  }

  private static Verdict.Way failedOffline(String why) {
    return AlembicView.failed(
        OFFLINE, "the SQL of `upgrade --sql` makes the same database", AlembicRun.failed(why));
  }
}
