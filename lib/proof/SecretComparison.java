package proof;

import answers.ColumnOrDefinition;
import answers.Secret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import snapshot.Secrets;

/** Compares the secrets of two databases, and tells none. */
final class SecretComparison {
  private static final String OF_DEFINITIONS = "secret of a definition";

  private final Secrets before;
  private final Secrets after;
  private final List<Comparison.Difference> differences = new ArrayList<>();
  private final List<String> notCompared = new ArrayList<>();
  private final Map<String, int[]> counts = new TreeMap<>();

  private SecretComparison(Secrets before, Secrets after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Compares.
   *
   * @param again of a second build of what made the first: a secret that differs is generated
   * @param answered what a maintainer said about them
   */
  static FactsComparison of(
      Secrets before, Optional<Secrets> again, Secrets after, AnsweredValues answered) {
    SecretComparison comparison = new SecretComparison(before, after);
    comparison.noteUnseen();
    Set<ColumnOrDefinition> generated = again.map(before::differingFrom).orElse(Set.of());
    SecretAnswers answers = new SecretAnswers(answered);
    comparison.secrets().forEach(secret -> comparison.compare(secret, answers, generated));
    return comparison.result();
  }

  private void noteUnseen() {
    Set<String> either = new TreeSet<>(before.unseen());
    either.addAll(after.unseen());
    for (String what : either) {
      boolean both = before.unseen().contains(what) && after.unseen().contains(what);
      notCompared.add(
          what + (both ? ": neither side may see" : ": only one side may see") + " that");
    }
  }

  /** Those of either side, but for passwords where one side may not see them. */
  private Set<Secret> secrets() {
    Set<Secret> all = new TreeSet<>(Comparator.comparing(Secret::place));
    all.addAll(before.all().keySet());
    all.addAll(after.all().keySet());
    boolean isUnseen =
        before.unseen().contains(Secrets.PASSWORDS) || after.unseen().contains(Secrets.PASSWORDS);
    all.removeIf(secret -> isUnseen && secret.kind() == Secret.Kind.ROLE);
    return all;
  }

  private void compare(Secret secret, SecretAnswers answers, Set<ColumnOrDefinition> generated) {
    ColumnOrDefinition place = before.place(secret);
    SecretAnswers.Said said =
        answers.said(place, before.kept(secret), after.kept(secret), generated.contains(place));
    said.notCompared().ifPresent(why -> notCompared.add(secret.title() + ": " + why));
    boolean isSame = said.before().equals(said.after());
    if (!isSame) {
      differences.add(new Comparison.Difference(secret.title(), said.before(), said.after()));
    }
    boolean isOfRole = secret.kind() == Secret.Kind.ROLE;
    int[] count =
        counts.computeIfAbsent(
            isOfRole ? Secrets.PASSWORDS : OF_DEFINITIONS, created -> new int[2]);
    count[0]++;
    count[1] += isSame ? 1 : 0;
  }

  private FactsComparison result() {
    return new FactsComparison(
        counts.entrySet().stream()
            .map(
                count ->
                    new Comparison.Count(count.getKey(), count.getValue()[0], count.getValue()[1]))
            .toList(),
        differences,
        notCompared);
  }
}
