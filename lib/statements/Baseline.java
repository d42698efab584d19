package statements;

import answers.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the squashed revisions made, as statements: the dump at the cut without what the environment
 * provides and without what belongs to the dump alone, and what no dump tells.
 *
 * @param statements in an order that loads
 * @param warnings what the migrations did that these statements do not do again, in sentences
 * @param secrets what the migrations gave, and these statements do not
 * @param left tables and sequences, by schema and name, that are left to an event trigger
 */
public record Baseline(
    List<BaselineStatement> statements,
    List<String> warnings,
    List<Secret> secrets,
    Set<String> left) {
  /** Keeps copies. */
  public Baseline {
    statements = List.copyOf(statements);
    warnings = List.copyOf(warnings);
    secrets = List.copyOf(secrets);
    left = Set.copyOf(left);
  }

  /** One of migrations that gave no secret. */
  public Baseline(List<BaselineStatement> statements, List<String> warnings) {
    this(statements, warnings, List.of(), Set.of());
  }

  /** The same, and more that these statements do not do. */
  public Baseline warning(List<String> others) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(others);
    return new Baseline(statements, all, secrets, left);
  }

  /** The same in other words. */
  public Baseline with(List<BaselineStatement> others) {
    return new Baseline(others, warnings, secrets, left);
  }
}
