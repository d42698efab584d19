package phases;

import git.Commit;
import git.GitRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plan.PlanOptions;
import plan.Squashplan;
import process.StoredBytes;
import project.Project;
import squash.SquashOptions;
import statements.BaselineFile;

/**
 * How far a run has come, in a file that is there as long as it goes on: where one is found, a run
 * was killed.
 */
final class RunRecord {
  private static final String NAME = "run";
  private static final String BEGUN = "begun";
  private static final String DUMPED = "dumped";
  private static final String SQUASH = "squash";

  private final Project project;
  private final PlanOptions options;
  private final String words;

  RunRecord(Project project, PlanOptions plan, SquashOptions squash) {
    this.project = project;
    this.options = plan;
    // No more than whether they are the same: there may be secrets among them
    this.words =
        StoredBytes.of(
                String.join(
                    "\n",
                    plan.ref().toString(),
                    plan.choice().toString(),
                    plan.keepReleases().toString(),
                    squash.toString(),
                    project.settings().said()))
            .sum();
  }

  /** Whether a run with the same options was killed after its squash, which is in place. */
  boolean isSquashed() {
    return said().equals(List.of(words, DUMPED))
        && planned().filter(plan -> project.journal().isInPlace(SQUASH, plan.commit())).isPresent();
  }

  /** Whether a run with the same options was killed after its baseline was written. */
  boolean isDumped() {
    return said().equals(List.of(words, DUMPED))
        && planned()
            .filter(plan -> plan.commit().equals(project.repository().headCommit()))
            .filter(plan -> plan.sum(BaselineFile.name(plan.name())).isPresent())
            .filter(plan -> Files.exists(project.file(BaselineFile.name(plan.name()))))
            .isPresent();
  }

  /** The plan that was made, where it is of what is asked for. */
  private Optional<Squashplan> planned() {
    return project.plan().isThere() && !options.again()
        ? Optional.of(project.plan().read())
            .filter(plan -> plan.keepReleases().equals(options.keepReleases()))
            .filter(plan -> options.ref().stream().allMatch(ref -> isOf(ref, plan)))
        : Optional.empty();
  }

  private boolean isOf(String ref, Squashplan plan) {
    GitRepository repository = project.repository();
    Optional<String> commit = repository.find(ref).map(Commit::id);
    return ref.equals(plan.tag())
        || ref.equals(plan.cut())
        || (commit.isPresent() && commit.equals(repository.find(plan.tag()).map(Commit::id)));
  }

  /** The plan is made, and nothing else yet. */
  void begin() {
    say(BEGUN);
  }

  /** The baseline is written. */
  void dumped() {
    say(DUMPED);
  }

  /** It ended, well or not. */
  void end() {
    project.delete(NAME);
  }

  private void say(String how) {
    project.write(NAME, words + "\n" + how + "\n");
  }

  private List<String> said() {
    Path file = project.file(NAME);
    try {
      return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
