package plan;

import alembic.Cut;
import alembic.RevisionGraph;
import alembic.RevisionScript;
import console.Console;
import console.Failure;
import git.History;
import git.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A cut after which some states of a version table would mean other applied revisions than before:
 * which states, and which cuts near it would be clean.
 */
public final class UncleanCut {
  private static final int NAMED = 3;
  private static final int FORKS_SHOWN = 5;

  private final RevisionGraph graph;
  private final RevisionScript cut;
  private final Set<String> squashed;
  private final CleanCuts cuts;
  private final List<RevisionScript> forks;

  private UncleanCut(
      RevisionGraph graph, RevisionScript cut, Optional<String> base, CleanCuts cuts) {
    this.graph = graph;
    this.cut = cut;
    this.squashed = Cut.squashed(graph, cut.revision(), base);
    this.cuts = cuts;
    this.forks = cuts.forks(cut.revision());
  }

  /** Looks at a cut; empty if it is clean. */
  static Optional<UncleanCut> of(RevisionGraph graph, RevisionScript cut, Optional<String> base) {
    CleanCuts cuts = new CleanCuts(graph, base);
    return cuts.isClean(cut.revision())
        ? Optional.empty()
        : Optional.of(new UncleanCut(graph, cut, base, cuts));
  }

  /**
   * The states of databases that a cut would take for others, in sentences; none if it is clean.
   *
   * @param graph the revisions before the squash
   * @param cut the id of one of them
   * @param base the revision that the baseline comes after, if there is one
   */
  public static List<String> statesAfter(RevisionGraph graph, String cut, Optional<String> base) {
    return graph.find(cut).flatMap(script -> of(graph, script, base)).stream()
        .flatMap(unclean -> unclean.states().stream())
        .toList();
  }

  /** The states that would be wrong, in sentences. */
  List<String> states() {
    List<String> states = new ArrayList<>();
    for (RevisionScript fork : forks) {
      states.add(
          "a database at "
              + fork.revision()
              + " alone would skip "
              + named(missing(fork))
              + " in silence");
      states.add(
          "a database at "
              + cut.revision()
              + " and "
              + fork.revision()
              + " could not be upgraded any more: Alembic would call them overlapping");
    }
    return states;
  }

  /** What is squashed and does not come before a revision, newest first. */
  private List<RevisionScript> missing(RevisionScript fork) {
    Set<String> applied = graph.ancestors(fork.revision());
    return graph.newestFirst().stream()
        .filter(script -> squashed.contains(script.revision()))
        .filter(script -> !applied.contains(script.revision()))
        .toList();
  }

  private static String named(List<RevisionScript> scripts) {
    int more = scripts.size() - NAMED;
    return scripts.stream()
            .limit(NAMED)
            .map(RevisionScript::title)
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /**
   * The states of releases among those that would be wrong, in sentences.
   *
   * @param releases what was deployed
   */
  List<String> statesOf(Releases releases) {
    List<String> states = new ArrayList<>();
    for (Releases.Release release : releases.all()) {
      if (isWrong(release.heads())) {
        states.add(
            "a database of "
                + release.tag().name()
                + " is at "
                + String.join(", ", release.heads()));
      }
    }
    List<String> now = graph.headsOf(graph.ids()).stream().map(RevisionScript::revision).toList();
    if (isWrong(now)) {
      states.add("a database of the present commit is at " + String.join(", ", now));
    }
    return states;
  }

  /**
   * Whether these heads would mean something else. Those that the squash removes mean nothing any
   * more: Alembic refuses them by itself.
   */
  private boolean isWrong(List<String> heads) {
    boolean isRemoved =
        heads.stream().anyMatch(id -> squashed.contains(id) && !id.equals(cut.revision()));
    if (isRemoved) {
      return false;
    }
    Set<String> applied = new HashSet<>();
    for (String head : heads) {
      Set<String> lineage = graph.lineage(head);
      lineage.retainAll(squashed);
      boolean isPart = !lineage.isEmpty() && !lineage.contains(cut.revision());
      if (isPart && heads.contains(cut.revision())) {
        return true;
      }
      applied.addAll(lineage);
    }
    return !applied.isEmpty() && applied.size() < squashed.size();
  }

  /** Refuses the cut. */
  Failure failure(History history) {
    List<String> hint = new ArrayList<>();
    hint.add("Databases can be in states that would mean something else after the squash:");
    states().stream().limit(2L * FORKS_SHOWN).forEach(state -> hint.add("  " + state));
    if (forks.size() > FORKS_SHOWN) {
      hint.add("  and likewise " + Console.counted(forks.size() - FORKS_SHOWN, "more revision"));
    }
    addNearest(hint, history);
    hint.add(
        "If you deploy nothing but releases (tags), pass --deployed releases: then only their"
            + " states count.");
    return new Failure(problem(), String.join("\n", hint));
  }

  /** Refuses it although only releases are deployed. */
  Failure failure(History history, List<String> statesOfReleases) {
    List<String> hint = new ArrayList<>();
    hint.add("Databases of releases would be taken for others:");
    statesOfReleases.stream().limit(FORKS_SHOWN).forEach(state -> hint.add("  " + state));
    addNearest(hint, history);
    return new Failure(problem(), String.join("\n", hint));
  }

  private String problem() {
    return "the cut at "
        + cut.title()
        + " is not clean: "
        + named(forks)
        + (forks.size() == 1 ? " comes" : " come")
        + " after a part of the squashed revisions only";
  }

  private void addNearest(List<String> hint, History history) {
    Optional<RevisionScript> below = cuts.nearestBelow(cut.revision());
    Optional<RevisionScript> above = cuts.nearestAbove(cut.revision());
    if (below.isEmpty() && above.isEmpty()) {
      hint.add("No cut below or above it is clean.");
      return;
    }
    hint.add("The nearest clean cuts:");
    below.ifPresent(script -> hint.add("  below: " + offer(script, history)));
    above.ifPresent(script -> hint.add("  above: " + offer(script, history)));
  }

  private String offer(RevisionScript script, History history) {
    return "plan "
        + script.revision()
        + ": "
        + script.message()
        + ", squashes "
        + cuts.size(script)
        + ", "
        + history
            .firstTagHolding(script.revision())
            .map(Tag::name)
            .map(name -> "first released in " + name)
            .orElse("not released yet");
  }
}
