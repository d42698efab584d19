package git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * What one walk through history tells of revisions: the commit that first added each, and which of
 * them each tag holds. A revision is known by the id that its file declares, so files may be
 * renamed; and when a commit moves them from a folder that nobody named, that folder is followed
 * further back.
 */
public final class History {
  private static final ObjectId[] NOTHING_KNOWN = {};

  private final RevWalk walk;
  private final ObjectReader objects;
  private final RevisionFolders folders;
  private final Map<RevCommit, ObjectId[]> treesOf = new HashMap<>();
  private final Map<String, RevCommit> adders = new HashMap<>();
  private final Map<String, Commit> addedBy = new HashMap<>();
  private final Map<Tag, Set<String>> heldBy = new LinkedHashMap<>();

  /** Tells which revision a file declares. */
  public interface RevisionReader {

    /**
     * The revision's id; empty for a file that is no revision script or cannot be read as one.
     *
     * @param source gives the file's bytes, which need not be asked for
     */
    Optional<String> revisionOf(SourceTree.Entry file, Supplier<byte[]> source);
  }

  private History(RevWalk walk, RevisionFolders folders) {
    this.walk = walk;
    this.objects = walk.getObjectReader();
    this.folders = folders;
  }

  /**
   * Walks from a commit to the first one, and looks at every tag.
   *
   * @param commit where to start, by its id
   * @param folders where revisions lie now
   * @param recursive whether folders below them count
   */
  public static History walk(
      GitRepository repository,
      String commit,
      Collection<String> folders,
      boolean recursive,
      RevisionReader reader) {
    Repository jgit = repository.jgit();
    try (ObjectReader objects = jgit.newObjectReader();
        RevWalk walk = new RevWalk(objects)) {
      walk.setRetainBody(false);
      History history = new History(walk, new RevisionFolders(objects, folders, recursive, reader));
      history.findAdders(ObjectId.fromString(commit));
      history.lookInto(repository.tags());
      return history;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the history of " + commit, unreadable);
    }
  }

  /** The commit that first added the revision; empty where no commit holds it. */
  public Optional<Commit> addedBy(String revision) {
    return Optional.ofNullable(addedBy.get(revision));
  }

  /** The revisions in the tag's tree; the tag is one of the repository's. */
  public Set<String> heldBy(Tag tag) {
    return heldBy.getOrDefault(tag, Set.of());
  }

  /** The tag with the oldest commit among those that hold the revision. */
  public Optional<Tag> firstTagHolding(String revision) {
    Optional<Tag> first = Optional.empty();
    for (Map.Entry<Tag, Set<String>> newestFirst : heldBy.entrySet()) {
      if (newestFirst.getValue().contains(revision)) {
        first = Optional.of(newestFirst.getKey());
      }
    }
    return first;
  }

  /** Children come before parents, so the last adder seen of a revision is its first one. */
  private void findAdders(ObjectId start) throws IOException {
    walk.sort(RevSort.TOPO);
    walk.markStart(walk.parseCommit(start));
    for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
      for (String revision : added(commit)) {
        adders.put(revision, commit);
      }
    }
    for (Map.Entry<String, RevCommit> entry : adders.entrySet()) {
      walk.parseBody(entry.getValue());
      addedBy.put(entry.getKey(), Commit.of(entry.getValue()));
    }
  }

  /** The revisions that a commit holds and none of its parents does. */
  private Set<String> added(RevCommit commit) throws IOException {
    ObjectId[] mine = trees(commit);
    for (RevCommit parent : commit.getParents()) {
      if (java.util.Arrays.equals(mine, trees(parent))) {
        return Set.of();
      }
    }
    Set<String> added = withoutParents(commit);
    if (!added.isEmpty() && followMoves(commit, added)) {
      added = withoutParents(commit);
    }
    return added;
  }

  private Set<String> withoutParents(RevCommit commit) throws IOException {
    Set<String> revisions = new HashSet<>(folders.revisions(trees(commit)));
    for (RevCommit parent : commit.getParents()) {
      revisions.removeAll(folders.revisions(trees(parent)));
    }
    return revisions;
  }

  /** Watches the folders from which the commit took revisions away that it seems to add. */
  private boolean followMoves(RevCommit commit, Set<String> added) throws IOException {
    boolean found = false;
    for (RevCommit parent : commit.getParents()) {
      try (TreeWalk diff = new TreeWalk(objects)) {
        diff.addTree(parent.getTree());
        diff.addTree(commit.getTree());
        diff.setFilter(TreeFilter.ANY_DIFF);
        diff.setRecursive(true);
        while (diff.next()) {
          String path = diff.getPathString();
          boolean gone = diff.getRawMode(1) == 0;
          if (gone
              && diff.getFileMode(0).getObjectType() == Constants.OBJ_BLOB
              && !folders.watch(path)
              && folders.revision(path, diff.getObjectId(0)).filter(added::contains).isPresent()) {
            folders.add(Folders.parent(path));
            found = true;
          }
        }
      }
    }
    return found;
  }

  private ObjectId[] trees(RevCommit commit) throws IOException {
    ObjectId[] known = treesOf.getOrDefault(commit, NOTHING_KNOWN);
    walk.parseHeaders(commit);
    ObjectId[] trees = folders.trees(commit.getTree(), known);
    treesOf.put(commit, trees);
    return trees;
  }

  private void lookInto(List<Tag> tags) throws IOException {
    for (Tag tag : tags) {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(tag.commit().id()));
      heldBy.put(tag, folders.revisions(trees(commit)));
    }
  }
}
