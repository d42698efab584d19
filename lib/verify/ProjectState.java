package verify;

import alembic.RevisionGraph;
import alembic.RevisionNames;
import alembic.RevisionScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import migrations.AlembicGraph;
import migrations.ProjectTree;

/**
 * A state of the project.
 *
 * @param tree its files
 * @param graph its revisions
 */
record ProjectState(ProjectTree tree, RevisionGraph graph) {
  /** The revisions as our own reading has them. */
  AlembicGraph ownGraph() {
    RevisionNames names = new RevisionNames(graph);
    Map<String, List<String>> parents = new LinkedHashMap<>();
    graph
        .newestFirst()
        .forEach(
            script ->
                parents.put(script.revision(), script.parents().stream().map(graph::id).toList()));
    Map<String, List<String>> labels = new LinkedHashMap<>();
    graph
        .branchLabels()
        .keySet()
        .forEach(label -> labels.put(label, ids(names.find(label + "@heads").orElseThrow())));
    return new AlembicGraph(parents, ids(graph.heads()), ids(graph.bases()), labels);
  }

  private static List<String> ids(List<RevisionScript> scripts) {
    return scripts.stream().map(RevisionScript::revision).toList();
  }
}
