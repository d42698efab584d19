package phases;

import alembic.AlembicConfig;
import alembic.RevisionGraph;
import alembic.RevisionScript;
import alembic.RevisionScripts;
import console.Console;
import console.Failure;
import git.Branch;
import git.GitRepository;
import git.SourceTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds branches that add a revision on top of one that is squashed: it would hang in the air. */
final class BranchesInFlight {
  private final GitRepository repository;
  private final AlembicConfig config;
  private final Map<String, Optional<RevisionScript>> parsed = new HashMap<>();

  BranchesInFlight(GitRepository repository, AlembicConfig config) {
    this.repository = repository;
    this.config = config;
  }

  /**
   * Warns of each.
   *
   * @param known the revisions before the squash
   * @param squashed the ids that go, without the cut
   */
  void warn(Console console, RevisionGraph known, Set<String> squashed) {
    Set<String> seen = new HashSet<>();
    for (Branch branch : repository.branches()) {
      for (RevisionScript script : added(branch, known)) {
        List<String> gone = new ArrayList<>(script.parents());
        gone.retainAll(squashed);
        if (!gone.isEmpty() && seen.add(script.revision())) {
          console.warn(
              "branch "
                  + branch.name()
                  + " adds revision "
                  + script.title()
                  + " after "
                  + String.join(", ", gone)
                  + ", which is squashed: it has to be rebased onto the baseline");
        }
      }
    }
  }

  private List<RevisionScript> added(Branch branch, RevisionGraph known) {
    SourceTree tree = repository.tree(branch.commit().id());
    List<RevisionScript> added = new ArrayList<>();
    for (String location : config.versionLocations()) {
      for (SourceTree.Entry entry : tree.list(location, config.recursive())) {
        parsed
            .computeIfAbsent(entry.blob(), blob -> parse(tree, entry))
            .filter(script -> known.find(script.revision()).isEmpty())
            .ifPresent(added::add);
      }
    }
    return added;
  }

  /** Another branch's unreadable script is not ours to complain about. */
  private static Optional<RevisionScript> parse(SourceTree tree, SourceTree.Entry entry) {
    if (!RevisionScripts.isRevisionFile(entry.path())) {
      return Optional.empty();
    }
    Optional<byte[]> bytes = tree.read(entry.path());
    try {
      return bytes.map(source -> RevisionScripts.parse(entry.path(), source));
    } catch (Failure unreadable) {
      return Optional.empty();
    }
  }
}
