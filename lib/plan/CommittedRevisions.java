package plan;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import alembic.ScriptDirectory;
import config.AlembicConfig;
import config.ConfigChoice;
import config.ConfigSection;
import console.Console;
import console.Failure;
import console.SideBySide;
import git.FolderChanges;
import git.GitRepository;
import git.History;
import git.SourceTree;
import java.nio.file.Path;
import java.util.Collection;

/**
 * The revisions as they are committed now.
 *
 * @param tree the commit's files
 * @param folder the project's folder, relative to the repository's root
 * @param config the configuration of Alembic that leads to them
 * @param graph what each comes after
 * @param scripts the loader that read them
 * @param changes what commits did where they are
 */
public record CommittedRevisions(
    SourceTree tree,
    String folder,
    AlembicConfig config,
    RevisionGraph graph,
    ScriptDirectory scripts,
    FolderChanges changes) {

  /**
   * Finds and reads them; asks where several configurations are found.
   *
   * @param projectFolder the project's folder, inside the repository
   * @param options name the configuration, or its section
   * @throws Failure if there is none, or no revision
   */
  static CommittedRevisions load(
      Console console, GitRepository repository, Path projectFolder, PlanOptions options) {
    String commit = repository.headCommit();
    SourceTree tree = repository.tree(commit);
    String folder = ConfigChoice.fromRoot(repository, projectFolder);
    String path = ConfigChoice.of(console, repository, tree, projectFolder, options.alembicIni());
    AlembicConfig config = AlembicConfig.read(tree, new ConfigSection(path, options.section()));
    if (repository.isPartial()) {
      fetchHistory(console, repository, config);
    }
    UnreadFolders.warning(tree, config).ifPresent(console::warn);
    ScriptDirectory scripts = new ScriptDirectory();
    return console.step(
        "reading revisions and history",
        () ->
            SideBySide.run(
                () -> graph(scripts.read(tree, config), config),
                () -> FolderChanges.of(repository, commit, ScriptDirectory.folders(tree, config)),
                (graph, changes) ->
                    new CommittedRevisions(tree, folder, config, graph, scripts, changes)));
  }

  private static RevisionGraph graph(Collection<RevisionScript> revisions, AlembicConfig config) {
    if (revisions.isEmpty()) {
      throw new Failure(
          "there are no revisions in " + String.join(", ", config.versionLocations()),
          config.configPath()
              + " says so; name another file with --alembic-ini-path, or commit the revisions.");
    }
    return RevisionGraph.of(revisions);
  }

  private static void fetchHistory(
      Console console, GitRepository repository, AlembicConfig config) {
    console.step(
        "fetching earlier revision scripts, which this partial clone leaves out",
        () -> repository.fetchHistory(config.versionLocations()));
  }

  /** What history tells of the revisions. */
  History history() {
    return History.walk(changes, config.recursive(), scripts::revisionOf);
  }
}
