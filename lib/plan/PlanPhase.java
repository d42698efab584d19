package plan;

import alembic.Cut;
import alembic.RevisionGraph;
import alembic.RevisionScript;
import conditions.FoundConditions;
import console.Console;
import console.Failure;
import console.LocaleCharset;
import git.Branch;
import git.Commit;
import git.GitRepository;
import git.History;
import git.Tag;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Decides what is squashed, from git and the revision scripts alone, and writes it down. */
public final class PlanPhase {
  private static final Set<String> MAIN_BRANCHES = Set.of("main", "master");
  private static final int FILES_SHOWN = 5;

  private final Console console;
  private final GitRepository repository;
  private final Path projectFolder;
  private final FoundConditions conditions;
  private final PlanOptions options;

  /**
   * A plan of a project.
   *
   * @param projectFolder the project's folder: the repository's own or one in it
   * @param conditions takes those that are found
   */
  public PlanPhase(
      Console console,
      GitRepository repository,
      Path projectFolder,
      FoundConditions conditions,
      PlanOptions options) {
    this.conditions = conditions;
    this.console = console;
    this.repository = repository;
    this.projectFolder = projectFolder;
    this.options = options;
  }

  /**
   * Lists the tags with how many revisions each would squash and keep, as data.
   *
   * @param all whether a long list is wanted; else the newest are enough
   */
  public void listTags(boolean all) {
    CommittedRevisions committed = load();
    Releases releases = Releases.of(repository, committed.graph(), committed.history());
    new TagList(committed.graph(), releases).print(console, all);
    new SuggestedRefs(committed.graph(), releases).say(console);
  }

  /**
   * Plans the squash up to the ref of the options, says what it would do, and writes the plan.
   * Where the main branch is checked out, or none, makes a branch first, if the user agrees.
   *
   * @throws Failure if no such squash is possible; nothing is written then
   */
  public Squashplan run() {
    if (options.ref().isEmpty() && options.keepReleases().isEmpty()) {
      throw Failure.usage(
          "a plan needs a tag, branch, commit or revision, or --keep-releases N",
          "Run `plan` without a name to see the tags.");
    }
    repository.headCommit();
    checkClean();
    CommittedRevisions committed = load();
    IgnoredScripts.check(repository, committed.config());
    History history = committed.history();
    Releases releases = Releases.of(repository, committed.graph(), history);
    PlanTarget named =
        new PlanTargets(console, repository, committed).find(ref(committed.graph(), releases));
    PlanTarget target = chosen(named, committed.graph());
    Cut cut = cut(committed, target, releases);
    List<String> wrongStates =
        new CutCheck(committed.graph(), history, releases)
            .check(cut, Deployed.in(options.settings()));
    PlanReport report = new PlanReport(console, history);
    report.say(target, cut);
    report.sayConditions(
        conditions.of(
            repository.headCommit(),
            committed.config().source(),
            cut.revision().revision(),
            cut.base(),
            committed::graph));
    wrongStates.forEach(
        state -> console.warn("not deployed, as --deployed releases says: " + state));
    boolean keepsImported = keepsImported(committed, cut);
    leaveMainBranch(Commit.brief(target.name()));
    Squashplan plan =
        plan(committed, target, cut)
            .from(cut.base())
            .keepingImported(keepsImported)
            .keepingReleases(options.keepReleases())
            .releasedIn(release(history, cut).map(Tag::name));
    repository.excludeLocally(Squashplan.FOLDER + "/");
    plan.write(Squashplan.path(projectFolder));
    console.good("wrote " + Squashplan.path(projectFolder));
    return plan;
  }

  /** What is named, else the release that leaves as many as is wanted. */
  private String ref(RevisionGraph graph, Releases releases) {
    return options
        .ref()
        .orElseGet(
            () -> {
              int kept = options.keepReleases().orElseThrow();
              String picked = new SuggestedRefs(graph, releases).leaving(kept).tag().name();
              console.say(
                  "--keep-releases " + kept + " picks " + picked + ", the newest with a clean cut");
              return picked;
            });
  }

  /** Some of a target's revisions, as the options say; where it has several heads, as is asked. */
  private PlanTarget chosen(PlanTarget named, RevisionGraph graph) {
    PlanTarget chosen = options.choice().of(named, graph);
    boolean isOpen =
        graph.headsOf(chosen.revisions()).size() > 1
            && graph.missingAncestors(chosen.revisions()).isEmpty();
    return isOpen && console.questions().canAsk()
        ? new SeveralHeads(graph, graph.headsOf(chosen.revisions())).ask(console, chosen)
        : chosen;
  }

  /** The first tag with all squashed revisions. */
  private static Optional<Tag> release(History history, Cut cut) {
    return history
        .firstTagHolding(cut.revision().revision())
        .filter(tag -> history.heldBy(tag).containsAll(cut.squashedIds()));
  }

  private boolean keepsImported(CommittedRevisions committed, Cut cut) {
    return new ImportedRevisions(committed.tree(), committed.config(), cut)
        .decide(console, options.keepsImported());
  }

  private CommittedRevisions load() {
    if (repository.isShallow()) {
      console.warn(
          "this is a shallow clone: the commits that added revisions may not be the first");
    }
    return CommittedRevisions.load(console, repository, projectFolder, options);
  }

  private void checkClean() {
    LocaleCharset.checkNames(repository.trackedFiles());
    List<String> changed =
        repository.uncommitted().stream()
            .filter(path -> !path.startsWith(Squashplan.FOLDER + "/"))
            .filter(path -> !path.contains("/" + Squashplan.FOLDER + "/"))
            .toList();
    if (!changed.isEmpty()) {
      String listed =
          changed.stream()
              .limit(FILES_SHOWN)
              .map(path -> "  " + path)
              .collect(Collectors.joining("\n"));
      int more = changed.size() - FILES_SHOWN;
      throw new Failure(
          "the work tree is not clean: "
              + Console.counted(changed.size(), "file")
              + " changed or not tracked",
          "Commit, stash or remove:\n" + listed + (more > 0 ? "\n  and " + more + " more" : ""));
    }
  }

  private Cut cut(CommittedRevisions committed, PlanTarget target, Releases releases) {
    Supplier<List<String>> near =
        () ->
            target
                .commit()
                .map(new TagList(committed.graph(), releases)::withCutNear)
                .orElse(List.of());
    return options
        .choice()
        .above(
            new CutRequest(options.again(), near).cut(committed.graph(), target.revisions()),
            committed.graph());
  }

  private void leaveMainBranch(String name) {
    Optional<String> branch = repository.branch();
    if (branch.filter(current -> !MAIN_BRANCHES.contains(current)).isPresent()) {
      return;
    }
    String where = branch.map(current -> "You are on " + current).orElse("HEAD is detached");
    String made = Branch.nameLike("alembic-squash-" + name);
    if (!console.questions().confirm(where + ". Make and check out the branch " + made + "?")) {
      throw new Failure(
          where + ", and a squash belongs on a branch of its own",
          "git switch --create <branch>, then plan again.");
    }
    repository.createBranch(made);
    console.good("on the new branch " + made);
  }

  private Squashplan plan(CommittedRevisions committed, PlanTarget target, Cut cut) {
    return new Squashplan(
        target.name(),
        cut.squashed().stream().map(RevisionScript::revision).toList(),
        committed.graph().heads().stream().map(RevisionScript::revision).toList(),
        cut.revision().revision(),
        repository.headCommit(),
        committed.config().configPath(),
        options.engine(),
        options.settings(),
        options.answers());
  }
}
