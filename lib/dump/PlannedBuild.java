package dump;

import alembic.RevisionGraph;
import engine.Engine;
import git.SourceTree;
import java.nio.file.Path;
import migrations.ProjectTree;
import plan.Squashplan;
import project.Project;

/**
 * What the databases of a plan are built with.
 *
 * @param graph the revisions of what is checked out
 * @param engine where databases come from
 * @param tree the files of the plan's commit
 * @param folder where they are, and others may go
 */
record PlannedBuild(
    Project project,
    Squashplan plan,
    RevisionGraph graph,
    Engine engine,
    ProjectTree tree,
    Path folder) {

  /** Writes the files of the plan's commit into a folder. */
  static PlannedBuild of(Project project, Squashplan plan, Engine engine, Path folder) {
    return new PlannedBuild(
        project,
        plan,
        RevisionGraph.read(project.head(), plan.config()),
        engine,
        project.checkouts().forBuilds(plan.commit(), plan.config(), folder.resolve("tree")),
        folder);
  }

  /** The plan's commit. */
  SourceTree commit() {
    return project.repository().tree(plan.commit());
  }

  /** Follows a build that is not counted: its log starts anew. */
  Engine.Watch watch(String name) {
    return project.progress(name, graph, 0).watch();
  }
}
