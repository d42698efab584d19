package verify;

import console.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import migrations.AlembicGraph;
import migrations.AlembicRun;
import postgres.ThrowawayDatabase;
import project.OrdinaryRole;
import proof.AnsweredColumns;
import proof.Comparison;
import proof.Controls;
import proof.DatabaseComparison;
import proof.GeneratedCellsComparison;
import proof.RevisionStates;
import proof.Verdict;
import snapshot.Snapshot;

/**
 * Builds the database in each way in which somebody will come to it, and compares each with what
 * the originals build.
 */
final class UpgradeWays {
  private static final String OFFLINE = "offline";
  private static final String DEPLOYED = "deployed at the cut";

  private final Console console;
  private final Builds builds;
  private final AnsweredColumns answered;
  private final DeployedStates deployed;
  private final List<Verdict.Way> ways = new ArrayList<>();
  private final List<String> notCompared = new ArrayList<>();

  /**
   * The ways between two states of a project.
   *
   * @param builds the databases of both, which are built here
   * @param answered the columns whose generated values somebody decided on
   * @param deployed where databases are
   */
  UpgradeWays(Console console, Builds builds, AnsweredColumns answered, DeployedStates deployed) {
    this.console = console;
    this.builds = builds;
    this.answered = answered;
    this.deployed = deployed;
  }

  /** Builds, compares, and shows the comparison its controls. */
  Verdict judge() {
    builds.build();
    console.step("read the databases", builds::read);
    console.step("compare them", this::compareBuilds);
    console.step("upgrade deployed databases with the squashed revisions", this::compareDeployed);
    console.step("load the offline SQL of the squashed revisions", this::compareOffline);
    console.step("ask Alembic of both", this::compareAlembicsView);
    console.step("compare what version tables mean", this::compareStates);
    compareAsOrdinary();
    List<Verdict.Control> controls =
        console.step(
            "show the comparison its controls",
            () ->
                new Controls(
                        builds.snapshot(Builds.BEFORE),
                        builds.snapshot(Builds.AGAIN),
                        builds.snapshot(Builds.AFTER))
                    .run());
    notCompared.addAll(builds.notCompared());
    return new Verdict(ways, controls, notCompared);
  }

  private void compareBuilds() {
    add("fresh", "an empty database upgraded to head", atHead(builds.snapshot(Builds.AFTER)));
    if (builds.cut().isPresent()) {
      add(
          "the cut",
          "an empty database upgraded to the cut",
          atTheCut(builds.snapshot(Builds.CUT_AFTER)));
    }
    ways.add(
        new Verdict.Way(
            "generated anew",
            "two databases of the squashed revisions differ in the values that each build"
                + " generates, and in no others",
            GeneratedCellsComparison.of(
                new GeneratedCellsComparison.Pair(
                    builds.snapshot(Builds.BEFORE), builds.snapshot(Builds.AGAIN)),
                new GeneratedCellsComparison.Pair(
                    builds.snapshot(Builds.AFTER), builds.snapshot(Builds.AFTER_AGAIN)),
                answered.places())));
  }

  /** Compares a database with the originals' at head. */
  private Comparison atHead(Snapshot judged) {
    return with(Builds.BEFORE, Builds.AGAIN, judged);
  }

  /** Compares a database with the originals' at the cut. */
  private Comparison atTheCut(Snapshot judged) {
    return with(Builds.CUT, Builds.CUT_AGAIN, judged);
  }

  private Comparison with(String originals, String again, Snapshot judged) {
    return DatabaseComparison.of(
        builds.snapshot(originals), builds.snapshot(again), judged, answered, builds.window());
  }

  private void compareDeployed() {
    builds.cut().ifPresent(revision -> compareDeployedAtTheCut());
    upgraded(Builds.AGAIN, "deployed at head")
        .ifPresent(
            deployed ->
                add(
                    "deployed at head",
                    "the originals' database at head, upgraded: nothing to do",
                    DatabaseComparison.of(builds.snapshot(Builds.AGAIN), deployed)));
  }

  /**
   * What an empty database becomes in one run need not be what the originals make of one that was
   * at the cut already: then the latter counts.
   */
  private void compareDeployedAtTheCut() {
    String meaning = "the originals' database at the cut, upgraded to head";
    upgraded(Builds.CUT_AGAIN, DEPLOYED)
        .ifPresent(
            deployed -> {
              Comparison found = atHead(deployed);
              if (found.kind() != Comparison.Kind.DIFFERENT) {
                add(DEPLOYED, meaning, found);
                return;
              }
              List<AlembicRun> runs = builds.upgradedByTheOriginals();
              boolean comparable = runs.stream().allMatch(AlembicRun::succeeded);
              add(
                  DEPLOYED,
                  comparable ? meaning + " as the originals upgrade it in a second run" : meaning,
                  comparable ? asTheOriginalsDo(deployed) : found);
            });
  }

  private Comparison asTheOriginalsDo(Snapshot deployed) {
    return DatabaseComparison.of(
        Snapshot.of(builds.database(Builds.CUT)),
        Snapshot.of(builds.database(Builds.CUT_ONCE_MORE)),
        deployed,
        answered,
        builds.window());
  }

  /** Runs the squashed revisions in a database of the originals, and reads it again. */
  private Optional<Snapshot> upgraded(String name, String way) {
    ThrowawayDatabase database = builds.database(name);
    AlembicRun run = builds.alembic(builds.squashed(), database, name, Builds.UPGRADE);
    if (!run.isPossible()) {
      notCompared.add(way + ": " + run.output());
      return Optional.empty();
    }
    if (!run.succeeded() && way.equals(DEPLOYED) && failsAlike(run)) {
      notCompared.add(way + ": the originals cannot upgrade it either: " + brief(run.output()));
      return Optional.empty();
    }
    if (!run.succeeded()) {
      ways.add(AlembicView.failed(way, "the squashed revisions upgrade it", run));
      return Optional.empty();
    }
    return Optional.of(Snapshot.of(database));
  }

  private boolean failsAlike(AlembicRun run) {
    return builds.upgradedByTheOriginals().stream().allMatch(run::equals);
  }

  private void compareOffline() {
    AlembicRun sql = sql(builds.squashed(), "heads");
    if (!sql.isPossible()) {
      notCompared.add(OFFLINE + ": " + sql.output());
      return;
    }
    Optional<String> refusal = loaded(sql, builds.database(Builds.PREPARED));
    if (refusal.isEmpty()) {
      add(
          OFFLINE,
          "an empty database with the SQL of `upgrade heads --sql` loaded",
          atHead(Snapshot.of(builds.database(Builds.PREPARED))));
    } else if (builds.cut().isPresent() && keptAreTheSame()) {
      notCompared.add(
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
              why -> notCompared.add(OFFLINE + ": the originals have none either: " + brief(why)),
              () -> ways.add(failedOffline(refusal.get())));
    }
  }

  /** What stands in the way of the originals' SQL in the same words is no fault of the baseline. */
  private void judgeRefusal(String why, String target) {
    originalsRefusal(target)
        .filter(theirs -> reason(theirs).equals(reason(why)))
        .ifPresentOrElse(
            theirs ->
                notCompared.add(
                    OFFLINE + ": the originals' SQL cannot be loaded either: " + reason(theirs)),
            () -> ways.add(failedOffline(why)));
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

  private static String brief(String refusal) {
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
      notCompared.add(OFFLINE + ": the originals have none either: " + brief(sql.output()));
      return;
    }
    ThrowawayDatabase empty = builds.unversioned();
    loaded(sql, empty)
        .ifPresentOrElse(
            why -> judgeRefusal(why, cut),
            () ->
                add(
                    OFFLINE,
                    "an empty database with the SQL of `upgrade CUT --sql` loaded",
                    atTheCut(Snapshot.of(empty))));
  }

  private AlembicRun sql(Builds.State state, String target) {
    ThrowawayDatabase database =
        builds.database(state.equals(builds.squashed()) ? Builds.AFTER : Builds.BEFORE);
    return builds.alembic(state, database, OFFLINE, List.of("upgrade", target, "--sql"));
  }

  private static Optional<String> loaded(AlembicRun sql, ThrowawayDatabase empty) {
    return sql.succeeded() ? empty.load(empty.owner(), sql.output()) : Optional.of(sql.output());
  }

  private static Verdict.Way failedOffline(String why) {
    return AlembicView.failed(
        OFFLINE, "the SQL of `upgrade --sql` makes the same database", AlembicRun.failed(why));
  }

  private void compareAsOrdinary() {
    OrdinaryBuilds ordinary = builds.ordinary();
    ordinary.originals().notCompared().ifPresent(notCompared::add);
    String meaning = "an empty database upgraded to head by a role like production's, no superuser";
    ordinary
        .failure()
        .ifPresent(
            why ->
                ways.add(AlembicView.failed(OrdinaryRole.NAME, meaning, AlembicRun.failed(why))));
    ordinary
        .squashed()
        .ifPresent(
            squashed ->
                add(
                    OrdinaryRole.NAME,
                    meaning,
                    DatabaseComparison.of(
                        Snapshot.of(ordinary.originals().built().orElseThrow().database()),
                        builds.snapshot(Builds.AGAIN),
                        Snapshot.of(squashed),
                        answered,
                        builds.window())));
  }

  private void compareAlembicsView() {
    AlembicView view = new AlembicView();
    for (String command : List.of("heads", "current", "check")) {
      view.ask(
          command,
          asked(builds.original(), Builds.BEFORE, command),
          asked(builds.squashed(), Builds.AFTER, command));
    }
    ways.add(view.way());
  }

  /** Whether databases that exist mean the same to the squashed revisions as to the originals. */
  private void compareStates() {
    AlembicGraph before = graph(builds.original(), Builds.BEFORE);
    AlembicGraph after = graph(builds.squashed(), Builds.AFTER);
    RevisionStates states = new RevisionStates(before, after, builds.squashedAt());
    Comparison found = deployed.releases().map(states::of).orElseGet(states::all);
    add("version table states", deployed.meaning(found.facts().get(0).compared()), found);
    notCompared.addAll(deployed.others());
  }

  /** As Alembic reads the revisions; as we do if it cannot be asked. */
  private AlembicGraph graph(Builds.State state, String database) {
    AlembicRun run = builds.revisionGraph(state, database);
    if (run.succeeded()) {
      return AlembicGraph.read(run);
    }
    notCompared.add("Alembic's own reading of the revisions, ours was taken: " + run.output());
    return state.ownGraph();
  }

  /** What Alembic says, with paths as both states have them. */
  private AlembicRun asked(Builds.State state, String database, String command) {
    AlembicRun run = builds.alembic(state, builds.database(database), "alembic", List.of(command));
    return run.relativeTo(state.tree().root());
  }

  private void add(String name, String meaning, Comparison comparison) {
    ways.add(new Verdict.Way(name, meaning, comparison));
  }
}
