package plan;

import alembic.Cut;
import alembic.RevisionGraph;
import git.History;
import java.util.List;
import java.util.Optional;

/** Refuses cuts after which a name or a state would mean something else. */
final class CutCheck {
  private final RevisionGraph graph;
  private final History history;
  private final Releases releases;

  CutCheck(RevisionGraph graph, History history, Releases releases) {
    this.graph = graph;
    this.history = history;
    this.releases = releases;
  }

  /**
   * Checks a cut.
   *
   * @param deployed where databases are
   * @return the states that nothing but the promise to deploy releases rules out, in sentences
   */
  List<String> check(Cut cut, Deployed deployed) {
    Optional<UncleanCut> unclean = UncleanCut.of(graph, cut.revision(), cut.base());
    if (unclean.isPresent() && deployed == Deployed.REVISIONS) {
      throw unclean.get().failure(history);
    }
    unclean
        .map(found -> found.statesOf(releases))
        .filter(states -> !states.isEmpty())
        .ifPresent(
            states -> {
              throw unclean.get().failure(history, states);
            });
    SquashedHistory.of(graph, cut);
    return unclean.map(UncleanCut::states).orElse(List.of());
  }
}
