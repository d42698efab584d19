package plan;

import alembic.Cut;
import alembic.RevisionGraph;
import alembic.RevisionScript;
import console.Failure;
import console.SimilarNames;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the revisions that a tag, branch or commit has are squashed, if that is not all of them.
 *
 * @param cut the newest of them, by a name of Alembic's
 * @param branch the label of the branch that alone is squashed, or a revision of it
 * @param from the revision that stays, with all that it comes after
 */
public record CutChoice(Optional<String> cut, Optional<String> branch, Optional<String> from) {
  /** All of them. */
  public static final CutChoice ALL =
      new CutChoice(Optional.empty(), Optional.empty(), Optional.empty());

  /** All up to some revision. */
  public CutChoice(Optional<String> cut, Optional<String> branch) {
    this(cut, branch, Optional.empty());
  }

  /**
   * The cut of these revisions, or of those of them above the base.
   *
   * @throws Failure if the cut does not come after the base
   */
  Cut above(Cut whole, RevisionGraph graph) {
    if (from.isEmpty()) {
      return whole;
    }
    RevisionScript base = resolved("--from", from.get(), graph);
    String cut = whole.revision().revision();
    if (!graph.ancestors(cut).contains(base.revision())) {
      throw Failure.usage(
          whole.revision().title() + " does not come after " + base.title(),
          "Name a revision below it with --from.");
    }
    Cut tail = Cut.at(graph, cut, Optional.of(base.revision()));
    if (tail.squashed().size() == 1) {
      throw new Failure(
          "there is nothing to squash: " + whole.revision().title() + " alone is above it",
          "Name an older revision with --from.");
    }
    return tail;
  }

  /** Whether less than all is wanted. */
  boolean isMade() {
    return cut.isPresent() || branch.isPresent();
  }

  /**
   * The chosen revisions of a target, with all that they come after.
   *
   * @throws Failure if there is no such revision or branch, or the target has not got it
   */
  PlanTarget of(PlanTarget target, RevisionGraph graph) {
    PlanTarget ofBranch =
        branch.map(name -> target.upTo(headsOf(name, target, graph), graph)).orElse(target);
    return cut.map(name -> ofBranch.upTo(List.of(cutAt(name, ofBranch, graph)), graph))
        .orElse(ofBranch);
  }

  private static RevisionScript cutAt(String name, PlanTarget target, RevisionGraph graph) {
    RevisionScript script = resolved("--cut", name, graph);
    if (!target.revisions().contains(script.revision())) {
      throw Failure.usage(
          target.brief() + " does not have the revision " + script.title(),
          "Name one that it has with --cut, or another release.");
    }
    return script;
  }

  /** The newest that the target has of a branch: what comes after its revision, or before it. */
  private static List<RevisionScript> headsOf(String name, PlanTarget target, RevisionGraph graph) {
    String id = resolved("--branch", name, graph).revision();
    Set<String> members = new HashSet<>(graph.branch(id));
    members.addAll(graph.lineage(id));
    members.retainAll(target.revisions());
    if (members.isEmpty()) {
      throw Failure.usage(
          target.brief() + " has no revision of the branch '" + name + "'",
          "Name one of its branches with --branch, or another release.");
    }
    return graph.headsOf(members);
  }

  private static RevisionScript resolved(String option, String name, RevisionGraph graph) {
    return graph
        .resolve(name)
        .orElseThrow(
            () -> {
              Set<String> names = new HashSet<>(graph.ids());
              names.addAll(graph.branchLabels().keySet());
              List<String> near = SimilarNames.nearest(name, names);
              String labels =
                  graph.branchLabels().keySet().stream().sorted().collect(Collectors.joining(", "));
              return Failure.usage(
                  "there is no revision or branch label '" + name + "' for " + option,
                  near.isEmpty()
                      ? labels.isEmpty() ? "Give a revision's id." : "Branch labels: " + labels
                      : "Did you mean " + String.join(", or ", near) + "?");
            });
  }
}
