package git;

import java.util.List;
import java.util.Optional;
import process.StoredBytes;

/**
 * The files of the repository in one state: at a commit, or as they lie in the work tree. Paths are
 * relative to the repository's root, with {@code /} between names; the root itself is the empty
 * string.
 */
public interface SourceTree {

  /**
   * A file.
   *
   * @param path its path
   * @param blob the git object id of its bytes: the same bytes have the same id
   */
  record Entry(String path, String blob) {

    /** The last name of the path. */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** The bytes of the file at the path; empty if there is no file. */
  Optional<byte[]> read(String path);

  /** The same of a file that may be long. */
  default Optional<StoredBytes> stored(String path) {
    return read(path).map(StoredBytes::of);
  }

  /**
   * The files of a folder, sorted by path; none if there is no such folder.
   *
   * @param recursive whether files of folders below count
   */
  List<Entry> list(String folder, boolean recursive);

  /** Where the symbolic link at the path leads, as it stands; empty if there is no link. */
  Optional<String> link(String path);

  /** The paths of symbolic links in a folder; as with {@link #list}, which leaves them out. */
  List<String> links(String folder, boolean recursive);

  /** What this is, for a sentence: {@code commit 1a2b3c4d5e}, {@code the work tree}. */
  String describe();
}
