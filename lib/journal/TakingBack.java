package journal;

import console.Failure;
import git.GitRepository;
import git.IndexUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import process.OwnFile;

/**
 * Brings back what was there before a change. Whatever of it is as before already stays, so that it
 * can be done again where it was cut short.
 */
final class TakingBack {
  private static final String EXECUTABLE = "100755";
  private static final int SHOWN = 10;

  private final GitRepository repository;
  private final JournalFolder journal;
  private final FileStates states;

  TakingBack(GitRepository repository, JournalFolder journal) {
    this.repository = repository;
    this.journal = journal;
    this.states = new FileStates(repository);
  }

  /**
   * Refuses to overwrite what is neither as before the change nor as after it.
   *
   * @throws Failure naming the files
   */
  void check(JournalFolder.Entry entry) {
    List<String> others = states.others(entry.change());
    if (!others.isEmpty()) {
      throw new Failure(
          "`"
              + entry.change().command()
              + "` is not taken back: "
              + (others.size() == 1 ? "a file was" : others.size() + " files were")
              + " changed since, and nothing is overwritten",
          "Changed since:\n"
              + String.join("\n", others.stream().limit(SHOWN).map(one -> "  " + one).toList())
              + (others.size() > SHOWN ? "\n  and " + (others.size() - SHOWN) + " more" : "")
              + "\nSave your changes elsewhere and have these files as `"
              + entry.change().command()
              + "` left them, or as they were; then run `undo`. To keep all as it is now, remove "
              + entry.folder()
              + ", which has what was there before.");
    }
  }

  /**
   * Takes it back, and forgets it.
   *
   * @throws Failure as {@link #check}
   */
  void run(JournalFolder.Entry entry) {
    check(entry);
    RecordedChange change = entry.change();
    for (int i = 0; i < change.files().size(); i++) {
      int number = i;
      Path place = repository.root().resolve(change.files().get(i).path());
      OwnFile.doing(place, () -> restore(entry, number, place));
    }
    for (int i = change.folders().size() - 1; i >= 0; i--) {
      RunningChange.removedIfEmpty(repository.root().resolve(change.folders().get(i)));
    }
    OwnFile.doing(repository.index(), () -> unstage(change));
    if (isCheckedOut(change)) {
      repository.moveHead(
          change.commit(), change.head(), "alembic_squash undo: before " + change.command());
    }
    journal.remove(entry);
  }

  /** Whether the commit that was made of a change is the one that is checked out. */
  boolean isCheckedOut(RecordedChange change) {
    return !change.commit().isEmpty() && change.commit().equals(repository.headCommit());
  }

  private void restore(JournalFolder.Entry entry, int number, Path place) throws IOException {
    RecordedChange.File file = entry.change().files().get(number);
    Placing.clean(place);
    if (states.isNow(file, file.before())) {
      return;
    }
    if (file.before().isEmpty()) {
      Files.delete(place);
      return;
    }
    Path kept = entry.before(number);
    if (!Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
      // What was staged and nothing else, so git has it
      Files.write(kept, repository.bytes(file.before()));
      if (file.staged().startsWith(EXECUTABLE) && !kept.toFile().setExecutable(true)) {
        throw new IOException("the executable bit cannot be set");
      }
    }
    Files.createDirectories(place.getParent());
    Placing.move(kept, place);
  }

  private void unstage(RecordedChange change) throws IOException {
    Map<String, IndexUpdate.Entry> now = states.entries(change.paths());
    Map<String, Optional<IndexUpdate.Entry>> wrong = new TreeMap<>();
    for (RecordedChange.File file : change.files()) {
      Optional<IndexUpdate.Entry> before = file.entryBefore();
      if (!Optional.ofNullable(now.get(file.path())).equals(before)) {
        wrong.put(file.path(), before);
      }
    }
    if (!wrong.isEmpty()) {
      new IndexUpdate(repository).put(wrong);
    }
  }
}
