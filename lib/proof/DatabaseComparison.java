package proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares two databases: definitions, catalog facts, rows. */
public final class DatabaseComparison {
  private DatabaseComparison() {}

  /** Compares two databases in which equal values are equal: nothing counts as generated. */
  public static Comparison of(Snapshot before, Snapshot after) {
    return of(before, Optional.empty(), after, Answered.NOTHING);
  }

  /**
   * Compares a database with what another way builds of the same.
   *
   * @param before built by the original migrations
   * @param again built by the original migrations a second time, to tell what each build generates
   * @param after built the other way
   */
  public static Comparison of(Snapshot before, Snapshot again, Snapshot after) {
    return of(before, again, after, Answered.NOTHING);
  }

  /**
   * Compares a database with what another way builds of the same.
   *
   * @param before built by the original migrations
   * @param again built by the original migrations a second time, to tell what each build generates
   * @param after built the other way
   * @param answered columns for which a maintainer said what they get
   */
  public static Comparison of(Snapshot before, Snapshot again, Snapshot after, Answered answered) {
    return of(before, Optional.of(again), after, answered);
  }

  private static Comparison of(
      Snapshot before, Optional<Snapshot> again, Snapshot after, Answered answered) {
    SchemaComparison schema = SchemaComparison.of(before, after);
    Facts.Result facts = before.facts().compare(after.facts());
    DataComparison data = new DataComparison(before, again, after, answered);
    List<Comparison.Difference> differences = new ArrayList<>(schema.differences());
    differences.addAll(facts.differences());
    differences.addAll(data.differences());
    List<String> notCompared = new ArrayList<>(schema.notCompared());
    notCompared.addAll(facts.notCompared());
    notCompared.addAll(data.notCompared());
    return new Comparison(
        schema.objects(),
        facts.counts(),
        data.tables(),
        schema.equivalences(),
        differences,
        data.generated(),
        notCompared);
  }
}
