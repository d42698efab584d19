package git;

import console.Failure;
import java.nio.file.Path;
import java.util.function.Consumer;
import process.Processes;

/**
 * {@code git commit} as its user would type it at the top level of the work tree: with their
 * identity, their signature and the repository's hooks.
 */
final class UserCommit {
  private UserCommit() {}

  /**
   * Commits what is staged.
   *
   * @param said takes what hooks and git say meanwhile
   * @throws Failure where git, a hook or a signing program refuses; all stays staged
   */
  static void of(Path root, String message, Consumer<String> said) {
    Processes.Result result =
        Processes.command(
                "git",
                "-c",
                "maintenance.auto=false",
                "commit",
                "--quiet",
                "--cleanup=whitespace",
                "--file=-")
            .named("git commit")
            .in(root)
            .without(GitProgram.OTHERWISE)
            // No repository around this one, where its own folder is elsewhere (core.worktree).
            .with("GIT_CEILING_DIRECTORIES", root.resolve("..").normalize().toString())
            .stdin(message)
            .eachLine(said)
            .run();
    if (result.exitCode() != 0) {
      throw new Failure(
          "`git commit` did not commit: " + GitProgram.reason(result),
          "All is staged; mend what it names, and commit it yourself.");
    }
  }
}
