package git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * The folders where revisions lie or once lay. Answers which revisions a commit holds from the ids
 * of those folders' trees; each distinct tree and each distinct file is read once.
 */
final class RevisionFolders {
  private final ObjectReader objects;
  private final boolean recursive;
  private final History.RevisionReader reader;
  private final List<String> folders = new ArrayList<>();
  private final Map<Step, ObjectId> steps = new HashMap<>();
  private final Map<ObjectId, Set<String>> revisionsOfTree = new HashMap<>();
  private final Map<ObjectId, Optional<String>> revisionOfBlob = new HashMap<>();

  private record Step(ObjectId tree, String name) {}

  RevisionFolders(
      ObjectReader objects,
      Collection<String> folders,
      boolean recursive,
      History.RevisionReader reader) {
    this.objects = objects;
    this.recursive = recursive;
    this.reader = reader;
    this.folders.addAll(folders);
  }

  /** Watches one more folder; what {@link #trees} returned before is too short from now on. */
  void add(String folder) {
    folders.add(folder);
  }

  /** Whether the file lies in a watched folder. */
  boolean watch(String path) {
    return Folders.hold(folders, recursive, path);
  }

  /**
   * The tree of each watched folder, in the order they were added; the zero id where there is none.
   *
   * @param known what was found for this commit before, perhaps with fewer folders
   */
  ObjectId[] trees(ObjectId root, ObjectId[] known) throws IOException {
    if (known.length == folders.size()) {
      return known;
    }
    ObjectId[] trees = Arrays.copyOf(known, folders.size());
    for (int i = known.length; i < trees.length; i++) {
      trees[i] = find(root, folders.get(i));
    }
    return trees;
  }

  /** The revisions in these trees. */
  Set<String> revisions(ObjectId[] trees) throws IOException {
    Set<String> revisions = new HashSet<>();
    for (int i = 0; i < trees.length; i++) {
      if (!trees[i].equals(ObjectId.zeroId())) {
        revisions.addAll(revisionsOf(trees[i], folders.get(i)));
      }
    }
    return revisions;
  }

  /** The revision that a file declares; empty for any other file. */
  Optional<String> revision(String path, ObjectId blob) {
    Optional<String> known = revisionOfBlob.get(blob);
    if (known == null) {
      known = reader.revisionOf(new SourceTree.Entry(path, blob.name()), () -> bytes(blob));
      revisionOfBlob.put(blob, known);
    }
    return known;
  }

  private byte[] bytes(ObjectId blob) {
    try {
      return objects.open(blob, Constants.OBJ_BLOB).getBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the file " + blob.name(), unreadable);
    }
  }

  private ObjectId find(ObjectId root, String folder) throws IOException {
    ObjectId tree = root;
    for (String name : folder.isEmpty() ? new String[0] : folder.split("/")) {
      // Hardly two commits have the same root, so remembering its entries would only cost memory.
      tree = tree.equals(root) ? child(tree, name) : rememberedChild(tree, name);
      if (tree.equals(ObjectId.zeroId())) {
        return tree;
      }
    }
    return tree;
  }

  private ObjectId rememberedChild(ObjectId tree, String name) throws IOException {
    Step step = new Step(tree, name);
    ObjectId child = steps.get(step);
    if (child == null) {
      child = child(tree, name);
      steps.put(step, child);
    }
    return child;
  }

  private ObjectId child(ObjectId tree, String name) throws IOException {
    CanonicalTreeParser entries = new CanonicalTreeParser(null, objects, tree);
    for (; !entries.eof(); entries.next(1)) {
      if (FileMode.TREE.equals(entries.getEntryRawMode())
          && entries.getEntryPathString().equals(name)) {
        return entries.getEntryObjectId();
      }
    }
    return ObjectId.zeroId();
  }

  private Set<String> revisionsOf(ObjectId tree, String folder) throws IOException {
    Set<String> known = revisionsOfTree.get(tree);
    if (known != null) {
      return known;
    }
    Set<String> revisions = new HashSet<>();
    CanonicalTreeParser entries = new CanonicalTreeParser(null, objects, tree);
    for (; !entries.eof(); entries.next(1)) {
      String path = folder + "/" + entries.getEntryPathString();
      if (FileMode.TREE.equals(entries.getEntryRawMode())) {
        if (recursive) {
          revisions.addAll(revisionsOf(entries.getEntryObjectId(), path));
        }
      } else if (entries.getEntryFileMode().getObjectType() == Constants.OBJ_BLOB) {
        revision(path, entries.getEntryObjectId()).ifPresent(revisions::add);
      }
    }
    revisionsOfTree.put(tree, revisions);
    return revisions;
  }
}
