package proof;

import console.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import snapshot.NormalisedDump;
import snapshot.ObjectKey;
import snapshot.Snapshot;

/**
 * Compares the definitions of two databases, object by object.
 *
 * @param objects per kind of object, how many there are and how many are the same as they stand
 * @param equivalences what became the same when dumped and restored
 * @param differences what did not
 * @param notCompared what stood in the way, in sentences
 */
record SchemaComparison(
    List<Comparison.Count> objects,
    List<Comparison.Equivalence> equivalences,
    List<Comparison.Difference> differences,
    List<String> notCompared) {

  /**
   * Compares as the databases stand, and only if that differs, normalised.
   *
   * @param renamed the definitions with generated values
   */
  static SchemaComparison of(Snapshot before, Snapshot after, RenamedDefinitions renamed) {
    Map<ObjectKey, String> ours = before.normalisedDump().asDumped();
    Map<ObjectKey, String> theirs =
        renamed.asBeforeHasThem(ours, after.normalisedDump().asDumped());
    List<Comparison.Count> counts = counts(ours, theirs);
    if (ours.equals(theirs)) {
      return new SchemaComparison(counts, List.of(), List.of(), List.of());
    }
    List<NormalisedDump.Rounds> rounds =
        rounds(before.normalisedDump(), after.normalisedDump(), renamed);
    Optional<String> obstacle =
        rounds
            .get(0)
            .obstacle()
            .map(why -> "before: " + why)
            .or(() -> rounds.get(1).obstacle().map(why -> "after: " + why));
    return obstacle.isPresent()
        ? strict(counts, ours, theirs, obstacle.get())
        : normalised(counts, rounds.get(0), rounds.get(1));
  }

  /** What is the same after one restore stays so; else both go on until they are stable. */
  private static List<NormalisedDump.Rounds> rounds(
      NormalisedDump before, NormalisedDump after, RenamedDefinitions renamed) {
    List<NormalisedDump.Rounds> once =
        asBeforeHasThem(
            SideBySide.run(List.of(() -> before.after(1), () -> after.after(1))), renamed);
    boolean met =
        once.stream().allMatch(side -> side.obstacle().isEmpty())
            && once.get(0).last().equals(once.get(1).last());
    return met
        ? once
        : asBeforeHasThem(SideBySide.run(List.of(before::normalised, after::normalised)), renamed);
  }

  private static List<NormalisedDump.Rounds> asBeforeHasThem(
      List<NormalisedDump.Rounds> sides, RenamedDefinitions renamed) {
    NormalisedDump.Rounds ours = sides.get(0);
    NormalisedDump.Rounds theirs = sides.get(1);
    List<Map<ObjectKey, String>> rounds = new ArrayList<>();
    for (int round = 0; round < theirs.rounds().size(); round++) {
      rounds.add(renamed.asBeforeHasThem(ours.at(round), theirs.at(round)));
    }
    return List.of(ours, new NormalisedDump.Rounds(rounds, theirs.obstacle()));
  }

  private static SchemaComparison normalised(
      List<Comparison.Count> counts, NormalisedDump.Rounds before, NormalisedDump.Rounds after) {
    Map<ObjectKey, String> beforeRaw = before.rounds().get(0);
    Map<ObjectKey, String> afterRaw = after.rounds().get(0);
    List<Comparison.Equivalence> equivalences = new ArrayList<>();
    List<Comparison.Difference> differences = new ArrayList<>();
    Set<ObjectKey> all = keys(beforeRaw, afterRaw);
    all.addAll(keys(before.last(), after.last()));
    for (ObjectKey key : all) {
      String was = beforeRaw.getOrDefault(key, "");
      String is = afterRaw.getOrDefault(key, "");
      String beforeLast = before.last().getOrDefault(key, "");
      String afterLast = after.last().getOrDefault(key, "");
      if (!beforeLast.equals(afterLast)) {
        differences.add(new Comparison.Difference(key.toString(), beforeLast, afterLast));
      } else if (!was.equals(is)) {
        equivalences.add(
            new Comparison.Equivalence(key.toString(), was, is, meeting(key, before, after)));
      }
    }
    return new SchemaComparison(counts, equivalences, differences, List.of());
  }

  /** The first round in which both sides read the same; a side that is done stays at its last. */
  private static int meeting(
      ObjectKey key, NormalisedDump.Rounds before, NormalisedDump.Rounds after) {
    int most = Math.max(before.rounds().size(), after.rounds().size());
    for (int round = 1; round < most; round++) {
      if (before.at(round, key).equals(after.at(round, key))) {
        return round;
      }
    }
    return most;
  }

  /** As dumped: what could not be normalised is a difference, and is said not to be normalised. */
  private static SchemaComparison strict(
      List<Comparison.Count> counts,
      Map<ObjectKey, String> before,
      Map<ObjectKey, String> after,
      String obstacle) {
    List<Comparison.Difference> differences = new ArrayList<>();
    for (ObjectKey key : keys(before, after)) {
      String was = before.getOrDefault(key, "");
      String is = after.getOrDefault(key, "");
      if (!was.equals(is)) {
        differences.add(new Comparison.Difference(key.toString(), was, is));
      }
    }
    return new SchemaComparison(
        counts,
        List.of(),
        differences,
        List.of("definitions are compared as dumped, not normalised: " + obstacle));
  }

  private static Set<ObjectKey> keys(Map<ObjectKey, String> before, Map<ObjectKey, String> after) {
    Set<ObjectKey> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    return keys;
  }

  private static List<Comparison.Count> counts(
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
        .map(type -> new Comparison.Count(type.getKey(), type.getValue()[0], type.getValue()[1]))
        .toList();
  }
}
