package git;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a commit did to a path.
 *
 * @param commit the commit's id
 * @param before the ids of the file in the parents that had one
 * @param after the id of the file now; empty where there is none
 */
record FileChange(String commit, String path, List<String> before, List<String> after) {
  private static final String SUBMODULE = "160000";

  /**
   * The changes of some commits, in the commits' order.
   *
   * @param options which of them, in the words of {@code git diff-tree}
   * @param folders where; anywhere if none is named
   */
  static List<FileChange> of(
      GitProgram git,
      Collection<String> commits,
      List<String> options,
      Collection<String> folders) {
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
        changes.add(parsed(commit, fields.get(i), fields.get(++i)));
      } else {
        commit = fields.get(i);
      }
    }
    return changes;
  }

  /** The commits that changed something in these folders, children first, else the newest first. */
  static List<String> commits(GitProgram git, String newest, Collection<String> folders) {
    List<String> words = new ArrayList<>(List.of("rev-list", "--date-order", "--full-history"));
    words.add(newest);
    words.addAll(paths(folders));
    return git.command(words).check().output().lines().toList();
  }

  /** The end of a command line that names folders, of which the root is the empty one. */
  static List<String> paths(Collection<String> folders) {
    List<String> words = new ArrayList<>(List.of("--"));
    folders.forEach(folder -> words.add(folder.isEmpty() ? "." : folder));
    return words;
  }

  /** A colon, a mode and an id for each parent, and one of each for the commit. */
  private static FileChange parsed(String commit, String change, String path) {
    int parents = change.lastIndexOf(':') + 1;
    String[] words = change.substring(parents).split(" ", -1);
    List<String> files = new ArrayList<>();
    for (int i = 0; i <= parents; i++) {
      files.add(words[i].equals(SUBMODULE) ? "" : words[parents + 1 + i].replaceFirst("^0+$", ""));
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
