package phases;

import alembic.AlembicConfig;
import alembic.RevisionGraph;
import console.Console;
import console.ExitCode;
import console.Failure;
import database.Engine;
import database.ProjectTree;
import database.Target;
import database.TemporaryFolder;
import git.Commit;
import git.SourceTree;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import proof.Comparison;
import proof.Verdict;
import proof.VerdictFiles;
import proof.VerdictText;
import report.ReportFiles;

/** Compares what one state of the repository builds with what another builds. */
public final class VerifyPhase {
  private static final String FOLDER = "verify";
  private static final String WORK_TREE = "worktree";

  private final Project project;
  private final Console console;
  private final Options options;

  /**
   * What to compare, and how to answer.
   *
   * @param before a tag, branch or commit; empty for the plan's commit
   * @param after likewise, or {@code worktree}; empty for the work tree
   * @param json print the verdict as JSON
   */
  public record Options(Optional<String> before, Optional<String> after, boolean json) {
    /** The plan's commit and the work tree. */
    public static final Options OF_THE_PLAN =
        new Options(Optional.empty(), Optional.empty(), false);

    private boolean needsThePlan() {
      return before.isEmpty();
    }
  }

  public VerifyPhase(Project project, Options options) {
    this.project = project;
    this.console = project.console();
    this.options = options;
  }

  /**
   * Builds the databases of both in each way in which somebody comes to them, compares them, says
   * the verdict, and writes it down.
   *
   * @return {@link ExitCode#DIFFERENT} where that is the verdict
   */
  public ExitCode run() {
    Optional<Squashplan> plan =
        options.needsThePlan() ? Optional.of(project.plan()) : Optional.empty();
    String commit = plan.map(Squashplan::commit).orElseGet(() -> commit(options.before().get()));
    SourceTree committed = project.repository().tree(commit);
    String ini = plan.map(Squashplan::ini).orElseGet(() -> project.config(committed));
    RevisionGraph before = Project.graph(committed, ini);
    Optional<String> afterCommit =
        options.after().filter(name -> !name.equals(WORK_TREE)).map(this::commit);
    RevisionGraph after =
        Project.graph(
            afterCommit.map(project.repository()::tree).orElse(project.repository().workTree()),
            ini);
    plan.ifPresent(squash -> checkSquashed(squash, after));
    checkHeads(before, after);
    plan.ifPresent(squash -> warnOfBranches(squash, committed, before));
    project.repository().excludeLocally(Squashplan.FOLDER + "/");
    String now = afterCommit.map(id -> id.substring(0, 10)).orElse("the work tree");
    console.heading("Before, at " + commit.substring(0, 10) + ", and after, " + now);
    try (Engine engine = project.engine(plan);
        TemporaryFolder folder = new TemporaryFolder("trees")) {
      console.say("  with " + engine.describe());
      ProjectTree original = project.export(commit, ini, folder.path().resolve("before"));
      ProjectTree judged =
          afterCommit
              .map(id -> project.export(id, ini, folder.path().resolve("after")))
              .orElseGet(() -> project.workTree(ini));
      Builds builds =
          new Builds(
              project,
              engine,
              new Builds.State(original, before),
              new Builds.State(judged, after),
              plan.flatMap(squash -> cut(squash, before)));
      Map<String, String> answers =
          plan.map(squash -> ProjectOptions.answered(squash.settings())).orElse(Map.of());
      Verdict verdict = new Ways(console, builds, answers).judge();
      new VerdictFiles(project.file(FOLDER))
          .write(
              verdict,
              Map.of(
                  "before", builds.snapshot(Builds.BEFORE),
                  "after", builds.snapshot(Builds.AFTER)));
      reportFiles().write(new Story(project, plan, before, after).told(verdict, engine, builds));
      return say(verdict);
    }
  }

  private ReportFiles reportFiles() {
    return new ReportFiles(project.file(FOLDER).getParent());
  }

  private String commit(String name) {
    return project
        .repository()
        .find(name)
        .map(Commit::id)
        .orElseThrow(
            () ->
                Failure.usage(
                    "there is no tag, branch or commit " + name, "Name one that `git log` knows."));
  }

  /** Where it is the only head, at the cut is at head. */
  private static Optional<String> cut(Squashplan plan, RevisionGraph before) {
    boolean isHead = before.heads().stream().allMatch(head -> head.revision().equals(plan.cut()));
    return isHead ? Optional.empty() : Optional.of(plan.cut());
  }

  private ExitCode say(Verdict verdict) {
    VerdictText text = new VerdictText(verdict, console.style());
    console.say("");
    text.lines().forEach(console::say);
    console.say("");
    console.data(options.json() ? VerdictFiles.json(verdict) : text.headline());
    console.say(
        "The report is "
            + project.shown(reportFiles().html())
            + ", details are in "
            + project.shown(project.file(FOLDER))
            + ".");
    return verdict.kind() == Comparison.Kind.DIFFERENT ? ExitCode.DIFFERENT : ExitCode.DONE;
  }

  private static void checkSquashed(Squashplan plan, RevisionGraph after) {
    Set<String> left = new HashSet<>(plan.revs());
    left.remove(plan.cut());
    left.retainAll(after.ids());
    if (!left.isEmpty()) {
      throw new Failure(
          "the work tree is not squashed: it still has revision " + left.iterator().next(),
          "Run `squash` first.");
    }
    if (after.find(plan.cut()).isEmpty()) {
      throw new Failure(
          "the work tree has no baseline: there is no revision " + plan.cut(),
          "Run `squash` first, or restore it.");
    }
  }

  private static void checkHeads(RevisionGraph before, RevisionGraph after) {
    Target then = Project.heads(before);
    Target now = Project.heads(after);
    if (!then.equals(now)) {
      throw new Failure(
          "after has the heads "
              + String.join(", ", now.revisions())
              + ", and before has "
              + String.join(", ", then.revisions()),
          "Revisions were added or removed in between: plan and squash again.");
    }
  }

  private void warnOfBranches(Squashplan plan, SourceTree committed, RevisionGraph before) {
    Set<String> gone = new HashSet<>(plan.revs());
    gone.remove(plan.cut());
    new BranchesInFlight(project.repository(), AlembicConfig.read(committed, plan.ini()))
        .warn(console, before, gone);
  }
}
