package conditions;

import conditions.PlaceCondition.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Something that code asks for.
 *
 * @param kind what it is
 * @param names what it may be about, the likeliest first
 * @param by the function or catalog that is asked; empty if the kind says it
 * @param word what is found at its place in the text
 * @param routine the function of SQL whose body it is in, which may be called or not
 * @param isGuarded whether the same statement has words by which a baseline knows that objects are
 *     only made if they are not there
 */
record Question(
    Kind kind,
    List<String> names,
    String by,
    String word,
    Optional<String> routine,
    boolean isGuarded) {

  /** One of Python's. */
  static Question of(Kind kind, List<String> names, String by) {
    return new Question(kind, names, by, "", Optional.empty(), false);
  }

  /** The same about other names. */
  Question about(List<String> others) {
    return new Question(kind, others, by, word, routine, isGuarded);
  }

  /** The same in the body of a function. */
  Question in(String function) {
    return new Question(kind, names, by, word, Optional.of(function), isGuarded);
  }

  /** The name that it is about; empty if the code does not spell it out. */
  String subject() {
    return names.stream()
        .filter(name -> !name.isBlank() && !name.contains(Spelled.UNKNOWN))
        .findFirst()
        .orElse("");
  }
}
