package journal;

import git.GitRepository;
import git.IndexUpdate;
import git.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import process.StoredBytes;

/** What files of a change are at present: as before it, as after it, or something else. */
final class FileStates {
  private static final String FOLDER = "folder";

  private final GitRepository repository;

  FileStates(GitRepository repository) {
    this.repository = repository;
  }

  /** Git's id of what a file holds, with the line ends that git stores; empty for no file. */
  String id(String path) {
    SourceTree work = repository.workTree();
    if (Files.isDirectory(repository.root().resolve(path), LinkOption.NOFOLLOW_LINKS)) {
      return FOLDER;
    }
    return work.stored(path)
        .or(
            () ->
                work.link(path)
                    .map(link -> link.getBytes(StandardCharsets.UTF_8))
                    .map(StoredBytes::of))
        .map(FileStates::id)
        .orElse("");
  }

  /** Whether a file of a change holds what has this id, with its own line ends or git's. */
  boolean isNow(RecordedChange.File file, String id) {
    return id(file.path()).equals(id) || asItLies(file.path()).filter(id::equals).isPresent();
  }

  private Optional<String> asItLies(String path) {
    Path file = repository.root().resolve(path);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(id(StoredBytes.of(in)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Git's id of a text. */
  static String id(StoredBytes content) {
    try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
      return ids.idFor(Constants.OBJ_BLOB, content.length(), content.input()).name();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Entries of the index. */
  Map<String, IndexUpdate.Entry> entries(List<String> paths) {
    try {
      return new IndexUpdate(repository).entries(paths);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the index", unreadable);
    }
  }

  /** Whether nothing of a change is there, neither in the work tree nor in the index. */
  boolean areBefore(RecordedChange change) {
    Map<String, IndexUpdate.Entry> entries = entries(change.paths());
    return change.files().stream()
        .allMatch(
            file ->
                isNow(file, file.before()) && entry(entries, file.path()).equals(file.staged()));
  }

  /** Whether all of a change is there, in the work tree and in the index. */
  boolean areAfter(RecordedChange change) {
    Map<String, IndexUpdate.Entry> entries = entries(change.paths());
    return change.files().stream()
        .allMatch(
            file ->
                isNow(file, file.after())
                    && entry(entries, file.path()).equals(file.stagedAfter()));
  }

  /** What is neither as before a change nor as after it: paths with what they are. */
  List<String> others(RecordedChange change) {
    Map<String, IndexUpdate.Entry> entries = entries(change.paths());
    List<String> others = new ArrayList<>();
    for (RecordedChange.File file : change.files()) {
      String entry = entry(entries, file.path());
      if (!isNow(file, file.before()) && !isNow(file, file.after())) {
        others.add(file.path() + (id(file.path()).isEmpty() ? ", which is gone" : ""));
      } else if (!entry.equals(file.staged()) && !entry.equals(file.stagedAfter())) {
        others.add(file.path() + ", of which something else is staged");
      }
    }
    return others;
  }

  private static String entry(Map<String, IndexUpdate.Entry> entries, String path) {
    return RecordedChange.text(Optional.ofNullable(entries.get(path)));
  }
}
