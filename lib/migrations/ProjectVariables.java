package migrations;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The environment variables that a run of env.py failed for, in the words of the runner's JSON (see
 * {@code templates/missing_variables.py}).
 *
 * @param kind what is known of them
 * @param names their names
 */
record ProjectVariables(String kind, List<String> names) {
  private static final int SHOWN = 8;
  private static final String LATER = " Given to plan, later phases have it.";

  /** What to do. */
  String advice() {
    boolean single = names.size() == 1;
    String variables = (single ? "variable " : "variables ") + listed("%s", ", ");
    String areNotSet = single ? " is not set" : " are not set";
    String options = listed("--env %s=VALUE", " ") + "." + LATER;
    return switch (kind) {
      case "unset" ->
          "The environment "
              + variables
              + areNotSet
              + ", and the project needs that: pass "
              + options;
      case "unusable" ->
          "The project cannot use the environment " + variables + " as set: pass " + options;
      default ->
          "The environment "
              + variables
              + areNotSet
              + "; if the project needs that, pass "
              + options;
    };
  }

  private String listed(String each, String between) {
    return names.stream().limit(SHOWN).map(each::formatted).collect(Collectors.joining(between))
        + (names.size() > SHOWN ? between + "..." : "");
  }
}
