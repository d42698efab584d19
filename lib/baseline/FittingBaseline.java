package baseline;

import catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import postgres.ThrowawayDatabase;
import preexisting.BaselineTask;
import preexisting.ScratchLoad;
import statements.Baseline;

/**
 * The baseline in the variant that asks least of the role that runs it and still makes what the
 * migrations made. Each is tried.
 */
final class FittingBaseline {
  /** PostgreSQL's codes for a new label in use, and for one that no transaction may add. */
  private static final Pattern NEEDS_COMMIT = Pattern.compile("ERROR: +(55P04|25001):");

  private final BaselineTask task;
  private final BiPredicate<ThrowawayDatabase, Set<String>> hasRows;

  /**
   * A baseline to be found.
   *
   * @param hasRows whether the rows of a database are those wanted, but for those of some tables
   */
  FittingBaseline(BaselineTask task, BiPredicate<ThrowawayDatabase, Set<String>> hasRows) {
    this.task = task;
    this.hasRows = hasRows;
  }

  /** Finds it. */
  Baseline found() {
    if (task.rehearsal().isEmpty()) {
      return said(new BaselineBuilder(task, BaselineVariant.USUAL.restingTriggers()));
    }
    ScratchLoad rehearsal = task.rehearsal().get();
    BaselineVariant variant = BaselineVariant.USUAL;
    BaselineBuilder builder = new BaselineBuilder(task, variant);
    Baseline baseline = builder.build();
    if (builder.addsValues()) {
      Optional<String> refusal = rehearsal.refusal(baseline);
      if (refusal.filter(why -> NEEDS_COMMIT.matcher(why).find()).isPresent()) {
        variant = variant.committingValues();
        builder = new BaselineBuilder(task, variant);
        baseline = builder.build();
      }
    }
    Set<String> left = baseline.left();
    if (builder.concernsTriggers()
        && !rehearsal.of(baseline, built -> hasRows.test(built, left)).orElse(false)) {
      return said(new BaselineBuilder(task, variant.restingTriggers()));
    }
    return baseline;
  }

  /** Says who alone may run it. */
  private Baseline said(BaselineBuilder builder) {
    Baseline baseline = builder.build();
    Map<Relation.Name, String> owners = builder.owners();
    owners.values().removeIf(task.role().name()::equals);
    if (owners.isEmpty()) {
      return baseline;
    }
    String tables =
        owners.keySet().stream()
            .map(table -> table.schema() + "." + table.name())
            .collect(Collectors.joining(", "));
    return baseline.warning(
        List.of(
            "with the triggers of %s the baseline would not make the rows that the migrations made,"
                    .formatted(tables)
                + " so it disables them while it writes rows, which only the owner may: "
                + owners.values().stream().distinct().collect(Collectors.joining(", "))));
  }
}
