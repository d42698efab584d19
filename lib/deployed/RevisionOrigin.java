package deployed;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import config.ConfigSection;
import console.Console;
import git.Branch;
import git.Commit;
import git.GitRepository;
import git.Tag;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where in git a revision is that this branch never had. */
final class RevisionOrigin {
  private final GitRepository repository;
  private final CommittedGraph graphs;
  private final RevisionGraph present;

  RevisionOrigin(GitRepository repository, ConfigSection config, RevisionGraph present) {
    this.repository = repository;
    this.graphs = new CommittedGraph(repository, config);
    this.present = present;
  }

  /** A sentence that says where it is, and what of it is near, then one that says what to do. */
  record Told(String where, String action) {}

  /** Looks into all branches and tags. */
  Told find(String revision) {
    for (Map.Entry<String, String> place : places().entrySet()) {
      Optional<RevisionGraph> graph = graphs.at(place.getValue());
      if (graph.filter(there -> there.find(revision).isPresent()).isPresent()) {
        return told(revision, place.getKey(), graph.get());
      }
    }
    return new Told(
        revision + " is in no branch or tag that git has here",
        repository.isShallow()
            ? GitRepository.UNSHALLOW
            : "`git fetch --all --tags`, or ask its schema: `check-database --identify`");
  }

  /** Each commit once, by what it is called. */
  private Map<String, String> places() {
    Map<String, String> commits = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>(Set.of(repository.headCommit()));
    for (Branch branch : repository.branches()) {
      add(commits, seen, "the branch " + branch.name(), branch.commit());
    }
    for (Tag tag : repository.tags()) {
      add(commits, seen, "the tag " + tag.name(), tag.commit());
    }
    return commits;
  }

  private static void add(
      Map<String, String> commits, Set<String> seen, String name, Commit commit) {
    if (seen.add(commit.id())) {
      commits.put(name, commit.id());
    }
  }

  private Told told(String revision, String place, RevisionGraph graph) {
    Set<String> shared = graph.ancestors(revision);
    shared.retainAll(present.ids());
    String where = revision + " is of " + place;
    if (shared.isEmpty()) {
      return new Told(
          where + ", which has no revision of this one below it", "upgrade with " + place);
    }
    Set<String> beyond = graph.lineage(revision);
    beyond.removeAll(present.ids());
    List<RevisionScript> nearest = present.headsOf(shared);
    return new Told(
        where
            + ", "
            + Console.counted(beyond.size(), "revision")
            + " above "
            + nearest.stream().map(RevisionScript::title).collect(Collectors.joining(" and "))
            + ", the nearest that is here",
        "merge "
            + place
            + (nearest.size() == 1
                ? ", or with its files `alembic downgrade " + nearest.get(0).revision() + "`"
                : ""));
  }
}
