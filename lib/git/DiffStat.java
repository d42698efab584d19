package git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/**
 * What {@code git diff --stat --no-renames} says.
 *
 * @param files the changed files, sorted by path
 */
public record DiffStat(List<Changed> files) {

  /**
   * A changed file.
   *
   * @param path its path
   * @param added lines added
   * @param deleted lines deleted
   * @param binary whether it has no lines to count
   */
  public record Changed(String path, int added, int deleted, boolean binary) {}

  /** What is staged, against HEAD. */
  public static DiffStat staged(GitRepository repository) {
    return since(repository, repository.headCommit());
  }

  /** What is committed since a commit, and what is staged. */
  public static DiffStat since(GitRepository repository, String commit) {
    return since(
        repository,
        commit,
        (walk, reader) -> new DirCacheIterator(repository.jgit().readDirCache()));
  }

  /** What is committed between one commit and another. */
  public static DiffStat between(GitRepository repository, String commit, String other) {
    return since(repository, commit, (walk, reader) -> tree(walk, reader, other));
  }

  /** Opens the newer side of a comparison. */
  private interface Newer {
    AbstractTreeIterator open(RevWalk walk, ObjectReader reader) throws IOException;
  }

  private static DiffStat since(GitRepository repository, String commit, Newer newer) {
    Repository jgit = repository.jgit();
    try (RevWalk walk = new RevWalk(jgit);
        ObjectReader reader = jgit.newObjectReader();
        DiffFormatter formatter = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
      formatter.setRepository(jgit);
      List<Changed> files = new ArrayList<>();
      for (DiffEntry entry : formatter.scan(tree(walk, reader, commit), newer.open(walk, reader))) {
        files.add(counted(entry, formatter.toFileHeader(entry)));
      }
      return new DiffStat(List.copyOf(files));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("what changed since " + commit, unreadable);
    }
  }

  private static CanonicalTreeParser tree(RevWalk walk, ObjectReader reader, String commit)
      throws IOException {
    CanonicalTreeParser tree = new CanonicalTreeParser();
    tree.reset(reader, walk.parseCommit(ObjectId.fromString(commit)).getTree());
    return tree;
  }

  private static Changed counted(DiffEntry entry, FileHeader header) {
    String path =
        entry.getChangeType() == DiffEntry.ChangeType.DELETE
            ? entry.getOldPath()
            : entry.getNewPath();
    int added = 0;
    int deleted = 0;
    for (Edit edit : header.toEditList()) {
      added += edit.getLengthB();
      deleted += edit.getLengthA();
    }
    boolean binary = header.getPatchType() != FileHeader.PatchType.UNIFIED;
    return new Changed(path, added, deleted, binary);
  }

  /** Lines added in all files. */
  public int added() {
    return files.stream().mapToInt(Changed::added).sum();
  }

  /** Lines deleted in all files. */
  public int deleted() {
    return files.stream().mapToInt(Changed::deleted).sum();
  }

  /**
   * A line for each file and one that sums them up.
   *
   * @param columns the width that the longest line may have; a path is never shortened
   */
  public List<String> lines(int columns) {
    int longest = files.stream().mapToInt(file -> file.path().length()).max().orElse(0);
    int most = files.stream().mapToInt(file -> file.added() + file.deleted()).max().orElse(0);
    int digits = Math.max(Integer.toString(most).length(), anyBinary() ? "Bin".length() : 1);
    int room = Math.max(10, columns - longest - digits - " |  ".length() - 1);
    double scale = most <= room ? 1 : (double) room / most;
    List<String> lines = new ArrayList<>();
    for (Changed file : files) {
      String path = file.path() + " ".repeat(longest - file.path().length());
      String count = file.binary() ? "Bin" : Integer.toString(file.added() + file.deleted());
      String bar = bar('+', file.added(), scale) + bar('-', file.deleted(), scale);
      String padded = " ".repeat(digits - count.length()) + count;
      lines.add((" " + path + " | " + padded + " " + bar).stripTrailing());
    }
    lines.add(summary());
    return lines;
  }

  /** The last line: {@code 3 files changed, 10 insertions(+), 2 deletions(-)}. */
  public String summary() {
    StringBuilder text = new StringBuilder(" ").append(files.size());
    text.append(files.size() == 1 ? " file changed" : " files changed");
    if (added() > 0) {
      text.append(", ").append(added()).append(added() == 1 ? " insertion" : " insertions");
      text.append("(+)");
    }
    if (deleted() > 0) {
      text.append(", ").append(deleted()).append(deleted() == 1 ? " deletion" : " deletions");
      text.append("(-)");
    }
    return text.toString();
  }

  private boolean anyBinary() {
    return files.stream().anyMatch(Changed::binary);
  }

  private static String bar(char sign, int lines, double scale) {
    int length = lines == 0 ? 0 : Math.max(1, (int) Math.round(lines * scale));
    return String.format(Locale.ROOT, "%s", String.valueOf(sign).repeat(length));
  }
}
