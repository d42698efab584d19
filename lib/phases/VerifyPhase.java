package phases;

import alembic.AlembicConfig;
import alembic.RevisionGraph;
import console.Console;
import console.ExitCode;
import console.Failure;
import console.SideBySide;
import database.Engine;
import database.ProjectTree;
import database.Target;
import database.TemporaryFolder;
import database.ThrowawayDatabase;
import git.SourceTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import proof.Proof;
import proof.Verdict;
import proof.VerdictFiles;
import proof.VerdictText;

/** Compares what the planned commit builds with what the squashed work tree builds. */
public final class VerifyPhase {
  private static final String FOLDER = "verify";

  private final Project project;
  private final Console console;

  public VerifyPhase(Project project) {
    this.project = project;
    this.console = project.console();
  }

  /**
   * Builds before twice, from the commit of the plan, and after once, from the work tree, all at
   * head; compares them, says the verdict, and writes it down.
   *
   * @return {@link ExitCode#DIFFERENT} where that is the verdict
   */
  public ExitCode run() {
    Squashplan plan = project.plan();
    SourceTree committed = project.repository().tree(plan.commit());
    RevisionGraph before = Project.graph(committed, plan.ini());
    RevisionGraph after = Project.graph(project.repository().workTree(), plan.ini());
    checkSquashed(plan, before, after);
    warnOfBranches(plan, committed, before);
    console.heading("Before, at " + plan.commit().substring(0, 10) + ", and after, the work tree");
    try (Engine engine = project.engine(Optional.of(plan));
        TemporaryFolder folder = new TemporaryFolder("before")) {
      ProjectTree original =
          project.export(plan.commit(), plan.ini(), folder.path().resolve("tree"));
      ProjectTree squashed = project.workTree(plan.ini());
      List<ThrowawayDatabase> databases =
          SideBySide.run(
              List.of(
                  () -> build(engine, "before", original, Project.heads(before)),
                  () -> build(engine, "before-again", original, Project.heads(before)),
                  () -> build(engine, "after", squashed, Project.heads(after))));
      Verdict verdict =
          console.step(
              "compare them", () -> Proof.of(databases.get(0), databases.get(1), databases.get(2)));
      new VerdictFiles(project.file(FOLDER)).write(verdict, databases.get(0), databases.get(2));
      return say(verdict);
    }
  }

  private ThrowawayDatabase build(Engine engine, String name, ProjectTree tree, Target heads) {
    return console.step(
        "build " + name.replace('-', ' ') + " with " + engine.describe(),
        () -> engine.migrated(tree, heads, project.watch(name)));
  }

  private ExitCode say(Verdict verdict) {
    VerdictText text = new VerdictText(verdict, console.style());
    console.say("");
    text.lines().forEach(console::say);
    console.say("");
    console.data(text.headline());
    console.say("Details are in " + project.shown(project.file(FOLDER)) + ".");
    return verdict.kind() == Verdict.Kind.DIFFERENT ? ExitCode.DIFFERENT : ExitCode.DONE;
  }

  private static void checkSquashed(Squashplan plan, RevisionGraph before, RevisionGraph after) {
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
    Target then = Project.heads(before);
    Target now = Project.heads(after);
    if (!then.equals(now)) {
      throw new Failure(
          "the work tree has the heads "
              + String.join(", ", now.revisions())
              + ", and the plan's commit had "
              + String.join(", ", then.revisions()),
          "Revisions were added or removed since the plan: plan and squash again.");
    }
  }

  private void warnOfBranches(Squashplan plan, SourceTree committed, RevisionGraph before) {
    Set<String> gone = new HashSet<>(plan.revs());
    gone.remove(plan.cut());
    new BranchesInFlight(project.repository(), AlembicConfig.read(committed, plan.ini()))
        .warn(console, before, gone);
  }
}
