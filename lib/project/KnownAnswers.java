package project;

import answers.Answers;
import java.util.List;
import java.util.Optional;

/**
 * What is answered, wherever that was said.
 *
 * @param told on the command line; that comes first
 * @param planned in the squashplan; that comes before the baselines
 * @param baselines in earlier baselines
 */
public record KnownAnswers(Answers told, Answers planned, BaselineAnswers baselines) {
  /** All of it: of several answers about one thing the one that comes first. */
  public Answers all() {
    return baselines.all().plus(planned).plus(told);
  }

  /** Where some of them were found that the command line does not have, each in a sentence. */
  public List<String> origins(Answers some) {
    return some.byName().entrySet().stream()
        .flatMap(
            each ->
                source(each.getKey())
                    .map(
                        source ->
                            "  answer for "
                                + each.getKey()
                                + " from "
                                + source
                                + ": "
                                + each.getValue().text())
                    .stream())
        .toList();
  }

  private Optional<String> source(String name) {
    if (told.byName().containsKey(name)) {
      return Optional.empty();
    }
    return planned.byName().containsKey(name)
        ? Optional.of("the squashplan")
        : baselines.file(name);
  }

  /** Those that baselines alone have. */
  public Answers ofBaselines() {
    return baselines.all().without(planned).without(told);
  }
}
