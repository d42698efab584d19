package verify;

import console.Console;
import console.SideBySide;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import migrations.AlembicGraph;
import migrations.AlembicRun;
import postgres.ThrowawayDatabase;
import proof.AnsweredValues;
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
  static final String DEPLOYED = "deployed at the cut";
  static final String AT_HEAD = "deployed at head";

  private final Console console;
  private final Builds builds;
  private final AnsweredValues answered;
  private final DeployedStates deployed;
  private final Stops stops;
  private final OldHistory old;

  /**
   * The ways between two states of a project.
   *
   * @param builds the databases of both, which are built here
   * @param answered the columns whose generated values somebody decided on
   * @param deployed where databases are
   * @param stops where they were when they were deployed
   * @param old what becomes of those at squashed revisions
   */
  UpgradeWays(
      Console console,
      Builds builds,
      AnsweredValues answered,
      DeployedStates deployed,
      Stops stops,
      OldHistory old) {
    this.console = console;
    this.builds = builds;
    this.answered = answered;
    this.deployed = deployed;
    this.stops = stops;
    this.old = old;
  }

  /** Builds, compares, and shows the comparison its controls. */
  Verdict judge() {
    builds.build();
    OtherWays others = new OtherWays(builds, answered);
    Findings all =
        Findings.joined(
            SideBySide.run(
                List.of(
                    () -> found("compare them", this::compareBuilds),
                    () ->
                        found(
                            "upgrade deployed databases with the squashed revisions",
                            this::compareDeployed),
                    () ->
                        found(
                            "load the offline SQL of the squashed revisions",
                            found -> new OfflineSql(builds, found).compare()),
                    () -> found("upgrade databases of releases", this::compareReleases),
                    () -> found("look into the archive", this::compareArchive),
                    () -> found("ask Alembic of both", this::compareAlembicsView),
                    () -> found("compare what version tables mean", this::compareStates),
                    () -> found("compare those as an ordinary role", others::compareAsOrdinary),
                    () -> found("compare those for another installation", others::compareElsewhere),
                    () -> found("check that the comparison sees damage", this::showControls))));
    builds.notCompared().forEach(all::notCompared);
    return all.verdict();
  }

  /** A shorter way to a database has to lead where the project's own leads: a second one's. */
  private void compareAsTheProjectBuilds(Findings found) {
    if (builds.areQuick()) {
      found.notCompared(
          "no database of an unchanged `docker build`, as --quick says: what the Dockerfile"
              + " generates before its upgrade is not told from what it always makes");
    } else if (builds.areShortened()) {
      Snapshot whole = builds.snapshot(Builds.AFTER_AGAIN);
      found.add(
          Controls.sameness(
              "an unchanged `docker build` makes the same database",
              DatabaseComparison.of(builds.snapshot(Builds.AFTER), whole, whole)));
    }
  }

  /** Does one comparison beside others. */
  private Findings found(String step, Consumer<Findings> comparison) {
    Findings found = new Findings(builds, answered);
    console.step(step, () -> comparison.accept(found));
    return found;
  }

  /** They damage a database that no other comparison uses. */
  private void showControls(Findings found) {
    compareAsTheProjectBuilds(found);
    new Controls(
            builds.snapshot(Builds.BEFORE),
            builds.snapshot(Builds.AGAIN),
            builds.snapshot(Builds.AFTER_AGAIN))
        .run()
        .forEach(found::add);
  }

  private void compareBuilds(Findings found) {
    found.add(
        "fresh", "an empty database upgraded to head", found.atHead(builds.snapshot(Builds.AFTER)));
    if (builds.cut().isPresent()) {
      found.add(
          "the cut",
          "an empty database upgraded to the cut",
          found.atTheCut(builds.snapshot(Builds.CUT_AFTER)));
    }
    found.add(
        new Verdict.Way(
            "generated anew",
            "two databases of the squashed revisions differ in the values that each build"
                + " generates, and in no others",
            GeneratedCellsComparison.of(
                new GeneratedCellsComparison.Pair(
                    builds.snapshot(Builds.BEFORE), builds.snapshot(Builds.AGAIN)),
                new GeneratedCellsComparison.Pair(
                    builds.snapshot(Builds.AFTER), builds.snapshot(Builds.AFTER_AGAIN)),
                answered.answers())));
  }

  private void compareDeployed(Findings found) {
    builds.cut().ifPresent(revision -> compareDeployedAtTheCut(found));
    upgraded(found, Builds.AGAIN, AT_HEAD)
        .ifPresent(
            deployed ->
                found.add(
                    AT_HEAD,
                    "the originals' database at head, upgraded: nothing to do",
                    DatabaseComparison.of(builds.snapshot(Builds.AGAIN), deployed)));
    if (builds.isSquash()) {
      new UnknownVersions(builds).compare(builds.database(Builds.AGAIN), found);
    }
  }

  /**
   * What an empty database becomes in one run need not be what the originals make of one that was
   * at the cut already: then the latter counts.
   */
  private void compareDeployedAtTheCut(Findings found) {
    String meaning = "the originals' database at the cut, upgraded to head";
    upgraded(found, Builds.CUT_AGAIN, DEPLOYED)
        .ifPresent(
            deployed -> {
              Comparison first = found.atHead(deployed);
              if (first.kind() != Comparison.Kind.DIFFERENT) {
                found.add(DEPLOYED, meaning, first);
                return;
              }
              List<AlembicRun> runs = builds.upgradedByTheOriginals();
              boolean comparable = runs.stream().allMatch(AlembicRun::succeeded);
              found.add(
                  DEPLOYED,
                  comparable ? meaning + " as the originals upgrade it in a second run" : meaning,
                  comparable ? asTheOriginalsDo(deployed) : first);
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
  private Optional<Snapshot> upgraded(Findings found, String name, String way) {
    ThrowawayDatabase database = builds.database(name);
    AlembicRun run = builds.alembic(builds.squashed(), database, name, Builds.UPGRADE);
    if (!run.isPossible()) {
      found.notCompared(way + ": " + run.output());
      return Optional.empty();
    }
    if (!run.succeeded() && way.equals(DEPLOYED) && failsAlike(run)) {
      found.notCompared(
          way + ": the originals cannot upgrade it either: " + OfflineSql.brief(run.output()));
      return Optional.empty();
    }
    if (!run.succeeded()) {
      found.add(AlembicView.failed(way, "the squashed revisions upgrade it", run));
      return Optional.empty();
    }
    return Optional.of(Snapshot.of(database));
  }

  private boolean failsAlike(AlembicRun run) {
    return builds.upgradedByTheOriginals().stream().allMatch(run::equals);
  }

  private void compareReleases(Findings found) {
    new DeployedReleases(builds, answered, stops, old).compare(found);
  }

  private void compareArchive(Findings found) {
    old.archive()
        .ifPresent(
            archive ->
                new ArchivedOriginals(
                        builds, archive, builds.squashed().graph(), old.archivedBefore())
                    .compare(found));
  }

  private void compareAlembicsView(Findings found) {
    AlembicView view = new AlembicView();
    for (String command : List.of("heads", "current", "check")) {
      view.ask(
          command,
          asked(builds.original(), Builds.BEFORE, command),
          asked(builds.squashed(), Builds.AFTER, command));
    }
    found.add(view.way());
  }

  /** Whether databases that exist mean the same to the squashed revisions as to the originals. */
  private void compareStates(Findings found) {
    AlembicGraph before = graph(found, builds.original(), Builds.BEFORE);
    AlembicGraph after = graph(found, builds.squashed(), Builds.AFTER);
    RevisionStates states = new RevisionStates(before, after, builds.squashedAt());
    Comparison all = deployed.releases().map(states::of).orElseGet(states::all);
    found.add("version table states", deployed.meaning(all.facts().get(0).compared()), all);
    deployed.others().forEach(found::notCompared);
  }

  /** As Alembic reads the revisions; as we do if it cannot be asked. */
  private AlembicGraph graph(Findings found, ProjectState state, String database) {
    if (!state.tree().variables().isEmpty()) {
      return state.ownGraph(); // Alembic reads those in its version locations.
    }
    AlembicRun run = builds.revisionGraph(state, database);
    if (run.succeeded()) {
      return AlembicGraph.read(run);
    }
    found.notCompared("Alembic's own reading of the revisions, ours was taken: " + run.output());
    return state.ownGraph();
  }

  /** What Alembic says, with paths as both states have them. */
  private AlembicRun asked(ProjectState state, String database, String command) {
    AlembicRun run = builds.alembic(state, builds.database(database), "alembic", List.of(command));
    return run.relativeTo(state.tree().root());
  }
}
