package verify;

import engine.Engine;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import migrations.Target;
import postgres.ThrowawayDatabase;
import project.OrdinaryRole;
import project.Project;
import project.SharedBuilds;
import twin.Twin;

/**
 * Builds both states at head in circumstances other than those of this installation: by a role like
 * production's, and for another installation.
 */
final class OtherCircumstances {
  private static final String ORDINARY = "ordinary";
  private static final String ELSEWHERE = "elsewhere";

  private final Project project;
  private final Engine engine;
  private final ProjectState original;
  private final ProjectState squashed;
  private final Optional<SharedBuilds.Originals> kept;
  private final BooleanSupplier mayContinue;

  /**
   * Builds nothing yet.
   *
   * @param original the state whose databases are right
   * @param squashed the state to judge
   * @param kept the originals' databases at the cut, where they are built already
   * @param mayContinue whether one that goes on from the cut in a second run is as good as one that
   *     was upgraded to head at once
   */
  OtherCircumstances(
      Project project,
      Engine engine,
      ProjectState original,
      ProjectState squashed,
      Optional<SharedBuilds.Originals> kept,
      BooleanSupplier mayContinue) {
    this.project = project;
    this.engine = engine;
    this.original = original;
    this.squashed = squashed;
    this.kept = kept;
    this.mayContinue = mayContinue;
  }

  /** By a role like production's. */
  OtherBuilds<OrdinaryRole> asOrdinaryRole() {
    OrdinaryRole originals =
        kept.map(SharedBuilds.Originals::ordinary)
            .filter(role -> role.built().filter(this::upgraded).isPresent())
            .orElseGet(
                () ->
                    OrdinaryRole.of(
                        engine, by -> built(by, original, ORDINARY, OrdinaryRole.NAME)));
    return OtherBuilds.of(
        originals,
        originals.built().map(OrdinaryRole.Built::engine),
        by -> built(by, squashed, ORDINARY, OrdinaryRole.NAME));
  }

  /** For another installation. */
  OtherBuilds<Twin> elsewhere() {
    Twin originals =
        kept.map(SharedBuilds.Originals::twin)
            .filter(twin -> twin.built().filter(this::upgraded).isPresent())
            .orElseGet(() -> Twin.of(engine, by -> built(by, original, ELSEWHERE, Twin.NAME)));
    return OtherBuilds.of(
        originals,
        originals.built().map(Twin.Built::engine),
        by -> built(by, squashed, ELSEWHERE, Twin.NAME));
  }

  private boolean upgraded(OrdinaryRole.Built atTheCut) {
    return upgraded(atTheCut.engine(), atTheCut.database(), ORDINARY);
  }

  private boolean upgraded(Twin.Built atTheCut) {
    return upgraded(atTheCut.engine(), atTheCut.database(), ELSEWHERE);
  }

  /** Has the originals upgrade a database of theirs at the cut, where that is as good as anew. */
  private boolean upgraded(Engine by, ThrowawayDatabase atTheCut, String circumstances) {
    String name = Builds.BEFORE + "-" + circumstances;
    Engine.Watch watch = project.progress(name, original.graph(), 0).watch();
    return by.keepsItsDay()
        && mayContinue.getAsBoolean()
        && by.alembic(original.tree(), atTheCut, watch, Builds.UPGRADE).succeeded();
  }

  private ThrowawayDatabase built(Engine by, ProjectState state, String circumstances, String how) {
    String name = state.equals(original) ? Builds.BEFORE : Builds.AFTER;
    Target target = Target.heads(state.graph().headsInVersionTable());
    return project
        .progress(name + "-" + circumstances, state.graph(), state.graph().ids().size())
        .step("build " + name + " " + how, watch -> by.migrated(state.tree(), target, watch));
  }
}
