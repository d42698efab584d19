package git;

import console.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import process.Processes;
import process.RunningProcess;

/**
 * The git program, run for one repository. What a user's environment says of other repositories, or
 * of how paths and differences are read, plays no part; nor do replaced objects and grafts, which
 * JGit does not know.
 */
final class GitProgram {
  static final String[] OTHERWISE = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_ATTR_SOURCE",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIFF_OPTS",
    "GIT_DIR",
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_NO_LAZY_FETCH",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE"
  };

  private static final List<String> OPTIONS =
      List.of(
          "--literal-pathspecs",
          "--no-optional-locks",
          "--no-replace-objects",
          "-c",
          "advice.graftFileDeprecated=false",
          "-c",
          "core.fsmonitor=",
          "-c",
          "core.quotePath=false",
          "-c",
          "fetch.negotiationAlgorithm=noop");

  private final Repository repository;

  GitProgram(Repository repository) {
    this.repository = repository;
  }

  /**
   * Has git look for the repository that holds a folder, as it does where it is told of none: it
   * refuses those of other owners, whose configuration could run programs.
   *
   * @param meanwhile reads the repository, and runs nothing
   * @throws Failure if git refuses, or JGit could not read the repository
   */
  static Repository checkingThatItOpens(Path folder, Opening meanwhile) throws IOException {
    try (RunningProcess asked =
        Processes.command("git", "rev-parse", "--git-dir", "--show-object-format")
            .in(folder)
            .without(OTHERWISE)
            .with("GIT_DISCOVERY_ACROSS_FILESYSTEM", "1")
            .start()) {
      try {
        return meanwhile.open();
      } finally {
        checkOpens(folder, asked.await());
      }
    }
  }

  /** Opens a repository with JGit. */
  interface Opening {
    Repository open() throws IOException;
  }

  private static void checkOpens(Path folder, Processes.Result asked) {
    if (asked.exitCode() != 0) {
      throw refused("git does not open the repository of " + folder, "", asked);
    }
    if (asked.output().endsWith("\nsha256\n")) {
      throw new Failure(
          "the repository of " + folder + " has object ids of SHA-256, and SHA-1 was expected",
          "Squash in one that `git init --object-format=sha1` made, filled with `git fast-export"
              + " --all` and `git fast-import`.");
    }
  }

  /**
   * A command at the top level of the work tree; it asks nobody for passwords.
   *
   * @param words git's command and its arguments; paths are no patterns
   */
  Processes.Command command(List<String> words) {
    List<String> line = new ArrayList<>(List.of("git"));
    line.add("--git-dir=" + repository.getDirectory());
    line.add("--work-tree=.");
    line.addAll(OPTIONS);
    line.addAll(words);
    return Processes.command(line)
        .named("git " + words.get(0))
        .in(repository.getWorkTree().toPath())
        .without(OTHERWISE)
        .with("GIT_GRAFT_FILE", "/dev/null")
        .with("GIT_TERMINAL_PROMPT", "0");
  }

  /** The failure of a command, in git's words. */
  static Failure refused(String what, String advice, Processes.Result result) {
    String more = result.errors().strip().replaceFirst(".*\\R?", "").strip();
    return Failure.of(what + ": " + reason(result), advice, more);
  }

  /** Git names a reason first, and says then what follows from it or may help. */
  static String reason(Processes.Result result) {
    Stream<String> output = lines(result.output());
    return lines(result.errors())
        .findFirst()
        .or(() -> output.reduce((first, last) -> last))
        .orElse("it ended with exit code " + result.exitCode());
  }

  private static Stream<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty());
  }

  /** The fields of an output whose fields end with NUL. */
  static List<String> fields(Processes.Result result) {
    return result.output().isEmpty() ? List.of() : List.of(result.output().split("\0"));
  }
}
