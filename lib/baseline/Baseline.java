package baseline;

import java.util.List;

/**
 * What the squashed revisions made, as statements: the dump at the cut without what the environment
 * provides and without what belongs to the dump alone, and what no dump tells.
 *
 * @param statements in an order that loads
 * @param warnings what the migrations did that these statements do not do again, in sentences
 */
public record Baseline(List<BaselineStatement> statements, List<String> warnings) {
  public Baseline {
    statements = List.copyOf(statements);
    warnings = List.copyOf(warnings);
  }
}
