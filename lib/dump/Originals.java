package dump;

import baseline.BaselineDump;
import console.Console;
import console.SideBySide;
import engine.DockerfileEngine;
import engine.Engine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import migrations.Target;
import postgres.ObservedRun;
import postgres.ThrowawayDatabase;
import project.HookRows;
import project.OrdinaryRole;
import project.SharedBuilds;
import rows.BuildWindow;
import tail.TailEngine;
import twin.Twin;

/**
 * What the original migrations build, for a baseline to be made of.
 *
 * @param cut the database at the cut
 * @param again the same, built a second time
 * @param prepared the one before the first migration
 * @param ordinary the one at the cut, by a role like production's
 * @param twin the one at the cut, for another installation
 * @param window when they were built
 */
record Originals(
    ThrowawayDatabase cut,
    ThrowawayDatabase again,
    ThrowawayDatabase prepared,
    OrdinaryRole ordinary,
    Twin twin,
    BuildWindow window) {

  /** Builds them side by side; says if there is none by an ordinary role. */
  static Originals of(PlannedBuild build) {
    Instant from = Instant.now();
    AtomicReference<OrdinaryRole> ordinary = new AtomicReference<>();
    AtomicReference<Twin> twin = new AtomicReference<>();
    AtomicReference<TailEngine.Pair> pair = new AtomicReference<>();
    List<Optional<ThrowawayDatabase>> databases =
        SideBySide.run(
            List.of(
                () -> {
                  pair.set(pair(build));
                  return Optional.empty();
                },
                () -> Optional.of(built(build, build.engine().again(), "cut-again")),
                () -> {
                  ordinary.set(ordinary(build));
                  return Optional.empty();
                },
                () -> {
                  twin.set(twin(build));
                  return Optional.empty();
                }));
    Console console = build.project().console();
    twin.get().notTold().forEach(console::say);
    ordinary.get().notCompared().ifPresent(why -> console.say("  not tried " + why));
    ThrowawayDatabase cut = guarded(build, pair.get().upgraded());
    return new Originals(
        cut,
        databases.get(1).orElseThrow(),
        BaselineDump.versioned(pair.get().base(), cut),
        ordinary.get(),
        twin.get(),
        new BuildWindow(from, Instant.now()));
  }

  /** The database at the cut and the one before; of one installation where some revisions stay. */
  private static TailEngine.Pair pair(PlannedBuild build) {
    if (!(build.engine() instanceof TailEngine tail)) {
      return SideBySide.run(
          () -> built(build, build.engine(), "cut"),
          () -> prepared(build),
          (cut, prepared) -> new TailEngine.Pair(prepared, cut));
    }
    String cut = build.plan().cut();
    AtomicReference<TailEngine.Pair> pair = new AtomicReference<>();
    build
        .project()
        .progress("cut", build.graph(), build.graph().lineage(cut).size())
        .step(
            "build the databases at " + build.plan().from().orElseThrow() + " and at " + cut,
            watch -> {
              pair.set(
                  tail.pair(build.tree(), Target.revision(cut), watch, build.watch("prepared")));
              return pair.get().upgraded();
            });
    return pair.get();
  }

  private static ThrowawayDatabase built(PlannedBuild build, Engine by, String name) {
    String cut = build.plan().cut();
    return build
        .project()
        .progress(name, build.graph(), build.plan().revs().size())
        .step(
            "build the database at " + cut + (name.endsWith("again") ? " again" : ""),
            watch -> by.migrated(build.tree(), Target.revision(cut), watch));
  }

  private static ThrowawayDatabase prepared(PlannedBuild build) {
    return build
        .project()
        .progress("prepared", build.graph(), 0)
        .step(
            "build the database before the first migration",
            watch -> build.engine().prepared(build.tree(), watch));
  }

  private static Twin twin(PlannedBuild build) {
    return Twin.of(build.engine(), other -> atTheCut(build, other, "cut-elsewhere", Twin.NAME));
  }

  private static OrdinaryRole ordinary(PlannedBuild build) {
    return OrdinaryRole.of(
        build.engine(), other -> atTheCut(build, other, "cut-ordinary", OrdinaryRole.NAME));
  }

  private static ThrowawayDatabase atTheCut(
      PlannedBuild build, Engine by, String name, String how) {
    String cut = build.plan().cut();
    return build
        .project()
        .progress(name, build.graph(), build.plan().revs().size())
        .step(
            "build the database at " + cut + " " + how,
            watch -> by.migrated(build.tree(), Target.revision(cut), watch));
  }

  /** Where no run was seen, the text of the revisions tells what they make only if it is not. */
  private static ThrowawayDatabase guarded(PlannedBuild build, ThrowawayDatabase cut) {
    if (!build.engine().name().equals(DockerfileEngine.NAME)) {
      return cut;
    }
    List<ObservedRun.Guarded> texts =
        build.plan().revs().stream()
            .flatMap(id -> build.graph().find(id).stream())
            .map(
                script ->
                    new ObservedRun.Guarded(
                        new String(script.source(), StandardCharsets.UTF_8), script.path(), 0))
            .toList();
    return cut.versionTable().map(table -> cut.with(table, cut.seen().guarding(texts))).orElse(cut);
  }

  /** Those that a later phase may use, where nothing was changed in them. */
  SharedBuilds.Originals kept(PlannedBuild build) {
    return new SharedBuilds.Originals(
        build.plan().commit(), build.plan().cut(), cut, again, ordinary, twin, window.from());
  }

  /** Takes out of them what hooks wrote. */
  HookRows withoutHookRows() {
    HookRows hooks = HookRows.of(cut).beside(prepared).checked();
    hooks.without(cut);
    hooks.without(again);
    ordinary.built().ifPresent(built -> hooks.without(built.database()));
    twin.built().ifPresent(built -> hooks.without(built.database()));
    return hooks;
  }
}
