package git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.Attributes;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;

/**
 * The files in the index that people of this project write: neither generated nor copied from
 * elsewhere, by their names or by what .gitattributes says (GitHub's linguist reads the same), and
 * not ignored by git although they are tracked.
 */
final class WrittenFiles {
  private static final List<String> MARKS = List.of("linguist-generated", "linguist-vendored");

  private WrittenFiles() {}

  /** Their paths, in the index's order. */
  static List<String> of(Repository repository) {
    List<String> paths = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.setOperationType(TreeWalk.OperationType.CHECKIN_OP);
      FileTreeIterator files = new FileTreeIterator(repository);
      walk.addTree(files);
      walk.addTree(new DirCacheIterator(SwappedIndex.read(repository)));
      files.setDirCacheIterator(walk, 1);
      while (walk.next()) {
        String path = walk.getPathString();
        WorkingTreeIterator file = walk.getTree(0, WorkingTreeIterator.class);
        boolean isIgnored = file != null && file.isEntryIgnored();
        if (walk.isSubtree()) {
          if (isIgnored) {
            ignored.add(path + "/");
          }
          walk.enterSubtree();
        } else if (walk.getTree(1, DirCacheIterator.class) != null
            && !isIgnored
            && ignored.stream().noneMatch(path::startsWith)
            && !GeneratedPaths.isOne(path)
            && !isMarked(walk.getAttributes())) {
          paths.add(path);
        }
      }
      return paths;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the files that git tracks", unreadable);
    }
  }

  private static boolean isMarked(Attributes attributes) {
    return MARKS.stream()
        .map(attributes::get)
        .anyMatch(
            mark ->
                mark != null
                    && (mark.getState() == Attribute.State.SET || "true".equals(mark.getValue())));
  }
}
