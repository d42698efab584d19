package proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares two databases: definitions, catalog facts, rows. */
public final class DatabaseComparison {
  private DatabaseComparison() {}

  /** Compares two databases in which equal values are equal. */
  public static Comparison of(Snapshot before, Snapshot after) {
    return of(before, before, after);
  }

  /**
   * Compares a database with what another way builds of the same.
   *
   * @param before built by the original migrations
   * @param again built by the original migrations a second time, to tell what each build generates
   * @param after built the other way
   */
  public static Comparison of(Snapshot before, Snapshot again, Snapshot after) {
    return of(before, again, after, Set.of());
  }

  /**
   * Compares a database with what another way builds of the same.
   *
   * @param before built by the original migrations
   * @param again built by the original migrations a second time, to tell what each build generates
   * @param after built the other way
   * @param answered columns whose generated values get what a maintainer said: {@code table.column}
   */
  public static Comparison of(
      Snapshot before, Snapshot again, Snapshot after, Set<String> answered) {
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
