package proof;

import baseline.Dump;
import baseline.DumpEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells one object of a dump from all others.
 *
 * @param entry type, schema and name
 * @param occurrence 1, or more where pg_dump repeats a header to break a cycle
 */
public record ObjectKey(DumpEntry.Key entry, int occurrence) implements Comparable<ObjectKey> {

  /** The definitions of a dump by object. pg_dump's order is not canonical, so ours replaces it. */
  static Map<ObjectKey, String> definitions(Dump dump) {
    Map<DumpEntry.Key, Integer> seen = new HashMap<>();
    Map<ObjectKey, String> definitions = new TreeMap<>();
    for (DumpEntry entry : dump.entries()) {
      int occurrence = seen.merge(entry.key(), 1, Integer::sum);
      definitions.put(new ObjectKey(entry.key(), occurrence), entry.definition());
    }
    return definitions;
  }

  @Override
  public int compareTo(ObjectKey other) {
    int byEntry = entry.compareTo(other.entry);
    return byEntry != 0 ? byEntry : Integer.compare(occurrence, other.occurrence);
  }

  @Override
  public String toString() {
    return entry + (occurrence == 1 ? "" : " (" + occurrence + ")");
  }
}
