package verify;

import alembic.ScriptDirectory;
import config.AlembicConfig;
import console.Console;
import git.GitRepository;
import git.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plan.Deployed;
import plan.Releases;
import plan.UncleanCut;
import project.Project;
import proof.RevisionStates;

/**
 * Which states of version tables the databases that exist are in.
 *
 * @param releases those of the tags; empty if a database may be at any revision
 * @param others states that only that promise rules out, and that would mean something else after
 *     the squash, in sentences
 */
record DeployedStates(Optional<List<RevisionStates.State>> releases, List<String> others) {

  /**
   * Finds them.
   *
   * @param states what is compared
   * @param deployed what the project deploys
   */
  static DeployedStates of(Project project, TwoStates states, Deployed deployed) {
    if (deployed == Deployed.REVISIONS) {
      return new DeployedStates(Optional.empty(), List.of());
    }
    GitRepository repository = project.repository();
    Releases releases = Releases.of(repository, states.before(), history(repository, states));
    List<RevisionStates.State> all = new ArrayList<>();
    releases
        .all()
        .forEach(
            release ->
                all.add(
                    new RevisionStates.State(
                        "a database of " + release.tag().name(), release.heads())));
    all.add(
        new RevisionStates.State(
            "a database of " + states.beforeName(),
            List.copyOf(states.before().headsInVersionTable())));
    List<String> others =
        states.squash().stream()
            .flatMap(
                squash ->
                    UncleanCut.statesAfter(states.before(), squash.cut(), squash.base()).stream())
            .map(state -> state + "; not deployed, as --deployed releases says")
            .toList();
    return new DeployedStates(Optional.of(all), others);
  }

  /** What the tags hold. */
  static History history(GitRepository repository, TwoStates states) {
    AlembicConfig config = AlembicConfig.read(repository.tree(states.commit()), states.config());
    return History.walk(
        repository,
        states.commit(),
        config.versionLocations(),
        config.recursive(),
        new ScriptDirectory()::revisionOf);
  }

  /** What is compared, in words. */
  String meaning(int compared) {
    return releases.isPresent()
        ? "the heads of each release mean the same applied revisions, and names of Alembic's the"
            + " same revisions"
        : "each of "
            + Console.counted(compared, "revision")
            + " implies the same applied revisions, so every set of heads does, and names of"
            + " Alembic's mean the same revisions";
  }
}
