package deployed;

import alembic.RevisionGraph;
import config.ConfigSection;
import console.Failure;
import git.GitRepository;
import java.util.Optional;

/** The revisions of commits, past ones and those of other branches. */
record CommittedGraph(GitRepository repository, ConfigSection config) {

  /** Those of a commit; empty if they cannot be read, which nobody here can correct. */
  Optional<RevisionGraph> at(String commit) {
    try {
      return Optional.of(RevisionGraph.read(repository.tree(commit), config));
    } catch (Failure unreadable) {
      return Optional.empty();
    }
  }
}
