package journal;

import git.IndexUpdate;
import java.util.List;
import java.util.Optional;

/**
 * A change of the repository as its journal has it. In JSON an empty text stands for what is not
 * there.
 *
 * @param command what the user typed: {@code squash}
 * @param since when it began, as {@link java.time.Instant} writes it
 * @param state how far it has come
 * @param head the commit that was checked out before
 * @param commit the commit that was made; empty if none was
 * @param process the token of the git that commits; empty if none does
 * @param files the files of the change
 * @param folders paths of folders that it makes, the outer ones first
 */
record RecordedChange(
    String command,
    String since,
    State state,
    String head,
    String commit,
    String process,
    List<File> files,
    List<String> folders) {

  /** How far a change has come. */
  enum State {
    /** Files may have changed, the index not yet. */
    APPLYING,
    /** Files and index have. */
    DONE,
    /** As {@link #DONE}, and git may have committed. */
    COMMITTING,
    /** Some of it may be as before again. */
    UNDOING
  }

  /**
   * A file of it.
   *
   * @param path from the repository's root
   * @param before git's id of what it held; empty if it was not there
   * @param after likewise of what it holds then
   * @param staged its mode and id in the index before, apart by a blank; empty for none
   * @param stagedAfter likewise afterwards
   */
  record File(String path, String before, String after, String staged, String stagedAfter) {
    File after(String id, String entry) {
      return new File(path, before, id, staged, entry);
    }

    /** Its entry in the index before. */
    Optional<IndexUpdate.Entry> entryBefore() {
      return staged.isEmpty() ? Optional.empty() : Optional.of(entry(staged.indexOf(' ')));
    }

    private IndexUpdate.Entry entry(int blank) {
      return new IndexUpdate.Entry(staged.substring(0, blank), staged.substring(blank + 1));
    }
  }

  /** An entry of the index as files of a change have it. */
  static String text(Optional<IndexUpdate.Entry> entry) {
    return entry.map(one -> one.mode() + " " + one.id()).orElse("");
  }

  RecordedChange in(State now) {
    return new RecordedChange(command, since, now, head, commit, "", files, folders);
  }

  RecordedChange committing(String now, String token) {
    return new RecordedChange(command, since, State.COMMITTING, now, commit, token, files, folders);
  }

  RecordedChange committed(String id, List<File> as) {
    return new RecordedChange(command, since, State.DONE, head, id, "", as, folders);
  }

  /** The paths of its files. */
  List<String> paths() {
    return files.stream().map(File::path).toList();
  }
}
