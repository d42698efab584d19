package verify;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import archive.SquashedHistoryFile;
import conditions.PlaceConditions;
import config.AlembicConfig;
import config.ConfigSection;
import console.Console;
import console.ExitCode;
import console.Failure;
import console.Table;
import engine.Engine;
import git.SourceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import migrations.ProjectTree;
import plan.Squashplan;
import process.TemporaryFolder;
import project.KnownAnswers;
import project.OtherSchemas;
import project.Project;
import project.SessionLeftovers;
import project.SharedBuilds;
import project.SquashedRevisions;
import proof.AnsweredValues;
import proof.Comparison;
import proof.SchemaDumps;
import proof.Verdict;
import proof.VerdictFiles;
import proof.VerdictText;
import report.GithubJob;
import report.ReleaseRow;
import report.Report;
import report.ReportFiles;
import report.ReportJson;
import squash.BranchesInFlight;

/** Compares what one state of the repository builds with what another builds. */
public final class VerifyPhase {
  private static final String FOLDER = "verify";

  private final Project project;
  private final Console console;
  private final Options options;

  /**
   * What to compare, and how to answer.
   *
   * @param before a tag, branch or commit; empty for the plan's commit
   * @param after likewise, or {@code worktree}; empty for the work tree
   * @param json print the verdict as JSON
   * @param quick build no database as the project itself builds it, if there is a shorter way
   */
  public record Options(
      Optional<String> before, Optional<String> after, boolean json, boolean quick) {
    /** The plan's commit and the work tree. */
    public static final Options OF_THE_PLAN =
        new Options(Optional.empty(), Optional.empty(), false);

    /** Not quick. */
    public Options(Optional<String> before, Optional<String> after, boolean json) {
      this(before, after, json, false);
    }

    /** The same, quick or not. */
    public Options quick(boolean isQuick) {
      return new Options(before, after, json, isQuick);
    }

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
    Optional<TwoStates> paths = paths();
    Optional<Squashplan> plan =
        options.needsThePlan() && paths.isEmpty()
            ? Optional.of(project.plan().read())
            : Optional.empty();
    TwoStates states = paths.orElseGet(() -> TwoStates.of(project, options, plan));
    plan.ifPresent(planned -> checkSquashed(planned, states));
    states.squash().ifPresent(squash -> warnOfBranches(squash, states));
    project.repository().excludeLocally(Squashplan.FOLDER + "/");
    console.heading("Before, at " + states.beforeName() + ", and after, " + states.afterName());
    try (SharedBuilds.Opened opened =
            project.engine(plan, states.squash().flatMap(SquashedRevisions::base));
        TemporaryFolder folder = new TemporaryFolder("trees")) {
      Engine engine = opened.engine();
      console.say("  with " + engine.describe());
      Builds builds = builds(engine, states, folder.path());
      Stops stops = Stops.of(project, states);
      Verdict verdict = judged(builds, plan, states, stops);
      if (verdict.kind() == Comparison.Kind.DIFFERENT
          && (engine.withoutShortcuts() || builds.haveKept())) {
        console.say("  different; once more, with databases that are built for this alone");
        builds = builds.anew();
        verdict = judged(builds, plan, states, stops);
      }
      if (verdict.kind() == Comparison.Kind.DIFFERENT) {
        warnOfSession(plan, builds);
        builds.hookRows().sentences().forEach(console::warn);
      }
      plan.ifPresent(planned -> project.plan().keepOptions());
      SchemaDumps dumps =
          SchemaDumps.of(builds.snapshot(Builds.BEFORE), builds.snapshot(Builds.AFTER));
      dumps.write(project.file(FOLDER));
      new VerdictFiles(project.file(FOLDER)).write(verdict);
      List<ReleaseRow> releases =
          new ReleaseTable(stops, states.oldHistory(project.repository()), states).rows(verdict);
      Report report =
          new ReportContent(project, states, releases).told(verdict, dumps, engine, builds);
      reportFiles().write(report);
      say(releases);
      return say(report, dumps, states);
    }
  }

  /** Without a plan for it, a state that has an archive is compared with itself. */
  private Optional<TwoStates> paths() {
    if (!options.needsThePlan()) {
      return Optional.empty();
    }
    if (!project.plan().isThere()) {
      return TwoStates.ofArchive(project, options);
    }
    Squashplan plan = project.plan().read();
    Set<String> planned = Set.copyOf(plan.heads());
    return TwoStates.ofArchive(project, options)
        .filter(states -> !planned.equals(ids(states.after().heads())))
        .filter(states -> states.before().ids().containsAll(plan.revs()))
        .map(
            states -> {
              console.say("  the plan is of an earlier squash: the archive is compared");
              return states;
            });
  }

  private static Set<String> ids(List<RevisionScript> scripts) {
    return scripts.stream().map(RevisionScript::revision).collect(Collectors.toSet());
  }

  private Verdict judged(Builds builds, Optional<Squashplan> plan, TwoStates states, Stops stops) {
    return new UpgradeWays(
            console,
            builds,
            answered(plan, states),
            deployed(plan, states),
            stops,
            states.oldHistory(project.repository()))
        .judge()
        .notComparing(otherSchemas(states, builds))
        .notComparing(otherPlaces(states));
  }

  private Builds builds(Engine engine, TwoStates states, Path folder) {
    ConfigSection config = states.config();
    ProjectTree judged =
        states
            .afterCommit()
            .map(id -> project.checkouts().export(id, config, folder.resolve("after")))
            .orElseGet(() -> project.checkouts().workTree(config));
    ProjectTree original =
        states.isOneTree()
            ? judged.with(SquashedHistoryFile.ASKING)
            : project.checkouts().forBuilds(states.commit(), config, folder.resolve("before"));
    return new Builds(
        project,
        engine,
        new ProjectState(original, states.before()),
        new ProjectState(judged, states.after()),
        states,
        states.cut().flatMap(cut -> project.shared().take(engine, states.commit(), cut)),
        options.quick(),
        () -> TakingBack.advice(project, states));
  }

  /** The plan has the answers where the squash was made, the baseline wherever it is. */
  private AnsweredValues answered(Optional<Squashplan> plan, TwoStates states) {
    KnownAnswers known = project.settings().answers(plan, states.answers(project.repository()));
    known.origins(known.ofBaselines()).forEach(console::say);
    return new AnsweredValues(known.all(), project.settings().environment(plan));
  }

  private DeployedStates deployed(Optional<Squashplan> plan, TwoStates states) {
    return DeployedStates.of(project, states, project.settings().deployed(plan));
  }

  /** A reason for differences, unless the baseline carries it. */
  private void warnOfSession(Optional<Squashplan> plan, Builds builds) {
    boolean isCarried =
        plan.flatMap(project.settings()::sessionSettings)
            .filter(SessionLeftovers::isCarried)
            .isPresent();
    if (!isCarried) {
      builds.leftInSession().sentences().forEach(console::warn);
    }
  }

  private List<String> otherSchemas(TwoStates states, Builds builds) {
    SourceTree before = project.repository().tree(states.commit());
    return OtherSchemas.of(before, states.config(), builds::schemaChoice)
        .map(OtherSchemas::notCompared)
        .stream()
        .toList();
  }

  /** Both sides are built in one place, whose variables, roles and extensions they share. */
  private List<String> otherPlaces(TwoStates states) {
    return states
        .squash()
        .filter(squash -> !states.isOneTree())
        .map(
            squash ->
                project
                    .conditions()
                    .of(
                        states.commit(),
                        states.config(),
                        squash.cut(),
                        squash.base(),
                        states::before))
        .flatMap(PlaceConditions::notCompared)
        .stream()
        .toList();
  }

  private void say(List<ReleaseRow> releases) {
    if (!releases.isEmpty()) {
      Table table = new Table("a database of", "at", "is", "proof");
      releases.forEach(
          release ->
              table.row(
                  release.name(),
                  String.join(", ", release.heads()),
                  release.outcome(),
                  release.proof()));
      console.say("");
      console.say(table);
    }
  }

  private ReportFiles reportFiles() {
    return new ReportFiles(project.file(FOLDER).getParent());
  }

  private ExitCode say(Report report, SchemaDumps dumps, TwoStates states) {
    Verdict verdict = report.verdict();
    VerdictText text = new VerdictText(verdict, console.style());
    console.say("");
    List<String> lines =
        console.isVerbose()
            ? text.lines()
            : text.brief(
                project.shown(reportFiles().html()) + " has all of them, and -v prints them");
    lines.forEach(console::say);
    console.say(dumps.compared(verdict.kind()));
    console.say("");
    if (options.json()) {
      console.data(ReportJson.text(report));
    } else {
      console.text(text.headline());
    }
    GithubJob.of(System.getenv()).ifPresent(job -> tell(job, verdict, states, text.headline()));
    console.say(
        "The report is "
            + project.shown(reportFiles().html())
            + ", details are in "
            + project.shown(project.file(FOLDER))
            + ".");
    if (verdict.kind() != Comparison.Kind.DIFFERENT) {
      return ExitCode.DONE;
    }
    String wayBack = TakingBack.advice(project, states);
    if (!wayBack.isEmpty()) {
      console.say(wayBack);
    }
    return ExitCode.DIFFERENT;
  }

  private void tell(GithubJob job, Verdict verdict, TwoStates states, String headline) {
    job.tell(verdict.kind(), reportFiles());
    if (verdict.kind() == Comparison.Kind.DIFFERENT) {
      GithubJob.errors(states.changedRevisions(), headline).forEach(console::command);
    }
  }

  /** Any two states may be compared; those of a plan must be before and after its squash. */
  private static void checkSquashed(Squashplan plan, TwoStates states) {
    RevisionGraph after = states.after();
    Set<String> left = SquashedRevisions.of(plan).gone();
    left.retainAll(after.ids());
    if (!left.isEmpty()) {
      throw new Failure(
          states.afterName() + " is not squashed: it still has revision " + left.iterator().next(),
          "Run `squash` first.");
    }
    if (after.find(plan.cut()).isEmpty()) {
      throw new Failure(
          states.afterName() + " has no baseline: there is no revision " + plan.cut(),
          "Run `squash` first, or restore it.");
    }
    Set<String> then = states.before().headsInVersionTable();
    Set<String> now = after.headsInVersionTable();
    if (!then.equals(now)) {
      throw new Failure(
          "after has the heads "
              + String.join(", ", now)
              + ", and before has "
              + String.join(", ", then),
          "Revisions were added or removed in between: plan and squash again.");
    }
  }

  private void warnOfBranches(SquashedRevisions squash, TwoStates states) {
    if (states.isOneTree()) {
      return;
    }
    SourceTree committed = project.repository().tree(states.commit());
    new BranchesInFlight(project.repository(), AlembicConfig.read(committed, states.config()))
        .warn(console, states.before(), squash.gone());
  }
}
