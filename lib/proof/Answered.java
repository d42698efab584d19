package proof;

import java.util.HashSet;
import java.util.Set;

/**
 * Columns for whose generated values a maintainer said what they get, as {@link
 * baseline.Place#shown} has them.
 *
 * @param kept those that have one build's value for everybody
 * @param replaced those that have something else
 */
public record Answered(Set<String> kept, Set<String> replaced) {
  static final Answered NOTHING = new Answered(Set.of(), Set.of());

  /** Keeps copies. */
  public Answered {
    kept = Set.copyOf(kept);
    replaced = Set.copyOf(replaced);
  }

  /** All of them. */
  public Set<String> columns() {
    Set<String> columns = new HashSet<>(kept);
    columns.addAll(replaced);
    return columns;
  }
}
