package baseline;

import java.util.List;

/**
 * What the squashed revisions made, as statements: the dump at the cut without what the environment
 * provides and without what belongs to the dump alone, and what no dump tells.
 *
 * @param statements in an order that loads
 * @param warnings what the migrations did that these statements do not do again, in sentences
 * @param passwords roles that the migrations gave a password, which these statements do not
 */
public record Baseline(
    List<BaselineStatement> statements, List<String> warnings, List<String> passwords) {
  /** Keeps copies. */
  public Baseline {
    statements = List.copyOf(statements);
    warnings = List.copyOf(warnings);
    passwords = List.copyOf(passwords);
  }

  /** One of migrations that gave no role a password. */
  public Baseline(List<BaselineStatement> statements, List<String> warnings) {
    this(statements, warnings, List.of());
  }

  /** The same in other words. */
  public Baseline with(List<BaselineStatement> others) {
    return new Baseline(others, warnings, passwords);
  }
}
