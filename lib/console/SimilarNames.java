package console;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds names that are spelled like another. */
public final class SimilarNames {
  private static final int SHOWN = 3;

  private SimilarNames() {}

  /** At most three names that a third of the letters, or fewer, tell apart; the nearest first. */
  public static List<String> nearest(String name, Collection<String> names) {
    int most = Math.max(2, name.length() / 3);
    return names.stream()
        .distinct()
        .filter(other -> distance(name, other) <= most)
        .sorted(
            Comparator.comparingInt((String other) -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()))
        .limit(SHOWN)
        .toList();
  }

  /** How many letters to insert, delete or replace (Levenshtein); case does not count. */
  public static int distance(String first, String second) {
    String from = first.toLowerCase(Locale.ROOT);
    String to = second.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
