package squash;

import baseline.BaselineDump;
import java.util.List;
import java.util.Optional;
import plan.Squashplan;
import postgres.ThrowawayDatabase;
import proof.Comparison;
import proof.DatabaseComparison;
import snapshot.Snapshot;
import statements.Baseline;
import statements.BaselineFile;
import statements.HeaderLine;

/**
 * The way back from a baseline, for those who want its revision to be downgraded: it is run once,
 * and its file says where the database is not exactly as it was before.
 */
public final class BaselineDowngrade {
  private final Baseline statements;
  private final Snapshot before;

  private BaselineDowngrade(Baseline statements, Snapshot before) {
    this.statements = statements;
    this.before = before;
  }

  /**
   * Works it out.
   *
   * @param cut the database at the cut
   * @param again the same, built a second time
   * @param prepared the database before the first migration
   * @param baseline what is taken back
   */
  public static BaselineDowngrade of(
      ThrowawayDatabase cut,
      ThrowawayDatabase again,
      ThrowawayDatabase prepared,
      Baseline baseline) {
    return new BaselineDowngrade(
        BaselineDump.back(cut, again, prepared, baseline), Snapshot.of(prepared));
  }

  /** What is run. */
  public Baseline statements() {
    return statements;
  }

  /** The name of its file. */
  public static String fileName(Squashplan plan) {
    return BaselineFile.downgradeName(plan.name());
  }

  /** The lines at the top of its file. */
  public static List<String> heading(Squashplan plan) {
    return List.of(
        "Downgrade of the squashed baseline " + plan.name() + ".",
        HeaderLine.CUT.line(plan.cut()),
        "The database just after that revision becomes what it was before the first migration.");
  }

  /**
   * Runs it.
   *
   * @param prepared where the baseline was loaded
   * @return the file, with a line about what is not as it was if there is such
   */
  public BaselineFile tried(BaselineFile file, ThrowawayDatabase prepared) {
    return problem(file, prepared)
        .map(why -> file.with(HeaderLine.OBSTACLE, why.replaceAll("\\s+", " ")))
        .orElse(file);
  }

  private Optional<String> problem(BaselineFile file, ThrowawayDatabase prepared) {
    if (!statements.warnings().isEmpty()) {
      return Optional.of(String.join("; ", statements.warnings()));
    }
    Optional<String> refused = file.loadInto(prepared);
    if (refused.isPresent()) {
      return refused.map(why -> "its statements fail: " + why);
    }
    Comparison found = DatabaseComparison.of(before, Snapshot.of(prepared));
    return found.kind() == Comparison.Kind.DIFFERENT
        ? Optional.of(differing(found.differences()))
        : Optional.empty();
  }

  private static String differing(List<Comparison.Difference> differences) {
    return Comparison.Difference.named(differences)
        + (differences.size() == 1 ? " is" : " are")
        + " not as before the first migration";
  }
}
