package git;

import console.SideBySide;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the commits that changed some folders did, as the git program tells it. */
public final class FolderChanges {
  private final GitRepository repository;
  private final String newest;
  private final Set<String> folders;
  private final List<FileChange> inside;
  private final List<FileChange> gone;

  private FolderChanges(
      GitRepository repository,
      String newest,
      Set<String> folders,
      List<FileChange> inside,
      List<FileChange> gone) {
    this.repository = repository;
    this.newest = newest;
    this.folders = folders;
    this.inside = inside;
    this.gone = gone;
  }

  /**
   * What a commit did to a path.
   *
   * @param commit the commit's id
   * @param before the ids of the file in the parents that had one
   * @param after the id of the file now; empty if there is none
   */
  record FileChange(String commit, String path, List<String> before, List<String> after) {
    private static final String SUBMODULE = "160000";

    /** A colon, a mode and an id for each parent, and one of each for the commit. */
    static FileChange parsed(String commit, String change, String path) {
      int parents = change.lastIndexOf(':') + 1;
      String[] words = change.substring(parents).split(" ", -1);
      List<String> files = new ArrayList<>();
      for (int i = 0; i <= parents; i++) {
        String id = words[parents + 1 + i].replaceFirst("^0+$", "");
        files.add(words[i].equals(SUBMODULE) ? "" : id);
      }
      return new FileChange(
          commit,
          path,
          present(files.subList(0, parents)),
          present(files.subList(parents, parents + 1)));
    }

    private static List<String> present(List<String> files) {
      return files.stream().filter(file -> !file.isEmpty()).toList();
    }
  }

  /**
   * Asks git.
   *
   * @param newest the id of the last of the commits
   * @param folders their paths
   */
  public static FolderChanges of(
      GitRepository repository, String newest, Collection<String> folders) {
    GitProgram git = repository.program();
    Set<String> watched = new TreeSet<>(folders);
    List<String> commits = commits(git, newest, watched);
    return SideBySide.run(
        () -> changes(git, commits, List.of("--root", "-c"), watched),
        () -> changes(git, commits, List.of("-m", "--diff-filter=D"), List.of()),
        (inside, gone) -> new FolderChanges(repository, newest, watched, inside, gone));
  }

  /** The same with more folders. */
  FolderChanges with(Collection<String> more) {
    Set<String> all = new TreeSet<>(folders);
    all.addAll(more);
    return of(repository, newest, all);
  }

  GitRepository repository() {
    return repository;
  }

  Set<String> folders() {
    return folders;
  }

  /** Changes in the folders, those of children before those of parents. */
  List<FileChange> inside() {
    return inside;
  }

  /** What the same commits took away, anywhere. */
  List<FileChange> gone() {
    return gone;
  }

  /** The end of a command line that names folders, of which the root is the empty one. */
  static List<String> paths(Collection<String> folders) {
    List<String> words = new ArrayList<>(List.of("--"));
    folders.forEach(folder -> words.add(folder.isEmpty() ? "." : folder));
    return words;
  }

  /** The commits that changed something in these folders, children first, else the newest first. */
  private static List<String> commits(GitProgram git, String newest, Collection<String> folders) {
    List<String> words = new ArrayList<>(List.of("rev-list", "--date-order", "--full-history"));
    words.add(newest);
    words.addAll(paths(folders));
    return git.command(words).check().output().lines().toList();
  }

  /**
   * The changes of some commits, in the commits' order.
   *
   * @param options which of them, in the words of {@code git diff-tree}
   * @param folders where; anywhere if none is named
   */
  private static List<FileChange> changes(
      GitProgram git, List<String> commits, List<String> options, Collection<String> folders) {
    if (commits.isEmpty()) {
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of("diff-tree", "--stdin", "-r", "-z", "--raw"));
    words.addAll(List.of("--no-renames", "--no-abbrev"));
    words.addAll(options);
    words.addAll(paths(folders));
    String input = String.join("\n", commits) + "\n";
    List<FileChange> changes = new ArrayList<>();
    String commit = "";
    List<String> fields = GitProgram.fields(git.command(words).stdin(input).check());
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).startsWith(":")) {
        changes.add(FileChange.parsed(commit, fields.get(i), fields.get(++i)));
      } else {
        commit = fields.get(i);
      }
    }
    return changes;
  }
}
