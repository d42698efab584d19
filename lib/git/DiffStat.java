package git;

import java.util.ArrayList;
import java.util.List;
import process.Processes;

/** What {@code git diff --no-renames} says of files, as its plumbing commands tell it. */
public final class DiffStat {
  private static final List<String> WHOLE_PATHS = List.of("--stat=9999", "--stat-graph-width=20");

  private final GitProgram git;
  private final List<String> comparison;

  private DiffStat(GitRepository repository, List<String> comparison) {
    this.git = repository.program();
    this.comparison = comparison;
  }

  /**
   * A changed file.
   *
   * @param path its path
   * @param status git's letter: {@code A} for an added one, {@code D} for a deleted one
   */
  public record Changed(String path, char status) {}

  /** What is staged, against HEAD. */
  public static DiffStat staged(GitRepository repository) {
    return since(repository, repository.headCommit());
  }

  /** What is committed since a commit, and what is staged. */
  public static DiffStat since(GitRepository repository, String commit) {
    return new DiffStat(repository, List.of("diff-index", "--cached", commit));
  }

  /** What is committed between one commit and another. */
  public static DiffStat between(GitRepository repository, String commit, String other) {
    return new DiffStat(repository, List.of("diff-tree", "-r", commit, other));
  }

  /** The changed files, sorted by path. */
  public List<Changed> files() {
    List<String> fields = GitProgram.fields(compared(List.of("--name-status", "-z")));
    List<Changed> files = new ArrayList<>();
    for (int i = 0; i < fields.size(); i += 2) {
      files.add(new Changed(fields.get(i + 1), fields.get(i).charAt(0)));
    }
    return files;
  }

  /** A line for each file, with its whole path, and one that sums them up. */
  public List<String> lines() {
    return compared(WHOLE_PATHS).output().lines().toList();
  }

  private Processes.Result compared(List<String> format) {
    List<String> words = new ArrayList<>(comparison);
    words.addAll(1, List.of("--no-renames", "--ignore-submodules=none"));
    words.addAll(1, format);
    return git.command(words).check();
  }
}
