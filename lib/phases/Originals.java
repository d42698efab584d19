package phases;

import alembic.RevisionGraph;
import baseline.BaselineDump;
import console.SideBySide;
import engine.DockerfileEngine;
import engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import migrations.ProjectTree;
import migrations.Target;
import plan.Squashplan;
import postgres.Seen;
import postgres.ThrowawayDatabase;
import project.HookRows;
import project.OrdinaryRole;
import project.Project;
import twin.Twin;

/**
 * What the original migrations build, for a baseline to be made of.
 *
 * @param cut the database at the cut
 * @param again the same, built a second time
 * @param prepared the one before the first migration
 * @param ordinary the one at the cut, by a role like production's
 * @param twin the one at the cut, for another installation
 */
record Originals(
    ThrowawayDatabase cut,
    ThrowawayDatabase again,
    ThrowawayDatabase prepared,
    OrdinaryRole ordinary,
    Twin twin) {

  /** Builds them side by side; says if there is none by an ordinary role. */
  static Originals of(
      Project project, Engine engine, ProjectTree tree, Squashplan plan, RevisionGraph graph) {
    AtomicReference<OrdinaryRole> ordinary = new AtomicReference<>();
    AtomicReference<Twin> twin = new AtomicReference<>();
    List<Optional<ThrowawayDatabase>> databases =
        SideBySide.run(
            List.of(
                () -> Optional.of(built(project, engine, tree, plan, graph, "cut")),
                () -> Optional.of(built(project, engine.again(), tree, plan, graph, "cut-again")),
                () ->
                    Optional.of(
                        project
                            .progress("prepared", graph, 0)
                            .step(
                                "build the database before the first migration",
                                watch -> engine.prepared(tree, watch))),
                () -> {
                  ordinary.set(ordinary(project, engine, tree, plan, graph));
                  return Optional.empty();
                },
                () -> {
                  twin.set(twin(project, engine, tree, plan, graph));
                  return Optional.empty();
                }));
    twin.get().notTold().forEach(project.console()::say);
    ordinary.get().notCompared().ifPresent(why -> project.console().say("  not tried " + why));
    ThrowawayDatabase cut = guarded(engine, databases.get(0).orElseThrow(), graph, plan);
    return new Originals(
        cut,
        databases.get(1).orElseThrow(),
        BaselineDump.versioned(databases.get(2).orElseThrow(), cut),
        ordinary.get(),
        twin.get());
  }

  private static ThrowawayDatabase built(
      Project project,
      Engine engine,
      ProjectTree tree,
      Squashplan plan,
      RevisionGraph graph,
      String name) {
    return project
        .progress(name, graph, plan.revs().size())
        .step(
            "build the database at " + plan.cut() + (name.endsWith("again") ? " again" : ""),
            watch -> engine.migrated(tree, Target.revision(plan.cut()), watch));
  }

  private static Twin twin(
      Project project, Engine engine, ProjectTree tree, Squashplan plan, RevisionGraph graph) {
    Engine.Watch watch = project.progress("cut-elsewhere", graph, 0).watch();
    return Twin.of(engine, other -> other.migrated(tree, Target.revision(plan.cut()), watch));
  }

  private static OrdinaryRole ordinary(
      Project project, Engine engine, ProjectTree tree, Squashplan plan, RevisionGraph graph) {
    Engine.Watch watch = project.progress("cut-ordinary", graph, 0).watch();
    return OrdinaryRole.of(
        engine, other -> other.migrated(tree, Target.revision(plan.cut()), watch));
  }

  /** Where no run was seen, the text of the revisions tells what they make only where it is not. */
  private static ThrowawayDatabase guarded(
      Engine engine, ThrowawayDatabase cut, RevisionGraph graph, Squashplan plan) {
    if (!(engine instanceof DockerfileEngine)) {
      return cut;
    }
    List<Seen.Guarded> texts =
        plan.revs().stream()
            .flatMap(id -> graph.find(id).stream())
            .map(
                script ->
                    new Seen.Guarded(
                        new String(script.source(), StandardCharsets.UTF_8), script.path(), 0))
            .toList();
    return cut.versionTable().map(table -> cut.with(table, cut.seen().guarding(texts))).orElse(cut);
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
