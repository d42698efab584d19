package migrations;

import com.google.gson.Gson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tree's revisions as the project's own Alembic reads them (see {@code
 * templates/revision_graph.py}).
 *
 * @param parents what each revision comes after, dependencies among it
 * @param heads what {@code alembic heads} lists
 * @param bases the revisions without a down revision
 * @param labels the heads that {@code LABEL@heads} stands for, by branch label
 */
public record AlembicGraph(
    Map<String, List<String>> parents,
    List<String> heads,
    List<String> bases,
    Map<String, List<String>> labels) {
  public static final String SCRIPT = "revision_graph.py";

  /** Reads what the script found. */
  public static AlembicGraph read(AlembicRun run) {
    return new Gson().fromJson(run.output(), AlembicGraph.class);
  }

  /** A revision and all that must have run before it, as {@code alembic upgrade} sees it. */
  public Set<String> lineage(String revision) {
    Set<String> lineage = new LinkedHashSet<>(Set.of(revision));
    Deque<String> open = new ArrayDeque<>(lineage);
    while (!open.isEmpty()) {
      for (String parent : parents.getOrDefault(open.pop(), List.of())) {
        if (lineage.add(parent)) {
          open.push(parent);
        }
      }
    }
    return lineage;
  }
}
