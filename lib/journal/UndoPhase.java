package journal;

import console.Console;
import console.Failure;
import git.Commit;
import git.GitRepository;
import java.util.Optional;
import journal.RecordedChange.State;

/** Brings back the state before the newest command that changed the repository. */
public final class UndoPhase {
  private final Console console;
  private final GitRepository repository;
  private final Journal journal;

  /** Of a project. */
  public UndoPhase(Console console, GitRepository repository, Journal journal) {
    this.console = console;
    this.repository = repository;
    this.journal = journal;
  }

  /**
   * Takes the newest change back: its files, their entries in the index, and its commit where that
   * is checked out. It loses nothing, so nobody is asked.
   *
   * @throws Failure if files were changed since; they are named, and none is overwritten
   */
  public void run() {
    Optional<JournalFolder.Entry> newest = journal.folder().newest();
    if (journal.hasTakenBack()) {
      console.good("undone: nothing is left of what was cut short");
    } else if (newest.isEmpty()) {
      console.good("there is nothing to undo: no command has changed this repository");
    } else {
      undo(newest.get());
    }
  }

  private void undo(JournalFolder.Entry entry) {
    RecordedChange change = entry.change();
    TakingBack back = new TakingBack(repository, journal.folder());
    boolean isCommitted = back.isCheckedOut(change);
    if (!isCommitted && new FileStates(repository).areBefore(change)) {
      console.good(
          "there is nothing to undo: all files are as they were before `"
              + change.command()
              + "` of "
              + change.since());
      return;
    }
    back.check(entry);
    back.run(journal.folder().put(entry, change.in(State.UNDOING)));
    console.good(
        "undone: "
            + Console.counted(change.files().size(), "file")
            + (change.files().size() == 1 ? " is" : " are")
            + " as before `"
            + change.command()
            + "` of "
            + change.since());
    if (isCommitted) {
      console.say(
          "  "
              + repository.branch().orElse("HEAD")
              + " is at "
              + Commit.brief(change.head())
              + " again; the commit "
              + Commit.brief(change.commit())
              + " is in its reflog");
    } else if (!repository.headCommit().equals(change.head())) {
      console.warn(
          "there were commits since: they stay, and what takes `"
              + change.command()
              + "` back is staged where they have it");
    }
    journal
        .folder()
        .newest()
        .filter(earlier -> !new FileStates(repository).areBefore(earlier.change()))
        .ifPresent(
            earlier ->
                console.say(
                    "  `undo` again takes back `"
                        + earlier.change().command()
                        + "` of "
                        + earlier.change().since()));
  }
}
