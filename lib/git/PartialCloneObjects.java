package git;

import console.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.TemporaryBuffer;

/**
 * The objects that a partial clone left at its remote. JGit does not know of them, so the git
 * program fetches them.
 */
final class PartialCloneObjects {
  private static final String REMOTE = "remote";

  private final Repository repository;
  private final String remote;

  PartialCloneObjects(Repository repository) {
    this.repository = repository;
    this.remote = promisor(repository.getConfig()).orElse("origin");
  }

  /** The remote that has what a partial clone lacks; empty for any other clone. */
  static Optional<String> promisor(Config config) {
    return config.getSubsections(REMOTE).stream()
        .filter(name -> config.getBoolean(REMOTE, name, "promisor", false))
        .findFirst()
        .or(() -> Optional.ofNullable(config.getString("extensions", null, "partialclone")));
  }

  /** Fetches what these folders held in any commit of any branch or tag, all at once. */
  void fetchHistory(List<String> folders) {
    String filter = repository.getConfig().getString(REMOTE, remote, "partialclonefilter");
    if (filter == null || !filter.startsWith("blob:")) {
      // A walk along paths needs the trees of all commits.
      fetchMissing(List.of("--all", "--filter=blob:none"));
    }
    List<String> words = new ArrayList<>(List.of("--all", "--full-history", "--"));
    folders.forEach(folder -> words.add(folder.isEmpty() ? "." : folder));
    fetchMissing(words);
  }

  /** Fetches all files of a commit, all at once. */
  void fetchTree(String commit) {
    fetchMissing(List.of("--no-walk", commit));
  }

  /** Fetches objects by their ids, trees with the trees below them but without files. */
  void fetch(List<String> ids) {
    git(
        String.join("\n", ids) + "\n",
        List.of(
            "-c",
            "fetch.negotiationAlgorithm=noop",
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-auto-maintenance",
            "--recurse-submodules=no",
            "--filter=blob:none",
            "--stdin",
            remote));
  }

  private void fetchMissing(List<String> walk) {
    List<String> last = List.of();
    List<String> missing = missing(walk);
    while (!missing.isEmpty()) {
      if (missing.equals(last)) {
        throw unreachable(remote + " does not have " + missing.get(0), Optional.empty());
      }
      fetch(missing);
      last = missing;
      missing = missing(walk);
    }
  }

  private List<String> missing(List<String> walk) {
    List<String> words = new ArrayList<>(List.of("--literal-pathspecs", "rev-list", "--objects"));
    words.add("--missing=print");
    words.addAll(walk);
    return git("", words)
        .lines()
        .filter(line -> line.startsWith("?"))
        .map(line -> line.substring(1))
        .toList();
  }

  private String git(String input, List<String> words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of("--git-dir=" + repository.getDirectory(), "--work-tree=."));
    command.addAll(words);
    ProcessBuilder process = new ProcessBuilder(command).directory(repository.getWorkTree());
    process.environment().put("GIT_TERMINAL_PROMPT", "0");
    try {
      FS.ExecutionResult result =
          repository
              .getFS()
              .execute(process, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      String output = text(result.getStdout());
      String errors = text(result.getStderr());
      if (result.getRc() != 0) {
        throw unreachable(
            errors.lines().filter(line -> !line.isBlank()).findFirst().orElse("git failed"),
            Optional.empty());
      }
      return output;
    } catch (IOException noGit) {
      throw unreachable(String.valueOf(noGit.getMessage()), Optional.of(noGit));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(
          "git", new IOException("interrupted while fetching", interrupted));
    }
  }

  /** What was written, whose temporary file goes. */
  private static String text(TemporaryBuffer written) throws IOException {
    try {
      return new String(written.toByteArray(), StandardCharsets.UTF_8);
    } finally {
      written.destroy();
    }
  }

  private Failure unreachable(String why, Optional<Throwable> cause) {
    String sentence =
        "this is a partial clone, and objects that it leaves out could not be fetched: " + why;
    String hint =
        "Where "
            + remote
            + " can be reached, make the clone whole: git fetch --refetch --no-filter "
            + remote;
    return cause
        .map(known -> new Failure(sentence, hint, known))
        .orElseGet(() -> new Failure(sentence, hint));
  }
}
