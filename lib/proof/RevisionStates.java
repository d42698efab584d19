package proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import migrations.AlembicGraph;

/**
 * Compares what states of a version table mean before and after: a database that exists tells
 * Alembic nothing but the heads that it is at, and each head implies all that comes before it.
 *
 * <p>A state's applied revisions are those that its heads imply, so if each revision alone implies
 * the same before and after, then so does every set of heads.
 */
public final class RevisionStates {
  private final AlembicGraph before;
  private final AlembicGraph after;
  private final Optional<String> cut;
  private final Set<String> squashed;
  private final List<Comparison.Difference> differences = new ArrayList<>();

  /**
   * A state that databases are in.
   *
   * @param name who is in it, in words
   * @param heads the rows of its version table
   */
  public record State(String name, List<String> heads) {}

  /**
   * Nothing is compared yet.
   *
   * @param cut the revision that stands for all squashed ones after; empty if nothing was squashed
   */
  public RevisionStates(AlembicGraph before, AlembicGraph after, Optional<String> cut) {
    this.before = before;
    this.after = after;
    this.cut = cut;
    this.squashed = cut.map(before::lineage).orElse(Set.of());
  }

  /** Compares every state that a version table can have. */
  public Comparison all() {
    List<State> states = new ArrayList<>();
    for (String revision : new TreeSet<>(after.parents().keySet())) {
      if (before.parents().containsKey(revision)) {
        states.add(new State("a database at " + revision, List.of(revision)));
      }
    }
    return of(states);
  }

  /** Compares these states, and no others. */
  public Comparison of(List<State> states) {
    long same = states.stream().filter(this::isSame).count();
    return new Comparison(
        List.of(),
        List.of(
            new Comparison.Count("state of a version table", states.size(), (int) same),
            compareNames()),
        List.of(),
        List.of(),
        differences,
        List.of(),
        List.of());
  }

  /** A state that the squash removes means nothing any more: Alembic refuses it. */
  private boolean isSame(State state) {
    if (!after.parents().keySet().containsAll(state.heads())) {
      return true;
    }
    Set<String> applied = new TreeSet<>();
    Set<String> believed = new TreeSet<>();
    for (String head : state.heads()) {
      applied.addAll(before.lineage(head));
      believed.addAll(meant(after.lineage(head)));
    }
    Optional<String> overlap = overlap(state.heads());
    if (applied.equals(believed) && overlap.isEmpty()) {
      return true;
    }
    differences.add(
        new Comparison.Difference(
            "state of a version table: " + state.name(),
            "applied: " + String.join(", ", applied),
            overlap.orElseGet(() -> consequence(applied, believed))));
    return false;
  }

  /** After a squash, the cut implies what it squashed. */
  private Set<String> meant(Set<String> lineage) {
    Set<String> meant = new HashSet<>(lineage);
    cut.filter(lineage::contains).ifPresent(revision -> meant.addAll(squashed));
    return meant;
  }

  /** Heads of which one implies the other are no state that Alembic can upgrade. */
  private Optional<String> overlap(List<String> heads) {
    for (String head : heads) {
      Set<String> lineage = after.lineage(head);
      for (String other : heads) {
        if (!other.equals(head) && lineage.contains(other)) {
          return Optional.of(
              head + " overlaps with " + other + ": Alembic refuses to upgrade such a database");
        }
      }
    }
    return Optional.empty();
  }

  private static String consequence(Set<String> applied, Set<String> believed) {
    Set<String> skipped = new TreeSet<>(believed);
    skipped.removeAll(applied);
    Set<String> again = new TreeSet<>(applied);
    again.removeAll(believed);
    return "taken as applied: "
        + String.join(", ", believed)
        + (skipped.isEmpty() ? "" : "\nnever run: " + String.join(", ", skipped))
        + (again.isEmpty() ? "" : "\nrun again: " + String.join(", ", again));
  }

  /** Compares what Alembic's names stand for: heads, base, and those of branch labels. */
  private Comparison.Count compareNames() {
    Map<String, List<String>> was = names(before);
    Map<String, List<String>> is = names(after);
    Set<String> all = new TreeSet<>(was.keySet());
    all.addAll(is.keySet());
    int same = 0;
    for (String name : all) {
      Set<String> expected = new TreeSet<>(was.getOrDefault(name, List.of()));
      if (name.equals("base")) {
        replaceSquashed(expected);
      }
      Set<String> found = new TreeSet<>(is.getOrDefault(name, List.of()));
      if (expected.equals(found)) {
        same++;
      } else {
        differences.add(
            new Comparison.Difference(
                "alembic name " + name, String.join("\n", expected), String.join("\n", found)));
      }
    }
    return new Comparison.Count("name of revisions", all.size(), same);
  }

  private void replaceSquashed(Set<String> bases) {
    cut.filter(after.bases()::contains)
        .filter(id -> bases.removeAll(squashed))
        .ifPresent(bases::add);
  }

  private static Map<String, List<String>> names(AlembicGraph graph) {
    Map<String, List<String>> names = new TreeMap<>();
    names.put("base", graph.bases());
    names.put("heads", graph.heads());
    graph.labels().forEach((label, heads) -> names.put(label + "@head", heads));
    return names;
  }
}
