package project;

import config.AlembicConfig;
import config.ConfigSection;
import console.Console;
import java.nio.file.Path;
import migrations.ProjectTree;

/** The files that migrations run from: those of a commit, or of the work tree. */
public final class Checkouts {
  private final Project project;

  Checkouts(Project project) {
    this.project = project;
  }

  /**
   * Writes the files of a commit into a folder that is not there yet, and with them what a build of
   * the project generated in the work tree.
   */
  public ProjectTree export(String commit, ConfigSection config, Path target) {
    project.repository().export(commit, target);
    AlembicConfig read = AlembicConfig.read(project.repository().tree(commit), config);
    int modules = new GeneratedModules(project.repository(), read).copyInto(target);
    project
        .console()
        .detail(
            "exported commit %.10s, with ".formatted(commit)
                + Console.counted(modules, "module")
                + " of the work tree that git ignores");
    return tree(target, read);
  }

  /**
   * The same for builds, which change nothing in it: written once for all phases of a run.
   *
   * @param own where it is written, if there is one phase
   */
  public ProjectTree forBuilds(String commit, ConfigSection config, Path own) {
    return project.shared().tree(commit, own, target -> export(commit, config, target));
  }

  /** The work tree as it is. */
  public ProjectTree workTree(ConfigSection config) {
    return tree(
        project.repository().root(), AlembicConfig.read(project.repository().workTree(), config));
  }

  private ProjectTree tree(Path root, AlembicConfig config) {
    String relative = project.repository().root().relativize(project.folder()).toString();
    return new ProjectTree(
        root,
        relative,
        config.source().file(),
        config.source().name(),
        config.workingFolder(),
        project.repository().root());
  }
}
