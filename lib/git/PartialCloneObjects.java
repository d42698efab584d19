package git;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import process.Processes;

/**
 * The objects that a partial clone left at its remote. JGit does not know of them, so the git
 * program fetches them. In any other clone nothing is fetched.
 */
final class PartialCloneObjects {
  private static final String REMOTE = "remote";
  private static final String UNREACHABLE =
      "this is a partial clone, and objects that it leaves out could not be fetched";

  private final Repository repository;
  private final Config config;
  private final GitProgram git;
  private final Optional<String> remote;

  PartialCloneObjects(Repository repository, GitProgram git) {
    this.repository = repository;
    this.config = repository.getConfig();
    this.git = git;
    this.remote =
        config.getSubsections(REMOTE).stream()
            .filter(name -> config.getBoolean(REMOTE, name, "promisor", false))
            .findFirst()
            .or(() -> Optional.ofNullable(config.getString("extensions", null, "partialclone")));
  }

  /** Whether this is a partial clone. */
  boolean mayMiss() {
    return remote.isPresent();
  }

  /** Reads something of git's objects. */
  interface Reading<T> {
    T read() throws IOException;
  }

  /** What a reading gives, which begins anew when a tree or a file that it lacked is fetched. */
  <T> T reading(Reading<T> reading) throws IOException {
    String fetched = "";
    while (true) {
      try {
        return reading.read();
      } catch (MissingObjectException missing) {
        String id = missing.getObjectId().name();
        if (!mayMiss() || id.equals(fetched)) {
          throw missing;
        }
        fetch(List.of(id));
        fetched = id;
      }
    }
  }

  /** Fetches what these folders held in any commit of any branch or tag, all at once. */
  void fetchHistory(List<String> folders) {
    String filter =
        remote.map(name -> config.getString(REMOTE, name, "partialclonefilter")).orElse("");
    if (!filter.startsWith("blob:")) {
      // A walk along paths needs the trees of all commits.
      fetchMissing(List.of("--all", "--filter=blob:none"));
    }
    List<String> words = new ArrayList<>(List.of("--all", "--full-history"));
    words.addAll(FolderChanges.paths(folders));
    fetchMissing(words);
  }

  /** Fetches all files of a commit, all at once. */
  void fetchTree(String commit) {
    fetchMissing(List.of("--no-walk", commit));
  }

  /** Fetches the .gitattributes of the index, all at once: a sparse checkout has only some. */
  void fetchAttributes() {
    if (mayMiss()) {
      fetchFiles(
          index().stream()
              .filter(entry -> entry.getPathString().matches("(.*/)?[.]gitattributes"))
              .map(entry -> entry.getObjectId().name())
              .toList());
    }
  }

  private List<DirCacheEntry> index() {
    try {
      return List.of(SwappedIndex.read(repository).getEntriesWithin(""));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the index", unreadable);
    }
  }

  /** Fetches those of these files that are missing, all at once. */
  void fetchFiles(Collection<String> blobs) {
    if (mayMiss()) {
      List<String> missing = blobs.stream().distinct().filter(this::isMissing).toList();
      if (!missing.isEmpty()) {
        fetch(missing);
      }
    }
  }

  private boolean isMissing(String id) {
    try {
      return !repository.getObjectDatabase().has(ObjectId.fromString(id));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the object " + id, unreadable);
    }
  }

  /** Fetches objects by their ids, trees with the trees below them but without files. */
  private synchronized void fetch(List<String> ids) {
    run(
        String.join("\n", ids) + "\n",
        List.of(
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-auto-maintenance",
            "--recurse-submodules=no",
            "--filter=blob:none",
            "--stdin",
            remote.orElseThrow()));
  }

  private void fetchMissing(List<String> walk) {
    List<String> last = List.of();
    List<String> missing = missing(walk);
    while (!missing.isEmpty()) {
      if (missing.equals(last)) {
        throw new Failure(
            UNREACHABLE + ": " + remote.orElseThrow() + " does not have " + missing.get(0),
            advice());
      }
      fetch(missing);
      last = missing;
      missing = missing(walk);
    }
  }

  private List<String> missing(List<String> walk) {
    if (!mayMiss()) {
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of("rev-list", "--objects", "--missing=print"));
    words.addAll(walk);
    return run("", words)
        .lines()
        .filter(line -> line.startsWith("?"))
        .map(line -> line.substring(1))
        .toList();
  }

  private String run(String input, List<String> words) {
    Processes.Result result = git.command(words).stdin(input).run();
    if (result.exitCode() != 0) {
      throw GitProgram.refused(UNREACHABLE, advice(), result);
    }
    return result.output();
  }

  private String advice() {
    return "Where "
        + remote.orElseThrow()
        + " can be reached, make the clone whole: git fetch --refetch --no-filter "
        + remote.orElseThrow();
  }
}
