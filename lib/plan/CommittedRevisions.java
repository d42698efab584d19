package plan;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import alembic.ScriptDirectory;
import config.AlembicConfig;
import config.ConfigChoice;
import config.ConfigSection;
import console.Console;
import console.Failure;
import git.Folders;
import git.GitRepository;
import git.History;
import git.Links;
import git.SourceTree;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * The revisions as they are committed now.
 *
 * @param folder the project's folder, relative to the repository's root
 * @param config the configuration of Alembic that leads to them
 * @param graph what each comes after
 * @param scripts the loader that read them
 */
public record CommittedRevisions(
    String folder, AlembicConfig config, RevisionGraph graph, ScriptDirectory scripts) {

  /**
   * Finds and reads them; asks where several configurations are found.
   *
   * @param projectFolder the project's folder, inside the repository
   * @param options name the configuration, or its section
   * @throws Failure where there is none, or no revision
   */
  static CommittedRevisions load(
      Console console, GitRepository repository, Path projectFolder, PlanOptions options) {
    SourceTree tree = repository.tree(repository.headCommit());
    String folder = ConfigChoice.fromRoot(repository, projectFolder);
    String path = ConfigChoice.of(console, repository, tree, projectFolder, options.alembicIni());
    AlembicConfig config = AlembicConfig.read(tree, new ConfigSection(path, options.section()));
    if (repository.isPartial()) {
      fetchHistory(console, repository, config);
    }
    UnreadFolders.warning(tree, config).ifPresent(console::warn);
    ScriptDirectory scripts = new ScriptDirectory();
    Collection<RevisionScript> revisions = scripts.read(tree, config);
    if (revisions.isEmpty()) {
      throw new Failure(
          "there are no revisions in " + String.join(", ", config.versionLocations()),
          path + " says so; name another file with --alembic-ini-path, or commit the revisions.");
    }
    return new CommittedRevisions(folder, config, RevisionGraph.of(revisions), scripts);
  }

  private static void fetchHistory(
      Console console, GitRepository repository, AlembicConfig config) {
    console.step(
        "fetching earlier revision scripts, which this partial clone leaves out",
        () -> repository.fetchHistory(config.versionLocations()));
  }

  /** What history tells of the revisions. */
  History history(GitRepository repository) {
    SourceTree tree = repository.tree(repository.headCommit());
    Stream<String> linked =
        graph.newestFirst().stream()
            .map(RevisionScript::path)
            .filter(path -> tree.link(path).isPresent())
            .map(path -> Folders.parent(Links.real(tree, path)));
    return History.walk(
        repository,
        repository.headCommit(),
        Stream.concat(config.versionLocations().stream(), linked).distinct().toList(),
        config.recursive(),
        scripts::revisionOf);
  }
}
