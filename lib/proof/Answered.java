package proof;

import java.util.HashSet;
import java.util.Set;

/**
 * Columns for whose generated values a maintainer said what they get, as {@link
 * baseline.Place#shown} has them.
 *
 * @param kept those that have one build's value for everybody
 * @param replaced those that have something else
 * @param passwords what was said about passwords of roles
 */
public record Answered(Set<String> kept, Set<String> replaced, PasswordAnswers passwords) {
  static final Answered NOTHING = new Answered(Set.of(), Set.of());

  /** Keeps copies. */
  public Answered {
    kept = Set.copyOf(kept);
    replaced = Set.copyOf(replaced);
  }

  /** Nothing was said about passwords. */
  public Answered(Set<String> kept, Set<String> replaced) {
    this(kept, replaced, PasswordAnswers.NOTHING);
  }

  /** All columns. */
  public Set<String> columns() {
    Set<String> columns = new HashSet<>(kept);
    columns.addAll(replaced);
    return columns;
  }
}
