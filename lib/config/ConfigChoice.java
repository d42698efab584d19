package config;

import console.Console;
import console.Failure;
import git.GitRepository;
import git.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which configuration of Alembic in a repository is the project's. */
public final class ConfigChoice {
  private ConfigChoice() {}

  /**
   * The path of the project's configuration in a tree; asks where several are found.
   *
   * @param projectFolder the project's folder, inside the repository
   * @param ini the path that the user named
   * @throws Failure if there is none
   */
  public static String of(
      Console console,
      GitRepository repository,
      SourceTree tree,
      Path projectFolder,
      Optional<String> ini) {
    Optional<String> given = ini.map(path -> relative(repository, path));
    List<String> found = ConfigFinder.find(tree, fromRoot(repository, projectFolder), given);
    return found.size() == 1
        ? found.get(0)
        : console
            .questions()
            .choose(
                "Several configurations of Alembic were found. Which one is the project's?",
                found,
                "--alembic-ini-path");
  }

  /**
   * A project's folder, relative to the repository's root.
   *
   * @throws Failure if it is not in the repository
   */
  public static String fromRoot(GitRepository repository, Path folder) {
    try {
      Path real = folder.toRealPath();
      if (real.startsWith(repository.root())) {
        return slashed(repository.root().relativize(real));
      }
    } catch (IOException absent) {
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
    Path real = Files.exists(given) ? realPath(given) : given;
    return real.startsWith(repository.root()) ? slashed(repository.root().relativize(real)) : path;
  }

  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(path.toString(), unreadable);
    }
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
