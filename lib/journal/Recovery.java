package journal;

import console.Failure;
import git.Commit;
import git.GitRepository;
import git.IndexUpdate;
import git.SourceTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import journal.RecordedChange.State;
import process.Instance;
import process.OwnFile;
import process.ShutdownHooks;

/** What becomes of a change that a kill cut short. */
final class Recovery {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration GIT_ENDS_WITHIN = Duration.ofMinutes(1);

  private final GitRepository repository;
  private final JournalFolder journal;
  private final FileStates states;

  Recovery(GitRepository repository, JournalFolder journal) {
    this.repository = repository;
    this.journal = journal;
    this.states = new FileStates(repository);
  }

  /**
   * What was done.
   *
   * @param sentence says it
   * @param isTakenBack whether all is as before the change
   */
  record Outcome(String sentence, boolean isTakenBack) {}

  /**
   * Finishes the newest change, or takes it back.
   *
   * @return empty if there was nothing to do
   * @throws Failure if files were changed by somebody else since
   */
  Optional<Outcome> run() {
    journal.clean();
    OwnFile.doing(repository.index(), () -> new IndexUpdate(repository).removeLeft());
    return journal.newest().filter(Recovery::isUnfinished).map(this::ended);
  }

  /** Whether there is something for it to do. */
  static boolean isUnfinished(JournalFolder.Entry entry) {
    return entry.change().state() != State.DONE;
  }

  private Outcome ended(JournalFolder.Entry entry) {
    RecordedChange change = entry.change();
    String killed = "`" + change.command() + "` was killed ";
    if (change.state() == State.COMMITTING) {
      return new Outcome(killed + "while git committed: " + committed(entry), false);
    }
    if (change.state() == State.APPLYING && states.areAfter(change)) {
      RunningChange.removeEmptied(repository.root(), change);
      journal.put(entry, change.in(State.DONE));
      return new Outcome(
          killed + "just before its end: all was changed and staged, and is kept", false);
    }
    new TakingBack(repository, journal).run(entry);
    return new Outcome(
        change.state() == State.UNDOING
            ? "`undo` was killed half-way, and is finished: all is as before `"
                + change.command()
                + "`"
            : killed + "half-way, and is taken back: all files and the index are as before",
        true);
  }

  private String committed(JournalFolder.Entry entry) {
    RecordedChange change = entry.change();
    awaitGit(change);
    String head = repository.headCommit();
    boolean isMade =
        repository.find(head + "^").map(Commit::id).filter(change.head()::equals).isPresent();
    if (!isMade) {
      journal.put(entry, change.in(State.DONE));
      return "it made no commit, and all stays staged";
    }
    journal.put(entry, change.committed(head, committedFiles(change, head)));
    return "it made the commit " + Commit.brief(head);
  }

  private static void awaitGit(RecordedChange change) {
    long deadline = System.nanoTime() + GIT_ENDS_WITHIN.toNanos();
    Optional<Instance> git = Instance.in(change.process());
    while (git.filter(one -> !one.isGone()).isPresent()) {
      if (System.nanoTime() > deadline) {
        throw new Failure(
            "`git commit` still runs, of a command that was killed: process " + git.get().pid(),
            "Wait for the end of its hooks, or end it with `kill " + git.get().pid() + "`.");
      }
      ShutdownHooks.pauseOrFail(POLL, "git committed");
    }
  }

  /** Files as a commit has them, which hooks may have changed. */
  List<RecordedChange.File> committedFiles(RecordedChange change, String commit) {
    SourceTree tree = repository.tree(commit);
    Map<String, IndexUpdate.Entry> entries = states.entries(change.paths());
    List<RecordedChange.File> files = new ArrayList<>();
    for (RecordedChange.File file : change.files()) {
      String id = tree.stored(file.path()).map(FileStates::id).orElse("");
      Optional<IndexUpdate.Entry> entry =
          Optional.ofNullable(entries.get(file.path())).filter(one -> one.id().equals(id));
      boolean isSame = id.equals(file.after());
      files.add(
          isSame || (!id.isEmpty() && entry.isEmpty())
              ? file
              : file.after(id, RecordedChange.text(entry)));
    }
    return files;
  }
}
