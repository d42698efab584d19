package project;

import config.AlembicConfig;
import git.Folders;
import git.GitRepository;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Python modules that git ignores, because a build of the project writes them: a version, protocol
 * buffers, compiled extensions. No commit has them, and what it has may import them.
 */
final class GeneratedModules {
  private static final List<String> ENDINGS = List.of(".py", ".so", ".pyd");

  private final GitRepository repository;
  private final AlembicConfig config;

  GeneratedModules(GitRepository repository, AlembicConfig config) {
    this.repository = repository;
    this.config = config;
  }

  /**
   * Copies those of the work tree whose folder an exported commit has too, which no virtual
   * environment or cache is. In version locations Alembic would take them for revisions.
   *
   * @param export the exported commit; its own files stay
   * @return how many were copied
   */
  int copyInto(Path export) {
    int copied = 0;
    for (String path : repository.ignoredFiles(folder -> isIn(export, folder))) {
      Path target = export.resolve(path);
      if (isModule(path) && !isRevision(path) && !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        copy(repository.root().resolve(path), target);
        copied++;
      }
    }
    return copied;
  }

  private static boolean isIn(Path export, String folder) {
    return Files.isDirectory(export.resolve(folder), LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isModule(String path) {
    return ENDINGS.stream().anyMatch(path::endsWith);
  }

  private boolean isRevision(String path) {
    return Folders.hold(config.versionLocations(), config.recursive(), path);
  }

  /** Without the modes: whoever runs the migrations reads it as the commit's files. */
  private static void copy(Path from, Path to) {
    try (OutputStream out = Files.newOutputStream(to)) {
      Files.copy(from, out);
    } catch (IOException failed) {
      throw new UncheckedIOException("copying " + from, failed);
    }
  }
}
