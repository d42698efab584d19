package squash;

import alembic.RevisionGraph;
import archive.OldDatabases;
import config.AlembicConfig;
import console.Console;
import console.Failure;
import git.Change;
import git.ChangedTree;
import git.Commit;
import git.DiffStat;
import git.Folders;
import git.GitRepository;
import git.IndexUpdate;
import git.SourceTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import packaging.PackagingPhase;
import plan.PlanFit;
import plan.Squashplan;
import process.StoredBytes;
import project.Project;
import proof.TextDiff;

/** Replaces the squashed revisions by the baseline revision, in the work tree and the index. */
public final class SquashPhase {
  private static final int FILES_SHOWN = 3;
  private static final String COMMAND = "squash";

  private final Project project;
  private final Console console;
  private final SquashOptions options;

  public SquashPhase(Project project, SquashOptions options) {
    this.project = project;
    this.console = project.console();
    this.options = options;
  }

  /**
   * Works out the new state aside and checks it, shows it, asks, applies it all or not at all, and
   * stages exactly that.
   *
   * @throws Failure if the plan, the baseline or the work tree do not fit; nothing is changed
   */
  public void run() {
    if (runInARun() && !options.commit()) {
      console.say("");
      console.say("A commit message to start from:");
      CommitMessage.read(project).orElse("").lines().forEach(line -> console.say(indented(line)));
    }
  }

  private static String indented(String line) {
    return ("    " + line).stripTrailing();
  }

  /**
   * The same where more is done after it: the commit's message is written down, and not shown.
   *
   * @return whether the squash was not committed before
   */
  public boolean runInARun() {
    Squashplan plan = project.plan().fitting();
    SourceTree head = project.head();
    RevisionGraph graph = RevisionGraph.read(head, plan.config());
    if (new PlanFit(plan, graph).isCarriedOut()) {
      checkCommitted(plan);
      return false;
    }
    SquashChange squash = change(head, plan);
    CommitMessage.write(project, project.plan().read());
    show(plan, squash, graph);
    showEnv(head, plan, squash);
    SquashChange.listing(head, plan, squash.added()).ifPresent(this::warnOfListing);
    apply(squash.change(), head);
    DiffStat.staged(project.repository()).lines().forEach(console::say);
    new LeftBehind(project, plan, head, graph).tell(squash);
    PackagingPhase.hint(
        console, new ChangedTree(head, squash.change()), AlembicConfig.read(head, plan.config()));
    if (options.commit()) {
      commit(squash.change());
    }
    return true;
  }

  private void apply(Change change, SourceTree head) {
    boolean isApplied = isApplied(change);
    if (isApplied && isStaged(change)) {
      console.good("the work tree is squashed already");
      return;
    }
    if (!isApplied) {
      checkUntouched(change, head);
    }
    if (!console
        .questions()
        .confirm(isApplied ? "The files are squashed. Stage them?" : "Squash?")) {
      throw new Failure("not squashed: the answer was no", "");
    }
    project.journal().apply(COMMAND, change);
    console.good("squashed and staged");
  }

  /** The squash of this plan is committed: doing it again must give the same. */
  private void checkCommitted(Squashplan plan) {
    SourceTree planned = project.repository().tree(plan.commit());
    SquashChange squash = change(planned, plan);
    if (!isApplied(squash.change())) {
      throw new Failure(
          "the squash of " + plan.name() + " is committed already, and not as it would be now",
          "To make it anew, check out " + plan.commit().substring(0, 10) + " on a new branch.");
    }
    console.good("the squash of " + plan.name() + " is committed already");
  }

  private SquashChange change(SourceTree tree, Squashplan plan) {
    HistoryChoice choice = new HistoryChoice(project);
    return SquashChange.of(
        tree, plan, sql(plan), time(plan), choice.wish(choice.decide(options.history()), plan));
  }

  private SquashChange.Sql sql(Squashplan plan) {
    return new PlannedBaseline(project, plan, options).sql();
  }

  private Instant time(Squashplan plan) {
    return project.repository().find(plan.commit()).map(Commit::time).orElse(Instant.EPOCH);
  }

  private void show(Squashplan plan, SquashChange squash, RevisionGraph graph) {
    int kept = graph.ids().size() - plan.revs().size();
    console.heading("Squash of " + plan.name());
    console.say(
        "  "
            + Console.counted(plan.revs().size(), "revision")
            + " become the baseline "
            + plan.cut()
            + ", "
            + kept
            + (kept == 1 ? " stays" : " stay"));
    List<String> archived = squash.old().archived();
    squash.added().stream()
        .filter(path -> !archived.contains(path))
        .forEach(path -> console.say(console.style().good("  + " + path)));
    archived.stream()
        .collect(Collectors.groupingBy(Folders::parent, TreeMap::new, Collectors.counting()))
        .forEach(
            (folder, count) ->
                console.say(
                    console
                        .style()
                        .good(
                            "  > " + Console.counted(count.intValue(), "file") + " to " + folder)));
    squash.edited().forEach(path -> console.say(console.style().odd("  ~ " + path)));
    squash.orphans().gone().forEach(path -> console.say(console.style().bad("  - " + path)));
    console.say(
        console.style().bad("  - " + Console.counted(plan.revs().size(), "revision script")));
    squash.orphans().staying().forEach(this::sayStaying);
  }

  /** The lines that env.py gets, or that somebody has to put into it. */
  private void showEnv(SourceTree head, Squashplan plan, SquashChange squash) {
    String env = OldDatabases.envPath(AlembicConfig.read(head, plan.config()));
    if (squash.old().env().isEmpty()) {
      console.warn(
          env
              + " does not migrate as Alembic's templates do: for old databases put these lines"
              + " into it, "
              + OldDatabases.byHand());
      return;
    }
    Optional<String> after =
        Optional.ofNullable(squash.change().written().get(env)).map(StoredBytes::text);
    Optional<String> before = head.stored(env).map(StoredBytes::text);
    if (after.isPresent() && before.isPresent()) {
      TextDiff.unified(env, before.get(), after.get()).stream()
          .filter(line -> line.matches("[+-](?![+-]).*"))
          .forEach(line -> console.say(console.style().good("      " + line)));
    }
  }

  private void warnOfListing(String listing) {
    console.warn(
        listing
            + ": if that is the folder of the baseline's SQL, it reads that too; `squash --inline`"
            + " puts the SQL into the revision");
  }

  private void sayStaying(String why, List<String> paths) {
    int more = paths.size() - FILES_SHOWN;
    console.say(
        "  = "
            + Console.counted(paths.size(), "file")
            + " that squashed revisions name "
            + (paths.size() == 1 ? "stays" : "stay")
            + ", since "
            + why
            + ": "
            + paths.stream().limit(FILES_SHOWN).collect(Collectors.joining(", "))
            + (more > 0 ? " and " + more + " more" : ""));
  }

  private boolean isApplied(Change change) {
    SourceTree work = project.repository().workTree();
    return change.written().entrySet().stream()
            .allMatch(
                file -> work.stored(file.getKey()).filter(file.getValue()::equals).isPresent())
        && change.removed().stream().allMatch(path -> work.read(path).isEmpty());
  }

  private boolean isStaged(Change change) {
    return new IndexUpdate(project.repository()).holds(change);
  }

  /** Files of the change that were edited meanwhile would be lost. */
  private void checkUntouched(Change change, SourceTree head) {
    SourceTree work = project.repository().workTree();
    for (String path : change.paths()) {
      boolean same = head.stored(path).equals(work.stored(path));
      if (!same) {
        throw new Failure(
            path + " differs from what is committed, and the squash would overwrite it",
            "Commit it, or restore it with `git restore --staged --worktree`, and plan again.");
      }
    }
  }

  private void commit(Change change) {
    GitRepository repository = project.repository();
    List<DiffStat.Changed> staged = DiffStat.staged(repository).files();
    if (staged.isEmpty()) {
      throw new Failure(
          "not committed: what is staged is what is committed already",
          "See with `git status` and `git log` what became of the squash.");
    }
    staged.stream()
        .map(DiffStat.Changed::path)
        .filter(path -> !change.paths().contains(path))
        .findFirst()
        .ifPresent(SquashPhase::refuseOther);
    String message = CommitMessage.read(project).orElseThrow();
    Commit made = project.journal().commit(COMMAND, change, message, console::say);
    console.good("committed " + made.id().substring(0, 10) + " " + made.subject());
  }

  private static void refuseOther(String path) {
    throw new Failure(
        "not committed: " + path + " is staged as well, and is not part of the squash",
        "Unstage it with `git restore --staged`, or commit by hand.");
  }
}
