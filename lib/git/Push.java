package git;

import java.util.List;
import java.util.Optional;

/** How the branch that is checked out is pushed. */
public final class Push {
  private static final String USUAL_REMOTE = "origin";

  private Push() {}

  /**
   * The words to type after {@code git}; empty if the repository has no remote, or no branch is
   * checked out.
   */
  public static Optional<String> words(GitRepository repository) {
    List<String> remotes =
        repository.program().command(List.of("remote")).check().output().lines().toList();
    return remotes.isEmpty()
        ? Optional.empty()
        : repository.branch().map(branch -> words(repository, branch, remotes));
  }

  private static String words(GitRepository repository, String branch, List<String> remotes) {
    if (configured(repository, "branch." + branch + ".merge").isPresent()) {
      return "push";
    }
    String remote =
        configured(repository, "remote.pushDefault")
            .orElseGet(() -> remotes.contains(USUAL_REMOTE) ? USUAL_REMOTE : remotes.get(0));
    return "push --set-upstream " + remote + " " + branch;
  }

  private static Optional<String> configured(GitRepository repository, String name) {
    return repository
        .program()
        .command(List.of("config", "--get", name))
        .run()
        .output()
        .lines()
        .findFirst();
  }
}
