package journal;

import console.Failure;
import git.Change;
import git.GitRepository;
import git.IndexUpdate;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import journal.RecordedChange.State;
import process.OwnFile;
import process.ShutdownHooks;
import process.StoredBytes;

/**
 * Makes a change: first it is written down, with what files held and what they will hold, then each
 * file gets to its place in one step, at last the index. When anything fails, or a signal ends the
 * process, all is put back. Safe to put back from another thread.
 */
final class RunningChange {
  private static final String FILE = "100644";

  private final GitRepository repository;
  private final JournalFolder journal;
  private final FileStates states;
  private JournalFolder.Entry entry;
  private boolean over;

  RunningChange(GitRepository repository, JournalFolder journal) {
    this.repository = repository;
    this.journal = journal;
    this.states = new FileStates(repository);
  }

  /**
   * Makes it.
   *
   * @return what is written down of it
   * @throws Failure if a file cannot be written; all is as before
   */
  JournalFolder.Entry make(String command, Change change) {
    prepare(command, change);
    Thread hook = new Thread(this::putBack, "put back");
    ShutdownHooks.add(hook);
    boolean done = false;
    try {
      List<RecordedChange.File> files = entry.change().files();
      for (int i = 0; i < files.size(); i++) {
        replace(i, files.get(i).path(), change);
      }
      finish(change);
      done = true;
    } finally {
      if (!done) {
        putBack();
      }
      ShutdownHooks.remove(hook);
    }
    removeEmptied(repository.root(), entry.change());
    return entry;
  }

  private void prepare(String command, Change change) {
    try {
      JournalFolder.Entry begun = journal.begin(recorded(command, change));
      List<RecordedChange.File> files = begun.change().files();
      for (int i = 0; i < files.size(); i++) {
        keep(begun, i, Optional.ofNullable(change.written().get(files.get(i).path())));
      }
      entry = journal.add(begun);
    } catch (Failure full) {
      try {
        journal.clean();
      } catch (Failure left) {
        full.addSuppressed(left);
      }
      throw full;
    }
  }

  /** What a file holds, and what it will hold. */
  private void keep(JournalFolder.Entry begun, int number, Optional<StoredBytes> content) {
    Path place = repository.root().resolve(begun.change().files().get(number).path());
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      OwnFile.doing(place, () -> Placing.keep(place, begun.before(number)));
    }
    Path after = begun.after(number);
    boolean executable = Files.isRegularFile(place) && Files.isExecutable(place);
    content.ifPresent(bytes -> OwnFile.doing(place, () -> write(bytes, after, executable)));
  }

  private static void write(StoredBytes content, Path place, boolean executable)
      throws IOException {
    content.copyTo(place);
    if (executable && !place.toFile().setExecutable(true)) {
      throw new IOException("the executable bit cannot be set");
    }
  }

  private RecordedChange recorded(String command, Change change) {
    List<String> paths = change.paths();
    Map<String, IndexUpdate.Entry> entries = states.entries(paths);
    List<RecordedChange.File> files = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    for (String path : paths) {
      Optional<IndexUpdate.Entry> entry = Optional.ofNullable(entries.get(path));
      StoredBytes content = change.written().get(path);
      String after = content == null ? "" : FileStates.id(content);
      String mode =
          entry.map(IndexUpdate.Entry::mode).filter(known -> known.startsWith("100")).orElse(FILE);
      files.add(
          new RecordedChange.File(
              path,
              states.id(path),
              after,
              RecordedChange.text(entry),
              content == null ? "" : mode + " " + after));
      if (content != null) {
        addMissing(path, folders);
      }
    }
    return new RecordedChange(
        command,
        Instant.now().toString(),
        State.APPLYING,
        repository.headCommit(),
        "",
        "",
        files,
        folders);
  }

  private void addMissing(String path, List<String> folders) {
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      String folder = path.substring(0, end);
      if (!Files.exists(repository.root().resolve(folder)) && !folders.contains(folder)) {
        folders.add(folder);
      }
    }
  }

  private synchronized void replace(int number, String path, Change change) {
    checkRunning();
    Path place = repository.root().resolve(path);
    OwnFile.doing(
        place,
        () -> {
          if (change.written().containsKey(path)) {
            Files.createDirectories(place.getParent());
            Placing.move(entry.after(number), place);
          } else {
            Files.deleteIfExists(place);
          }
        });
  }

  /** When it returns, nothing is put back any more. */
  private synchronized void finish(Change change) {
    checkRunning();
    OwnFile.doing(repository.index(), () -> new IndexUpdate(repository).stage(change));
    over = true;
    entry = journal.put(entry, entry.change().in(State.DONE));
  }

  /** Puts all back that is not finished; waits for whoever does so. */
  synchronized void putBack() {
    if (!over && entry != null) {
      over = true;
      new TakingBack(repository, journal).run(entry);
    }
  }

  private void checkRunning() {
    if (over) {
      throw new Failure("interrupted", "");
    }
  }

  /** Removes the folders that lost their last file, as git does. */
  static void removeEmptied(Path root, RecordedChange change) {
    for (RecordedChange.File file : change.files()) {
      Path folder = root.resolve(file.path()).getParent();
      while (file.after().isEmpty() && !folder.equals(root) && removedIfEmpty(folder)) {
        folder = folder.getParent();
      }
    }
  }

  /** Whether it is gone. */
  static boolean removedIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (DirectoryNotEmptyException inUse) {
      return false;
    } catch (NoSuchFileException gone) {
      return true;
    } catch (IOException refused) {
      throw OwnFile.unwritten(folder, refused);
    }
  }
}
