package deployed;

import console.Console;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import snapshot.ObjectKey;

/**
 * Which stop of the originals a database's definitions look like.
 *
 * @param nearest the stops that the fewest lines of definitions tell from it, in the originals'
 *     order
 * @param distance how many lines that are
 * @param differing the definitions that differ from the first of them
 * @param besides objects that no stop has, a plugin's say; they count for nothing
 */
record Identification(
    List<Stop> nearest, int distance, Set<ObjectKey> differing, Set<ObjectKey> besides) {
  private static final int NAMED = 6;

  /** Compares with each stop. */
  static Identification of(SchemaDefinitions database, List<Stop> stops) {
    Set<ObjectKey> known = new HashSet<>();
    stops.forEach(stop -> known.addAll(stop.definitions().byObject().keySet()));
    Set<ObjectKey> besides = new TreeSet<>(database.byObject().keySet());
    besides.removeAll(known);
    SchemaDefinitions own = database.only(known);
    List<Stop> nearest = new ArrayList<>();
    int distance = Integer.MAX_VALUE;
    for (Stop stop : stops) {
      int found = own.distance(stop.definitions(), own.differing(stop.definitions()));
      if (found < distance) {
        nearest.clear();
        distance = found;
      }
      if (found == distance) {
        nearest.add(stop);
      }
    }
    Set<ObjectKey> differing = own.differing(nearest.get(0).definitions());
    return new Identification(List.copyOf(nearest), distance, differing, besides);
  }

  /** Whether more than one revision may be meant. */
  boolean isAmbiguous() {
    return nearest.size() > 1;
  }

  /** The revisions that it may be at, for a sentence. */
  String titles() {
    return nearest.stream().map(Stop::title).collect(Collectors.joining(", or "));
  }

  /** What the distance is, in words. */
  String exactness() {
    return differing.isEmpty()
        ? "the same"
        : Console.counted(distance, "line") + " differ, in " + named(differing);
  }

  /** Names the first of some objects and counts the rest. */
  static String named(Set<ObjectKey> objects) {
    int more = objects.size() - NAMED;
    return objects.stream().limit(NAMED).map(ObjectKey::toString).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
