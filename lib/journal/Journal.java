package journal;

import console.Failure;
import git.Change;
import git.Commit;
import git.GitRepository;
import git.IndexUpdate;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import journal.RecordedChange.State;
import process.Instance;

/**
 * The changes of a project's repository, each written down before its first byte: whatever ends the
 * process, a later one finishes the change or takes it back, and {@code undo} takes back what is
 * done.
 */
public final class Journal {
  private final GitRepository repository;
  private final JournalFolder folder;
  private final String excluded;
  private Optional<JournalFolder.Entry> own = Optional.empty();
  private Optional<RunningChange> running = Optional.empty();
  private Optional<Recovery.Outcome> recovered = Optional.empty();

  /**
   * A project's.
   *
   * @param own the project's folder for our files
   */
  public Journal(GitRepository repository, Path own) {
    this.repository = repository;
    this.folder = new JournalFolder(own);
    this.excluded = own.getFileName() + "/";
  }

  /** Whether a change was begun, by a process that was killed or that still makes it. */
  public boolean isUnfinished() {
    return folder.newest().filter(Recovery::isUnfinished).isPresent();
  }

  /**
   * Finishes a change that a kill cut short, or takes it back. To be called where no other process
   * makes one.
   *
   * @return what was done, in a sentence; empty if there was none
   * @throws Failure if files were changed by somebody else since; they are named
   */
  public Optional<String> recover() {
    recovered = new Recovery(repository, folder).run();
    return recovered.map(Recovery.Outcome::sentence);
  }

  /** Whether {@link #recover} brought back what was there before. */
  boolean hasTakenBack() {
    return recovered.filter(Recovery.Outcome::isTakenBack).isPresent();
  }

  /**
   * Whether the newest change is that of a command, and all of it is there.
   *
   * @param head the commit that was checked out before it
   */
  public boolean isInPlace(String command, String head) {
    return folder
        .newest()
        .map(JournalFolder.Entry::change)
        .filter(change -> change.command().equals(command) && change.head().equals(head))
        .filter(change -> new FileStates(repository).areAfter(change))
        .isPresent();
  }

  JournalFolder folder() {
    return folder;
  }

  /**
   * Writes and removes the files of a change, stages exactly them, and removes folders left empty.
   * What was staged before stays staged. When anything fails, or a signal ends the process
   * half-way, files and index are put back as they were.
   *
   * @param command what the user typed
   * @throws Failure if a path cannot be written or removed, or git would store other bytes than
   *     those given
   */
  public void apply(String command, Change change) {
    change.check(repository);
    repository.excludeLocally(excluded);
    RunningChange made = new RunningChange(repository, folder);
    synchronized (this) {
      running = Optional.of(made);
    }
    own = Optional.of(made.make(command, change));
  }

  /** Puts back what a signal cuts short; to be called at the process's end. */
  public void end() {
    Optional<RunningChange> cutShort;
    synchronized (this) {
      cutShort = running;
    }
    cutShort.ifPresent(RunningChange::putBack);
  }

  /**
   * Commits the change, which is staged.
   *
   * @param command what the user typed
   * @param said takes what hooks and git say meanwhile
   * @throws Failure if git, a hook or a signing program refuses; all stays staged
   */
  public Commit commit(String command, Change change, String message, Consumer<String> said) {
    repository.excludeLocally(excluded);
    JournalFolder.Entry staged = own.orElseGet(() -> written(command, change));
    String head = repository.headCommit();
    JournalFolder.Entry begun = folder.put(staged, staged.change().committing(head, ""));
    try {
      Commit made =
          repository.commit(
              message,
              said,
              pid ->
                  Instance.of(pid)
                      .ifPresent(
                          git -> folder.put(begun, begun.change().committing(head, git.token()))));
      folder.put(
          begun,
          begun
              .change()
              .committed(
                  made.id(),
                  new Recovery(repository, folder).committedFiles(begun.change(), made.id())));
      return made;
    } catch (Failure refused) {
      notCommitted(begun);
      throw refused;
    }
  }

  private void notCommitted(JournalFolder.Entry begun) {
    if (own.isPresent()) {
      folder.put(begun, begun.change().in(State.DONE));
    } else {
      folder.remove(begun);
    }
  }

  /** One that is made already, and is only committed: before it is what is staged. */
  private JournalFolder.Entry written(String command, Change change) {
    FileStates states = new FileStates(repository);
    Map<String, IndexUpdate.Entry> entries = states.entries(change.paths());
    List<RecordedChange.File> files = new ArrayList<>();
    for (String path : change.paths()) {
      String id = states.id(path);
      String entry = RecordedChange.text(Optional.ofNullable(entries.get(path)));
      files.add(new RecordedChange.File(path, id, id, entry, entry));
    }
    return folder.add(
        folder.begin(
            new RecordedChange(
                command,
                Instant.now().toString(),
                State.DONE,
                repository.headCommit(),
                "",
                "",
                files,
                List.of())));
  }
}
