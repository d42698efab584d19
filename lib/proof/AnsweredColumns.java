package proof;

import java.util.HashSet;
import java.util.Set;

/**
 * Columns for whose generated values a maintainer said what they get, as {@link
 * answers.ColumnOrDefinition#shown} has them.
 *
 * @param kept those that have one build's value for everybody
 * @param replaced those that have something else
 * @param secrets what was said about secrets
 */
public record AnsweredColumns(Set<String> kept, Set<String> replaced, SecretAnswers secrets) {
  static final AnsweredColumns NOTHING = new AnsweredColumns(Set.of(), Set.of());

  /** Keeps copies. */
  public AnsweredColumns {
    kept = Set.copyOf(kept);
    replaced = Set.copyOf(replaced);
  }

  /** Nothing was said about secrets. */
  public AnsweredColumns(Set<String> kept, Set<String> replaced) {
    this(kept, replaced, SecretAnswers.NOTHING);
  }

  /** All columns and secrets. */
  public Set<String> places() {
    Set<String> places = new HashSet<>(kept);
    places.addAll(replaced);
    places.addAll(secrets.byName().keySet());
    return places;
  }
}
