package proof;

import baseline.Dump;
import console.SideBySide;
import database.ThrowawayDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the definitions of two databases, object by object.
 *
 * @param objects per kind of object, how many there are and how many are the same as they stand
 * @param equivalences what became the same when dumped and restored
 * @param differences what did not
 * @param notCompared what stood in the way, in sentences
 */
record SchemaComparison(
    List<Verdict.ObjectCount> objects,
    List<Verdict.Equivalence> equivalences,
    List<Verdict.Difference> differences,
    List<String> notCompared) {

  /** Compares as the databases stand, and only where that differs, normalised. */
  static SchemaComparison of(ThrowawayDatabase before, ThrowawayDatabase after) {
    List<String> dumps =
        SideBySide.run(List.of(() -> Fixpoint.dump(before), () -> Fixpoint.dump(after)));
    Map<ObjectKey, String> beforeRaw = ObjectKey.definitions(Dump.parse(dumps.get(0)));
    Map<ObjectKey, String> afterRaw = ObjectKey.definitions(Dump.parse(dumps.get(1)));
    List<Verdict.ObjectCount> counts = counts(beforeRaw, afterRaw);
    if (beforeRaw.equals(afterRaw)) {
      return new SchemaComparison(counts, List.of(), List.of(), List.of());
    }
    Optional<String> noScratch = noScratch(before, after);
    if (noScratch.isPresent()) {
      return strict(counts, beforeRaw, afterRaw, noScratch.get());
    }
    List<Fixpoint.Rounds> rounds =
        SideBySide.run(
            List.of(
                () -> new Fixpoint(before).normalise(dumps.get(0)),
                () -> new Fixpoint(after).normalise(dumps.get(1))));
    return normalised(counts, rounds.get(0), rounds.get(1));
  }

  private static SchemaComparison normalised(
      List<Verdict.ObjectCount> counts, Fixpoint.Rounds before, Fixpoint.Rounds after) {
    Map<ObjectKey, String> beforeRaw = before.rounds().get(0);
    Map<ObjectKey, String> afterRaw = after.rounds().get(0);
    Optional<String> obstacle =
        before
            .obstacle()
            .map(why -> "before: " + why)
            .or(() -> after.obstacle().map(why -> "after: " + why));
    if (obstacle.isPresent()) {
      return strict(counts, beforeRaw, afterRaw, obstacle.get());
    }
    List<Verdict.Equivalence> equivalences = new ArrayList<>();
    List<Verdict.Difference> differences = new ArrayList<>();
    for (ObjectKey key : keys(beforeRaw, afterRaw)) {
      String beforeLast = before.last().getOrDefault(key, "");
      String afterLast = after.last().getOrDefault(key, "");
      if (!beforeLast.equals(afterLast)) {
        differences.add(new Verdict.Difference(key.toString(), beforeLast, afterLast));
      } else if (!beforeRaw.getOrDefault(key, "").equals(afterRaw.getOrDefault(key, ""))) {
        equivalences.add(
            new Verdict.Equivalence(
                key.toString(),
                beforeRaw.getOrDefault(key, ""),
                afterRaw.getOrDefault(key, ""),
                meeting(key, before, after)));
      }
    }
    return new SchemaComparison(counts, equivalences, differences, List.of());
  }

  /** The first round in which both sides read the same; a side that is done stays at its last. */
  private static int meeting(ObjectKey key, Fixpoint.Rounds before, Fixpoint.Rounds after) {
    int most = Math.max(before.rounds().size(), after.rounds().size());
    for (int round = 1; round < most; round++) {
      if (at(before, round, key).equals(at(after, round, key))) {
        return round;
      }
    }
    return most;
  }

  private static String at(Fixpoint.Rounds rounds, int round, ObjectKey key) {
    int last = rounds.rounds().size() - 1;
    return rounds.rounds().get(Math.min(round, last)).getOrDefault(key, "");
  }

  /** As dumped: what could not be normalised is a difference, and is said not to be normalised. */
  private static SchemaComparison strict(
      List<Verdict.ObjectCount> counts,
      Map<ObjectKey, String> before,
      Map<ObjectKey, String> after,
      String obstacle) {
    List<Verdict.Difference> differences = new ArrayList<>();
    for (ObjectKey key : keys(before, after)) {
      String beforeText = before.getOrDefault(key, "");
      String afterText = after.getOrDefault(key, "");
      if (!beforeText.equals(afterText)) {
        differences.add(new Verdict.Difference(key.toString(), beforeText, afterText));
      }
    }
    return new SchemaComparison(
        counts,
        List.of(),
        differences,
        List.of("definitions are compared as dumped, not normalised: " + obstacle));
  }

  private static Optional<String> noScratch(ThrowawayDatabase before, ThrowawayDatabase after) {
    boolean both =
        before.server().superuser().isPresent() && after.server().superuser().isPresent();
    return both
        ? Optional.empty()
        : Optional.of("no role of the server may create databases to restore into");
  }

  private static Set<ObjectKey> keys(Map<ObjectKey, String> before, Map<ObjectKey, String> after) {
    Set<ObjectKey> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    return keys;
  }

  private static List<Verdict.ObjectCount> counts(
      Map<ObjectKey, String> before, Map<ObjectKey, String> after) {
    Map<String, int[]> byType = new TreeMap<>();
    for (ObjectKey key : keys(before, after)) {
      int[] count = byType.computeIfAbsent(key.entry().type(), type -> new int[2]);
      count[0]++;
      if (before.getOrDefault(key, "").equals(after.getOrDefault(key, ""))) {
        count[1]++;
      }
    }
    return byType.entrySet().stream()
        .map(type -> new Verdict.ObjectCount(type.getKey(), type.getValue()[0], type.getValue()[1]))
        .toList();
  }
}
