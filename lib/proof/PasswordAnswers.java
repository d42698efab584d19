package proof;

import baseline.ValueAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a maintainer said about passwords of roles.
 *
 * @param byRole by the role's name
 * @param environment what is known of variables that passwords come from
 */
public record PasswordAnswers(Map<String, ValueAnswer> byRole, Map<String, String> environment) {
  static final PasswordAnswers NOTHING = new PasswordAnswers(Map.of(), Map.of());

  /** Keeps copies. */
  public PasswordAnswers {
    byRole = Map.copyOf(byRole);
    environment = Map.copyOf(environment);
  }

  /** What both sides say of a role's password; nothing where that does not count. */
  record Said(List<String> before, List<String> after, Optional<String> notCompared) {}

  /**
   * Compares two passwords that are not stored as the same. Salts differ from build to build, so
   * whether they are one password can be told of one that is known.
   *
   * @return what to compare of them, or why they are not compared
   */
  Said said(StoredPassword before, StoredPassword after) {
    Optional<ValueAnswer> answer = Optional.ofNullable(byRole.get(before.role()));
    if (answer.isEmpty() || before.stored().equals(after.stored())) {
      return compared(before.kind(), after.kind());
    }
    String about = "password of role " + before.role() + ": ";
    if (answer.get().kind() == ValueAnswer.Kind.NONE) {
      return new Said(List.of(), List.of(), Optional.of(about + "none was wanted"));
    }
    String variable = answer.get().expression();
    if (!before.isSet() || !after.isSet()) {
      return compared(before.kind(), after.kind());
    }
    Optional<String> value = Optional.ofNullable(environment.get(variable));
    if (value.isEmpty()) {
      return notCompared(
          before, after, about + "what " + variable + " holds is not known, see --env");
    }
    boolean was = before.is(value.get());
    boolean is = after.is(value.get());
    return was || is
        ? compared(shown(before, variable, was), shown(after, variable, is))
        : notCompared(before, after, about + "neither is the one in " + variable);
  }

  private static String shown(StoredPassword password, String variable, boolean isIt) {
    return password.kind() + (isIt ? ", the one in " : ", not the one in ") + variable;
  }

  private static Said compared(String before, String after) {
    return new Said(List.of(before), List.of(after), Optional.empty());
  }

  /** How they are stored is compared all the same. */
  private static Said notCompared(StoredPassword before, StoredPassword after, String why) {
    return new Said(List.of(before.kind()), List.of(after.kind()), Optional.of(why));
  }
}
