package git;

import console.Failure;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import process.Processes;
import process.RunningProcess;

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
   * @param started takes the number of git's process
   * @throws Failure if git, a hook or a signing program refuses; all stays staged
   */
  static void of(Path root, String message, Consumer<String> said, LongConsumer started) {
    Processes.Command commit =
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
            .outliving()
            .stdin(message)
            .eachLine(said);
    Processes.Result result;
    try (RunningProcess running = commit.start()) {
      started.accept(running.pid());
      result = running.await();
    }
    if (result.exitCode() != 0) {
      throw new Failure(
          "`git commit` did not commit: " + GitProgram.reason(result),
          "All is staged; mend what it names, and commit it yourself.");
    }
  }
}
