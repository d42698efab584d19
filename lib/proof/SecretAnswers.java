package proof;

import answers.ColumnOrDefinition;
import answers.ValueAnswer;
import java.util.Optional;
import snapshot.StoredSecret;

/** What a maintainer's answers make of secrets that two databases keep. */
record SecretAnswers(AnsweredValues answered) {
  /**
   * What is to be said of a secret on both sides.
   *
   * @param notCompared why the secrets themselves are not compared; empty if they are
   */
  record Said(String before, String after, Optional<String> notCompared) {
    private static Said of(String before, String after) {
      return new Said(before, after, Optional.empty());
    }

    private static Said same(String why) {
      return new Said("", "", Optional.of(why));
    }
  }

  /** One secret on both sides, which do not keep the same. */
  private record Pair(StoredSecret before, StoredSecret after) {
    Said ofKinds() {
      return Said.of(before.kind(), after.kind());
    }

    /** How they are kept is compared all the same. */
    Said notCompared(String why) {
      return new Said(before.kind(), after.kind(), Optional.of(why));
    }

    boolean tells() {
      return before.tells() && after.tells();
    }

    Said asTheyAre() {
      return tells()
          ? Said.of(before.kind() + ", not the one after", after.kind() + ", not the one before")
          : ofKinds();
    }

    Said besides(String variable, boolean was, boolean is) {
      return Said.of(
          before.kind() + (was ? ", the one in " : ", not the one in ") + variable,
          after.kind() + (is ? ", the one in " : ", not the one in ") + variable);
    }
  }

  /**
   * Compares.
   *
   * @param place what answers call it
   * @param isGenerated whether each build of the originals makes another
   */
  Said said(
      ColumnOrDefinition place, StoredSecret before, StoredSecret after, boolean isGenerated) {
    Pair pair = new Pair(before, after);
    if (before.equals(after)) {
      return pair.ofKinds();
    }
    Optional<ValueAnswer> answer = answered.answers().of(place);
    if (!before.isSet() || !after.isSet()) {
      boolean isWanted = answer.filter(SecretAnswers::isNone).isEmpty() || after.isSet();
      return isWanted ? pair.ofKinds() : Said.same("none was wanted");
    }
    return answer
        .filter(said -> !isNone(said))
        .map(said -> besides(said.expression(), pair, isGenerated))
        .orElseGet(() -> asTheyAre(pair, isGenerated));
  }

  private static Said asTheyAre(Pair pair, boolean isGenerated) {
    return isGenerated ? generated(pair) : pair.asTheyAre();
  }

  private static boolean isNone(ValueAnswer answer) {
    return answer.kind() == ValueAnswer.Kind.NONE;
  }

  private static Said generated(Pair pair) {
    return pair.notCompared("each build makes another");
  }

  /** Salts differ from build to build, so a password can be told of one that is known. */
  private Said besides(String variable, Pair pair, boolean isGenerated) {
    Optional<String> value = Optional.ofNullable(answered.environment().get(variable));
    if (value.isEmpty()) {
      return pair.tells()
          ? asTheyAre(pair, isGenerated)
          : pair.notCompared("what " + variable + " holds is not known, see --env");
    }
    boolean was = pair.before().is(value.get());
    boolean is = pair.after().is(value.get());
    if (is && isGenerated) {
      return generated(pair);
    }
    return was || is || pair.tells()
        ? pair.besides(variable, was, is)
        : pair.notCompared("neither is the one in " + variable);
  }
}
