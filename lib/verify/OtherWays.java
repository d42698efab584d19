package verify;

import console.SideBySide;
import java.util.List;
import migrations.AlembicRun;
import project.OrdinaryRole;
import proof.AnsweredValues;
import proof.DatabaseComparison;
import proof.TwinsComparison;
import snapshot.Snapshot;
import twin.Twin;

/** Compares what both states build in other circumstances. */
final class OtherWays {
  private final Builds builds;
  private final AnsweredValues answered;

  OtherWays(Builds builds, AnsweredValues answered) {
    this.builds = builds;
    this.answered = answered;
  }

  /** By a role like production's. */
  void compareAsOrdinary(Findings found) {
    OtherBuilds<OrdinaryRole> ordinary = builds.ordinary();
    ordinary.originals().notCompared().ifPresent(found::notCompared);
    String meaning = "an empty database upgraded to head by a role like production's, no superuser";
    ordinary
        .failure()
        .ifPresent(
            why ->
                found.add(AlembicView.failed(OrdinaryRole.NAME, meaning, AlembicRun.failed(why))));
    ordinary
        .squashed()
        .ifPresent(
            squashed ->
                found.add(
                    OrdinaryRole.NAME,
                    meaning,
                    DatabaseComparison.of(
                        Snapshot.of(ordinary.originals().built().orElseThrow().database()),
                        builds.snapshot(Builds.AGAIN),
                        Snapshot.of(squashed),
                        answered,
                        builds.window())));
  }

  /** For another installation. */
  void compareElsewhere(Findings found) {
    OtherBuilds<Twin> twins = builds.twins();
    twins.originals().notTold().forEach(found::notCompared);
    if (!builds.window().isOneDay()) {
      found.notCompared(
          Twin.NAME + ": the day changed while the databases were built; verify again");
      return;
    }
    if (twins.originals().built().isEmpty()) {
      return;
    }
    Twin.Built originals = twins.originals().built().get();
    String meaning = "an empty database upgraded to head in " + originals.described();
    twins
        .failure()
        .ifPresent(
            why -> found.add(AlembicView.failed(Twin.NAME, meaning, AlembicRun.failed(why))));
    twins
        .squashed()
        .ifPresent(
            squashed -> {
              List<Snapshot> read =
                  SideBySide.run(
                      List.of(
                          () -> Snapshot.of(originals.database(), originals.clock()::undone),
                          () -> Snapshot.of(squashed, originals.clock()::undone)));
              found.add(
                  Twin.NAME,
                  meaning,
                  TwinsComparison.of(
                      builds.snapshot(Builds.BEFORE),
                      builds.snapshot(Builds.AGAIN),
                      read.get(0),
                      read.get(1),
                      answered));
            });
  }
}
