package proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import snapshot.Facts;

/**
 * What the facts of two databases compare to.
 *
 * @param counts per kind, how many were compared
 * @param differences what is not the same
 * @param notCompared kinds that only one side can show, each in a sentence
 */
record FactsComparison(
    List<Comparison.Count> counts,
    List<Comparison.Difference> differences,
    List<String> notCompared) {
  private static final Set<String> OF_BUILT_IN_OBJECTS =
      Set.of("built-in object", "comment of a built-in object", "extension member");

  /** The first major version that knows of it. */
  private static final Map<String, Integer> SINCE =
      Map.of(
          "locale provider", 15,
          "parameter privileges", Facts.WITH_PARAMETER_PRIVILEGES,
          "ICU rules", 16,
          "options of a role membership", 16,
          "name of a domain's NOT NULL", 17,
          "inherited NOT NULL", 18);

  /** Compares what both sides say of each kind and object. */
  static FactsComparison of(Facts before, Facts after) {
    Map<String, Map<String, List<String>>> ours = before.byKind();
    Map<String, Map<String, List<String>>> theirs = after.byKind();
    List<String> notCompared = new ArrayList<>();
    Set<String> ofOneMajor = ofOneMajor(before, after);
    if (!ofOneMajor.isEmpty()) {
      notCompared.add(
          "%s: the servers are PostgreSQL %s and %s"
              .formatted(String.join(", ", ofOneMajor), before.version(), after.version()));
    }
    Set<String> eitherUnseen = new TreeSet<>(before.unseen());
    eitherUnseen.addAll(after.unseen());
    for (String kind : eitherUnseen) {
      boolean both = before.unseen().contains(kind) && after.unseen().contains(kind);
      notCompared.add(
          kind + (both ? ": neither side may see that" : ": only one side may see that"));
    }
    for (Map<String, ?> side : List.of(ours, theirs)) {
      side.keySet().removeAll(ofOneMajor);
      side.keySet().removeAll(eitherUnseen);
    }
    return of(ours, theirs, notCompared);
  }

  /**
   * Kinds of facts that differ between the two servers' major versions without meaning anything.
   */
  private static Set<String> ofOneMajor(Facts before, Facts after) {
    Set<String> kinds = new TreeSet<>();
    if (before.major() != after.major()) {
      kinds.addAll(OF_BUILT_IN_OBJECTS);
      int older = Math.min(before.major(), after.major());
      SINCE.forEach(
          (kind, since) -> {
            if (older < since) {
              kinds.add(kind);
            }
          });
    }
    return kinds;
  }

  private static FactsComparison of(
      Map<String, Map<String, List<String>>> ours,
      Map<String, Map<String, List<String>>> theirs,
      List<String> notCompared) {
    Set<String> kinds = new TreeSet<>(ours.keySet());
    kinds.addAll(theirs.keySet());
    List<Comparison.Count> counts = new ArrayList<>();
    List<Comparison.Difference> differences = new ArrayList<>();
    for (String kind : kinds) {
      int before = differences.size();
      Map<String, List<String>> was = ours.getOrDefault(kind, Map.of());
      Map<String, List<String>> is = theirs.getOrDefault(kind, Map.of());
      Set<String> identities = new HashSet<>(was.keySet());
      identities.addAll(is.keySet());
      // Thousands are the same.
      identities.stream()
          .filter(identity -> !Objects.equals(was.get(identity), is.get(identity)))
          .sorted()
          .forEach(
              identity -> {
                String old = text(was.get(identity));
                String now = text(is.get(identity));
                if (!old.equals(now)) {
                  differences.add(new Comparison.Difference(kind + " of " + identity, old, now));
                }
              });
      int changed = differences.size() - before;
      counts.add(new Comparison.Count(kind, identities.size(), identities.size() - changed));
    }
    return new FactsComparison(counts, differences, notCompared);
  }

  /** Nothing is not the same as a fact without a value. */
  private static String text(List<String> values) {
    if (values == null) {
      return "";
    }
    return values.stream()
        .sorted()
        .map(value -> value.isEmpty() ? "present" : value)
        .toList()
        .toString();
  }
}
