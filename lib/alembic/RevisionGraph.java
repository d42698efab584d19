package alembic;

import config.AlembicConfig;
import config.ConfigSection;
import console.Console;
import console.Failure;
import git.SourceTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The revisions of a project and what each comes after. Down revisions and dependencies both count
 * as parents: neither can be missing when the revision runs.
 */
public final class RevisionGraph {
  private static final int SHORTEST_PREFIXED = 4;

  private final Map<String, RevisionScript> byId = new LinkedHashMap<>();
  private final Map<String, RevisionScript> byLabel = new LinkedHashMap<>();
  private final Map<String, Set<String>> parents = new HashMap<>();
  private final Map<String, Set<String>> children = new HashMap<>();

  /** The children that have a revision as a down revision. */
  private final Map<String, Set<String>> branches = new HashMap<>();

  private final List<RevisionScript> newestFirst;

  private RevisionGraph(Collection<RevisionScript> scripts) {
    scripts.forEach(this::add);
    scripts.forEach(this::connect);
    newestFirst = sorted();
  }

  /**
   * The graph of these revisions.
   *
   * @throws Failure if one names a revision that is not there, two have the same branch label, or
   *     some come after each other in a circle
   */
  public static RevisionGraph of(Collection<RevisionScript> scripts) {
    return new RevisionGraph(scripts);
  }

  /** The graph of the revisions in a state of the repository; fails as {@link #of} does. */
  public static RevisionGraph read(SourceTree tree, ConfigSection config) {
    return of(ScriptDirectory.load(tree, AlembicConfig.read(tree, config)));
  }

  /** The revision with this id. */
  public Optional<RevisionScript> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All ids. */
  public Set<String> ids() {
    return Set.copyOf(byId.keySet());
  }

  /** All revisions, every one before those it comes after; where that leaves a choice, by date. */
  public List<RevisionScript> newestFirst() {
    return newestFirst;
  }

  /** Revisions that are no other's down revision, newest first, as {@code alembic heads} has it. */
  public List<RevisionScript> heads() {
    return newestFirst.stream()
        .filter(script -> branches.get(script.revision()).isEmpty())
        .toList();
  }

  /**
   * The ids of the heads as a version table has them: one that another depends on is implied there.
   */
  public Set<String> headsInVersionTable() {
    return headsOf(ids()).stream().map(RevisionScript::revision).collect(Collectors.toSet());
  }

  /** Revisions without a down revision, newest first. */
  public List<RevisionScript> bases() {
    return newestFirst.stream().filter(script -> script.downRevisions().isEmpty()).toList();
  }

  /** The ids of what a revision comes after with nothing in between. */
  public Set<String> parents(String id) {
    return Set.copyOf(parents.get(id));
  }

  /** The ids of a revision's down revisions. */
  public List<String> downRevisionsOf(String id) {
    return byId.get(id).downRevisions().stream().map(this::id).toList();
  }

  /** The ids of all that must have run before the revision, which is not among them. */
  public Set<String> ancestors(String id) {
    return reachable(id, parents::get);
  }

  /** The ids of the revision and all that must have run before it. */
  public Set<String> lineage(String id) {
    Set<String> lineage = new LinkedHashSet<>(ancestors(id));
    lineage.add(id);
    return lineage;
  }

  /** The ids of all that can only run after the revision, which is not among them. */
  public Set<String> descendants(String id) {
    return reachable(id, children::get);
  }

  /**
   * The ids of all that come after the revision by down revisions alone, as the members of a branch
   * do. The revision is not among them.
   */
  public Set<String> branch(String id) {
    return reachable(id, branches::get);
  }

  /** The ids of ancestors of these revisions that are not among them. */
  public Set<String> missingAncestors(Set<String> ids) {
    Set<String> missing = new LinkedHashSet<>();
    for (String id : ids) {
      // Ancestors that are among them are looked at on their own, so parents are enough.
      for (String parent : parents.get(id)) {
        if (!ids.contains(parent)) {
          missing.add(parent);
          missing.addAll(ancestors(parent));
        }
      }
    }
    missing.removeAll(ids);
    return missing;
  }

  /** Those of the revisions that none of the others comes after, newest first. */
  public List<RevisionScript> headsOf(Set<String> ids) {
    return newestFirst.stream()
        .filter(script -> ids.contains(script.revision()))
        .filter(script -> children.get(script.revision()).stream().noneMatch(ids::contains))
        .toList();
  }

  /** Every branch label with the revision that declares it. */
  public Map<String, RevisionScript> branchLabels() {
    return Map.copyOf(byLabel);
  }

  /**
   * The revision that a text names, as Alembic has it: an id, a branch label, or the start of one
   * that is at least four characters long.
   *
   * @throws Failure if several start with it
   */
  public Optional<RevisionScript> resolve(String text) {
    Optional<RevisionScript> exact = exactly(text);
    if (exact.isPresent() || text.isEmpty()) {
      return exact;
    }
    List<String> names =
        Stream.concat(byId.keySet().stream(), byLabel.keySet().stream())
            .filter(name -> name.length() >= SHORTEST_PREFIXED && name.startsWith(text))
            .toList();
    if (names.size() > 1) {
      throw Failure.usage(
          "'"
              + text
              + "' is the start of "
              + Console.counted(names.size(), "revision")
              + ": "
              + String.join(", ", names),
          "Give more characters.");
    }
    return names.stream().findFirst().flatMap(this::exactly);
  }

  private Optional<RevisionScript> exactly(String name) {
    RevisionScript script = byId.getOrDefault(name, byLabel.get(name));
    return Optional.ofNullable(script);
  }

  /** The id of a revision that is named by its id or its branch label, and that is there. */
  public String id(String name) {
    return exactly(name).orElseThrow().revision();
  }

  private void add(RevisionScript script) {
    RevisionScript other = byId.putIfAbsent(script.revision(), script);
    if (other != null) {
      throw new Failure(
          "the revision id "
              + script.revision()
              + " is declared twice: in "
              + other.path()
              + " and in "
              + script.path(),
          "Give one of them another id, or remove it.");
    }
    parents.put(script.revision(), new LinkedHashSet<>());
    children.put(script.revision(), new LinkedHashSet<>());
    branches.put(script.revision(), new LinkedHashSet<>());
    for (String label : script.branchLabels()) {
      RevisionScript labelled = byLabel.putIfAbsent(label, script);
      if (labelled != null) {
        throw new Failure(
            "the branch label '"
                + label
                + "' is declared twice: in "
                + labelled.path()
                + " and in "
                + script.path(),
            "Remove one of them.");
      }
    }
  }

  private void connect(RevisionScript script) {
    for (String name : script.parents()) {
      String parent =
          exactly(name)
              .orElseThrow(
                  () ->
                      new Failure(
                          script.path()
                              + " comes after the revision "
                              + name
                              + ", which is not there",
                          "Restore the missing script, or correct down_revision or depends_on."))
              .revision();
      parents.get(script.revision()).add(parent);
      children.get(parent).add(script.revision());
    }
    script.downRevisions().forEach(down -> branches.get(id(down)).add(script.revision()));
  }

  private Set<String> reachable(String id, Function<String, Set<String>> step) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      for (String next : step.apply(open.pop())) {
        if (seen.add(next)) {
          open.push(next);
        }
      }
    }
    return seen;
  }

  private List<RevisionScript> sorted() {
    Map<String, Integer> waitingFor = new HashMap<>();
    PriorityQueue<RevisionScript> ready =
        new PriorityQueue<>(
            Comparator.comparing((RevisionScript script) -> script.createDate().orElse(""))
                .thenComparing(RevisionScript::revision)
                .reversed());
    for (RevisionScript script : byId.values()) {
      int count = children.get(script.revision()).size();
      waitingFor.put(script.revision(), count);
      if (count == 0) {
        ready.add(script);
      }
    }
    List<RevisionScript> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      RevisionScript next = ready.remove();
      sorted.add(next);
      for (String parent : parents.get(next.revision())) {
        if (waitingFor.merge(parent, -1, Integer::sum) == 0) {
          ready.add(byId.get(parent));
        }
      }
    }
    if (sorted.size() < byId.size()) {
      sorted.forEach(script -> waitingFor.remove(script.revision()));
      throw circle(waitingFor.keySet());
    }
    return List.copyOf(sorted);
  }

  /** What could not be sorted has a child that could not either: walking up the children loops. */
  private Failure circle(Set<String> unsorted) {
    List<String> path = new ArrayList<>();
    String at = unsorted.stream().sorted().findFirst().orElseThrow();
    while (!path.contains(at)) {
      path.add(at);
      at = children.get(at).stream().filter(unsorted::contains).sorted().findFirst().orElseThrow();
    }
    List<String> loop = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
    loop.add(at);
    String files =
        loop.stream().distinct().map(id -> byId.get(id).path()).collect(Collectors.joining("\n"));
    return new Failure(
        "revisions come after each other in a circle: " + String.join(" -> ", loop),
        "Correct down_revision or depends_on in one of:\n" + files);
  }
}
