package proof;

import console.SideBySide;
import database.ThrowawayDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Compares what the original migrations build with what the squashed repository builds. */
public final class Proof {
  private static final List<String> NOT_COMPARED =
      List.of(
          "roles, their settings and memberships, and tablespaces: they belong to the cluster",
          "settings, privileges and comment of the database itself",
          "what pg_dump does not write, such as the members of an extension",
          "large objects");

  private Proof() {}

  /**
   * Gives the verdict.
   *
   * @param before built by the original migrations
   * @param again built by the original migrations a second time, to tell what each build generates
   * @param after built from the squashed repository
   */
  public static Verdict of(
      ThrowawayDatabase before, ThrowawayDatabase again, ThrowawayDatabase after) {
    List<DataComparison.Contents> contents =
        SideBySide.run(
            Stream.of(before, again, after)
                .<Callable<DataComparison.Contents>>map(
                    database -> () -> DataComparison.Contents.of(database))
                .toList());
    DataComparison data = new DataComparison(contents.get(0), contents.get(1), contents.get(2));
    SchemaComparison schema = SchemaComparison.of(before, after);
    List<Verdict.Difference> differences = new ArrayList<>(schema.differences());
    differences.addAll(data.differences());
    List<String> notCompared = new ArrayList<>(schema.notCompared());
    notCompared.addAll(NOT_COMPARED);
    return new Verdict(
        kind(differences, schema.equivalences()),
        schema.objects(),
        data.tables(),
        schema.equivalences(),
        differences,
        data.generated(),
        notCompared);
  }

  private static Verdict.Kind kind(
      List<Verdict.Difference> differences, List<Verdict.Equivalence> equivalences) {
    if (!differences.isEmpty()) {
      return Verdict.Kind.DIFFERENT;
    }
    return equivalences.isEmpty() ? Verdict.Kind.IDENTICAL : Verdict.Kind.EQUIVALENT;
  }
}
