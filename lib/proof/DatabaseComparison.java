package proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rows.BuildWindow;
import rows.ValueMapping;
import snapshot.Snapshot;

/** Compares two databases: definitions, catalog facts, secrets, rows. */
public final class DatabaseComparison {
  private DatabaseComparison() {}

  /** Compares two databases in which equal values are equal: nothing counts as generated. */
  public static Comparison of(Snapshot before, Snapshot after) {
    return of(before, Optional.empty(), after, AnsweredValues.NOTHING, BuildWindow.recent());
  }

  /** The same; what a maintainer said of secrets counts. */
  static Comparison of(Snapshot before, Snapshot after, AnsweredValues answered) {
    return of(before, Optional.empty(), after, answered, BuildWindow.recent());
  }

  /**
   * Compares a database with what another way builds of the same, all of it built in the last
   * hours.
   *
   * @param before built by the original migrations
   * @param again built by the original migrations a second time, to tell what each build generates
   * @param after built the other way
   */
  public static Comparison of(Snapshot before, Snapshot again, Snapshot after) {
    return of(before, again, after, AnsweredValues.NOTHING, BuildWindow.recent());
  }

  /**
   * Compares a database with what another way builds of the same.
   *
   * @param before built by the original migrations
   * @param again built by the original migrations a second time, to tell what each build generates
   * @param after built the other way
   * @param answered columns for which a maintainer said what they get
   * @param window when all of them were built
   */
  public static Comparison of(
      Snapshot before,
      Snapshot again,
      Snapshot after,
      AnsweredValues answered,
      BuildWindow window) {
    return of(before, Optional.of(again), after, answered, window);
  }

  private static Comparison of(
      Snapshot before,
      Optional<Snapshot> again,
      Snapshot after,
      AnsweredValues answered,
      BuildWindow window) {
    ValueMapping renaming = new ValueMapping(window);
    RenamedDefinitions renamed =
        again
            .map(
                built ->
                    new RenamedDefinitions(
                        before.normalisedDump().asDumped(),
                        built.normalisedDump().asDumped(),
                        renaming,
                        window))
            .orElseGet(() -> RenamedDefinitions.none(renaming, window));
    SchemaComparison schema = SchemaComparison.of(before, after, renamed);
    FactsComparison facts = FactsComparison.of(before.facts(), after.facts());
    FactsComparison secrets =
        SecretComparison.of(
            before.secrets(), again.map(Snapshot::secrets), after.secrets(), answered);
    DataComparison data = new DataComparison(answered.answers(), window, renaming);
    data.compare(before, again, after);
    List<Comparison.Difference> differences = new ArrayList<>(schema.differences());
    differences.addAll(facts.differences());
    differences.addAll(secrets.differences());
    if (!data.differences().isEmpty()) {
      EventTriggerRows ofEventTriggers = EventTriggerRows.of(before.database());
      data.differences().forEach(found -> differences.add(ofEventTriggers.explained(found)));
    }
    List<String> notCompared = new ArrayList<>(schema.notCompared());
    notCompared.addAll(facts.notCompared());
    notCompared.addAll(secrets.notCompared());
    renamed
        .objects()
        .forEach(object -> notCompared.add("generated values in the definition of " + object));
    notCompared.addAll(data.notCompared());
    return new Comparison(
        schema.objects(),
        Stream.concat(facts.counts().stream(), secrets.counts().stream()).toList(),
        data.tables(),
        schema.equivalences(),
        differences,
        data.generated(),
        notCompared);
  }
}
