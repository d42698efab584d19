package plan;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import alembic.ScriptDirectory;
import config.AlembicConfig;
import config.ConfigFinder;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The project as it is committed now.
 *
 * @param folder the project's folder, relative to the repository's root
 * @param config its configuration of Alembic
 * @param graph its revisions
 * @param scripts the loader that read them
 */
public record PlanProject(
    String folder, AlembicConfig config, RevisionGraph graph, ScriptDirectory scripts) {

  /**
   * Finds and reads the project; asks where several configurations are found.
   *
   * @param projectFolder the project's folder, inside the repository
   * @param options name the configuration, or its section
   * @throws Failure where there is none, or no revision
   */
  static PlanProject load(
      Console console, GitRepository repository, Path projectFolder, PlanOptions options) {
    SourceTree tree = repository.tree(repository.headCommit());
    String folder = fromRoot(repository, projectFolder);
    String path = config(console, repository, tree, projectFolder, options.alembicIni());
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
    return new PlanProject(folder, config, RevisionGraph.of(revisions), scripts);
  }

  private static void fetchHistory(
      Console console, GitRepository repository, AlembicConfig config) {
    console.step(
        "fetching earlier revision scripts, which this partial clone leaves out",
        () -> repository.fetchHistory(config.versionLocations()));
  }

  /**
   * The path of the project's configuration in a tree; asks where several are found.
   *
   * @throws Failure where there is none
   */
  public static String config(
      Console console,
      GitRepository repository,
      SourceTree tree,
      Path projectFolder,
      Optional<String> ini) {
    String folder = fromRoot(repository, projectFolder);
    Optional<String> given = ini.map(path -> relative(repository, path));
    List<String> found = ConfigFinder.find(tree, folder, given);
    return found.size() == 1
        ? found.get(0)
        : console
            .questions()
            .choose(
                "Several configurations of Alembic were found. Which one is the project's?",
                found,
                "--alembic-ini-path");
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

  private static String fromRoot(GitRepository repository, Path folder) {
    try {
      Path real = folder.toRealPath();
      if (real.startsWith(repository.root())) {
        return slashed(repository.root().relativize(real));
      }
    } catch (java.io.IOException absent) {
      throw new Failure(
          "there is no folder " + folder, "Name the project's with --project-root.", absent);
    }
    throw new Failure(
        folder + " is not in the repository " + repository.root(),
        "Name the project's folder with --project-root.");
  }

  private static String relative(GitRepository repository, String path) {
    Path given = Path.of(path);
    if (!given.isAbsolute()) {
      return slashed(given.normalize());
    }
    Path real = java.nio.file.Files.exists(given) ? realPath(given) : given;
    return real.startsWith(repository.root()) ? slashed(repository.root().relativize(real)) : path;
  }

  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (java.io.IOException unreadable) {
      throw new java.io.UncheckedIOException(path.toString(), unreadable);
    }
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
