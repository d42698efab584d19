package conditions;

import alembic.Cut;
import alembic.RevisionGraph;
import config.AlembicConfig;
import config.ConfigSection;
import git.GitRepository;
import git.SourceTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The conditions that a command found, those of a cut once for all of its phases. */
public final class FoundConditions {
  private final GitRepository repository;
  private final Map<List<Object>, List<PlaceCondition>> known = new HashMap<>();

  /** None yet. */
  public FoundConditions(GitRepository repository) {
    this.repository = repository;
  }

  /**
   * Those of the squashed revisions.
   *
   * @param commit has them
   * @param cut the last of them
   * @param base the revision that stays below them, if one does
   * @param graph the revisions of that commit, where they are needed
   */
  public List<PlaceCondition> of(
      String commit,
      ConfigSection config,
      String cut,
      Optional<String> base,
      Supplier<RevisionGraph> graph) {
    return known.computeIfAbsent(
        List.of(commit, config, cut, base),
        none -> {
          SourceTree tree = repository.tree(commit);
          Cut squashed = Cut.at(graph.get(), cut, base);
          return PlaceConditions.of(tree, AlembicConfig.read(tree, config), squashed);
        });
  }
}
