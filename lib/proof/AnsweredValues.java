package proof;

import answers.Answers;
import java.util.Map;

/**
 * What a maintainer answered about columns and secrets.
 *
 * @param answers all of it
 * @param environment what is known of variables that secrets come from
 */
public record AnsweredValues(Answers answers, Map<String, String> environment) {
  static final AnsweredValues NOTHING = new AnsweredValues(Answers.NONE);

  /** Keeps a copy. */
  public AnsweredValues {
    environment = Map.copyOf(environment);
  }

  /** Nothing is known of variables. */
  public AnsweredValues(Answers answers) {
    this(answers, Map.of());
  }
}
