package verify;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import git.GitRepository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import plan.Releases;
import project.Project;

/**
 * The states in which databases are that were deployed: the releases, and some revisions of a
 * project that deploys those too.
 *
 * @param releases each set of heads that tags have, the oldest first
 * @param drawn other states: some that are drawn, and both sides of a merge
 */
record Stops(List<Stop> releases, List<Stop> drawn) {
  /** None. */
  static final Stops NONE = new Stops(List.of(), List.of());

  /** Keeps copies. */
  Stops {
    releases = List.copyOf(releases);
    drawn = List.copyOf(drawn);
  }

  /**
   * Those of a squash.
   *
   * @param states before and after it
   */
  static Stops of(Project project, TwoStates states) {
    if (states.squash().isEmpty()) {
      return NONE;
    }
    RevisionGraph graph = states.before();
    GitRepository repository = project.repository();
    List<Stop> releases =
        releases(Releases.of(repository, graph, DeployedStates.history(repository, states)));
    Set<Set<String>> known = new HashSet<>();
    releases.forEach(stop -> known.add(stop.heads()));
    List<Stop> drawn = new ArrayList<>(drawn(graph, states.squash().get().cut()));
    drawn.removeIf(stop -> !known.add(stop.heads()));
    return new Stops(bySize(releases, graph), bySize(drawn, graph));
  }

  private static List<Stop> releases(Releases releases) {
    Map<Set<String>, List<String>> names = new LinkedHashMap<>();
    releases
        .all()
        .forEach(
            release ->
                names
                    .computeIfAbsent(Set.copyOf(release.heads()), none -> new ArrayList<>())
                    .add(0, release.tag().name()));
    return names.entrySet().stream()
        .map(entry -> new Stop(String.join(", ", entry.getValue()), entry.getKey(), true))
        .toList();
  }

  /** A squashed revision, and what a merge among them merges, alone and together. */
  private static List<Stop> drawn(RevisionGraph graph, String cut) {
    Random random = new Random(cut.hashCode());
    List<RevisionScript> squashed =
        graph.newestFirst().stream()
            .filter(script -> graph.ancestors(cut).contains(script.revision()))
            .toList();
    List<Stop> drawn = new ArrayList<>();
    if (!squashed.isEmpty()) {
      drawn.add(Stop.of(List.of(squashed.get(random.nextInt(squashed.size())).revision())));
    }
    Set<String> lineage = graph.lineage(cut);
    Optional<RevisionScript> merge =
        graph.newestFirst().stream()
            .filter(script -> lineage.contains(script.revision()))
            .filter(script -> script.downRevisions().size() > 1)
            .findFirst();
    merge.ifPresent(
        script -> {
          List<String> sides = script.downRevisions().stream().map(graph::id).toList();
          sides.stream().limit(2).forEach(side -> drawn.add(Stop.of(List.of(side))));
          Set<String> both = new TreeSet<>();
          graph.headsOf(Set.copyOf(sides)).forEach(head -> both.add(head.revision()));
          drawn.add(Stop.of(List.copyOf(both)));
        });
    return drawn;
  }

  private static List<Stop> bySize(List<Stop> stops, RevisionGraph graph) {
    return stops.stream()
        .sorted(Comparator.comparingInt(stop -> applied(stop.heads(), graph).size()))
        .toList();
  }

  /** The revisions that heads imply. */
  static Set<String> applied(Set<String> heads, RevisionGraph graph) {
    Set<String> applied = new HashSet<>();
    heads.forEach(head -> applied.addAll(graph.lineage(head)));
    return applied;
  }

  /** All of them, those with fewest revisions first. */
  List<Stop> all(RevisionGraph graph) {
    List<Stop> all = new ArrayList<>(releases);
    all.addAll(drawn);
    return bySize(all, graph);
  }

  /** Of many the first, the last, and some in between. */
  static List<Stop> sample(List<Stop> stops, int most) {
    if (stops.size() <= most) {
      return stops;
    }
    List<Stop> sample = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      sample.add(stops.get((int) Math.round(i * (stops.size() - 1.0) / (most - 1))));
    }
    return sample;
  }
}
