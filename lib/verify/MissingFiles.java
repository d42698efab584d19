package verify;

import alembic.RevisionScript;
import console.Failure;
import git.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import migrations.ProjectTree;
import squash.SquashChange;

/**
 * Explains builds of a squashed state that miss a file: a revision script that the squash removed,
 * or SQL beside the baseline that an image does not have.
 */
public final class MissingFiles {
  private static final Pattern MODULE = Pattern.compile("No module named '(?:[^']*\\.)?([^'.]+)'");
  private static final Pattern FILE =
      Pattern.compile("No such file or directory: '(?:[^']*/)?([^'/]+)\\.(py|sql)'");

  /** What is advised where a module is missing that nobody removed. */
  private static final Pattern INSTALLING = Pattern.compile("\\AIt is not installed for .*\n?");

  private final Set<String> removed;
  private final Set<String> folders;
  private final ProjectTree squashed;

  private MissingFiles(Set<String> removed, Set<String> scripts, ProjectTree squashed) {
    this.removed = removed;
    this.folders = scripts.stream().map(Folders::parent).collect(Collectors.toSet());
    this.squashed = squashed;
  }

  /** Those that a state does not have, and the original has. */
  public static MissingFiles of(ProjectState original, ProjectState squashed) {
    Set<String> removed = scripts(original);
    removed.removeAll(scripts(squashed));
    return new MissingFiles(removed, scripts(squashed), squashed.tree());
  }

  /**
   * Those that a squash would remove.
   *
   * @param squashed the files as it would leave them
   */
  public static MissingFiles of(SquashChange squash, ProjectTree squashed) {
    return new MissingFiles(squash.change().removed(), Set.copyOf(squash.added()), squashed);
  }

  private static Set<String> scripts(ProjectState state) {
    return state.graph().newestFirst().stream()
        .map(RevisionScript::path)
        .collect(Collectors.toSet());
  }

  /** Builds something, and says so where one of them is missed. */
  <T> T explaining(Supplier<T> build) {
    try {
      return build.get();
    } catch (Failure failure) {
      throw explanation(failure.getMessage() + "\n" + failure.hint())
          .map(sentence -> explained(failure, sentence))
          .orElse(failure);
    }
  }

  /** What a failure has to do with the squash, where it says that one of them is missed. */
  public Optional<String> explanation(String text) {
    Matcher module = MODULE.matcher(text);
    if (module.find()) {
      return removedScript(module.group(1));
    }
    Matcher file = FILE.matcher(text);
    if (!file.find()) {
      return Optional.empty();
    }
    return file.group(2).equals("py") ? removedScript(file.group(1)) : leftOut(file.group(1));
  }

  private Optional<String> removedScript(String name) {
    return removed.stream()
        .filter(path -> path.endsWith("/" + name + ".py"))
        .findFirst()
        .map(
            path ->
                "The squash removes %s, which code that stays needs. Plan again with --keep-imported, or after copying what is needed into a module of the project."
                    .formatted(path));
  }

  /** It is in the repository, so what built the image has left it out. */
  private Optional<String> leftOut(String name) {
    return folders.stream()
        .map(folder -> folder + "/" + name + ".sql")
        .filter(path -> Files.exists(squashed.root().resolve(path)))
        .findFirst()
        .map(
            path ->
                "The image has no "
                    + path
                    + ", though the repository has: .dockerignore, or what the Dockerfile copies,"
                    + " leaves it out. Add the line `!"
                    + fromContext(path)
                    + "` at the end of .dockerignore, have the Dockerfile copy it, or squash anew"
                    + " with --inline.");
  }

  private Path fromContext(String path) {
    Path file = squashed.root().resolve(path);
    Path context = squashed.project();
    return file.startsWith(context) ? context.relativize(file) : Path.of(path);
  }

  private static Failure explained(Failure failure, String sentence) {
    String rest = INSTALLING.matcher(failure.hint()).replaceFirst("");
    return new Failure(failure.getMessage(), sentence + "\n" + rest, failure);
  }
}
