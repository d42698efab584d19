package git;

import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import process.StoredBytes;

/** Stages a change whose files have been written; other entries of the index stay as they are. */
final class IndexUpdate {
  private final Repository repository;

  IndexUpdate(GitRepository repository) {
    this.repository = repository.jgit();
  }

  /** The index changes in one step, when the lock file replaces it. */
  void stage(Change change) throws IOException {
    DirCache index = locked();
    try (ObjectInserter objects = repository.newObjectInserter()) {
      Map<String, ObjectId> blobs = new TreeMap<>();
      for (Map.Entry<String, StoredBytes> file : change.written().entrySet()) {
        StoredBytes content = file.getValue();
        blobs.put(
            file.getKey(), objects.insert(Constants.OBJ_BLOB, content.length(), content.input()));
      }
      objects.flush();
      DirCacheEditor editor = index.editor();
      change.removed().forEach(path -> editor.add(new DirCacheEditor.DeletePath(path)));
      blobs.forEach((path, blob) -> editor.add(edit(path, blob)));
      editor.finish();
      checkStored(change.written());
      index.write();
      if (!index.commit()) {
        throw new IOException("the index of " + repository.getDirectory() + " was not replaced");
      }
    } finally {
      index.unlock();
    }
  }

  private DirCache locked() throws IOException {
    try {
      return repository.lockDirCache();
    } catch (LockFailedException held) {
      throw new Failure(
          "git's index is locked: there is a file " + held.getFile() + ".lock",
          "Another git command runs in this repository; wait for its end. Where none does, one was"
              + " killed: remove the file.",
          held);
    }
  }

  private DirCacheEditor.PathEdit edit(String path, ObjectId blob) {
    Path file = repository.getWorkTree().toPath().resolve(path);
    return new DirCacheEditor.PathEdit(path) {
      @Override
      public void apply(DirCacheEntry entry) {
        boolean known =
            FileMode.REGULAR_FILE.equals(entry.getRawMode())
                || FileMode.EXECUTABLE_FILE.equals(entry.getRawMode());
        if (!known) {
          entry.setFileMode(FileMode.REGULAR_FILE);
        }
        entry.setObjectId(blob);
        try {
          entry.setLength(Files.size(file));
          entry.setLastModified(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException gone) {
          throw new java.io.UncheckedIOException(gone);
        }
      }
    };
  }

  /** Line end conversion and clean filters must not make other bytes of the file. */
  private void checkStored(Map<String, StoredBytes> written) throws IOException {
    if (written.isEmpty()) {
      return;
    }
    TreeSet<String> unseen = new TreeSet<>(written.keySet());
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.setOperationType(TreeWalk.OperationType.CHECKIN_OP);
      FileTreeIterator files = new FileTreeIterator(repository);
      walk.addTree(files);
      // As `git add` would decide it, looking at the index before this change.
      walk.addTree(new DirCacheIterator(repository.readDirCache()));
      files.setDirCacheIterator(walk, 1);
      walk.setFilter(PathFilterGroup.createFromStrings(written.keySet()));
      walk.setRecursive(true);
      while (walk.next()) {
        String path = walk.getPathString();
        WorkingTreeIterator file = walk.getTree(0, WorkingTreeIterator.class);
        if (written.containsKey(path) && file != null) {
          unseen.remove(path);
          // Not the entry's own id: that one is the index's where times and sizes agree.
          if (!StoredBytes.of(file.openEntryStream()).equals(written.get(path))) {
            throw new Failure(
                "git would store other bytes for " + path + " than those written",
                "An attribute of it changes what git stores (git check-attr -a "
                    + path
                    + "). Keep it out with a line in .gitattributes: "
                    + path
                    + " -text -ident -filter -working-tree-encoding");
          }
        }
      }
    }
    if (!unseen.isEmpty()) {
      throw new IOException("not found after writing: " + unseen);
    }
  }
}
