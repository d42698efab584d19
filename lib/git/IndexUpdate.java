package git;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
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

/** Changes entries of the index in one step; all others stay as they are. */
public final class IndexUpdate {
  private final Repository repository;
  private final SwappedIndex index;

  /** Of this repository's index. */
  public IndexUpdate(GitRepository repository) {
    this.repository = repository.jgit();
    this.index = new SwappedIndex(this.repository);
  }

  /**
   * An entry of the index.
   *
   * @param mode git's, in octal digits
   * @param id of the file's content
   */
  public record Entry(String mode, String id) {}

  /**
   * Stages a change whose files have been written.
   *
   * @throws Failure if git would store other bytes, or another command holds the index
   */
  public void stage(Change change) throws IOException {
    Map<String, ObjectId> blobs = new TreeMap<>();
    try (ObjectInserter objects = repository.newObjectInserter()) {
      for (Map.Entry<String, StoredBytes> file : change.written().entrySet()) {
        StoredBytes content = file.getValue();
        blobs.put(
            file.getKey(), objects.insert(Constants.OBJ_BLOB, content.length(), content.input()));
      }
      objects.flush();
    }
    checkStored(change.written());
    replace(
        editor -> {
          change.removed().forEach(path -> editor.add(new DirCacheEditor.DeletePath(path)));
          blobs.forEach((path, blob) -> editor.add(edit(path, Optional.empty(), blob)));
        });
  }

  /** The entries of some paths that are in the index and in no conflict. */
  public Map<String, Entry> entries(Collection<String> paths) throws IOException {
    DirCache read = SwappedIndex.read(repository);
    Map<String, Entry> entries = new TreeMap<>();
    for (String path : paths) {
      DirCacheEntry entry = read.getEntry(path);
      if (entry != null && entry.getStage() == DirCacheEntry.STAGE_0) {
        entries.put(
            path, new Entry(Integer.toOctalString(entry.getRawMode()), entry.getObjectId().name()));
      }
    }
    return entries;
  }

  /** Whether what a change writes and removes is staged. */
  public boolean holds(Change change) {
    try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
      Map<String, Entry> entries = entries(change.paths());
      for (Map.Entry<String, StoredBytes> file : change.written().entrySet()) {
        StoredBytes content = file.getValue();
        String id = ids.idFor(Constants.OBJ_BLOB, content.length(), content.input()).name();
        Entry entry = entries.get(file.getKey());
        if (entry == null || !entry.id().equals(id)) {
          return false;
        }
      }
      return change.removed().stream().noneMatch(entries::containsKey);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the index", unreadable);
    }
  }

  /** Has some paths be in the index as these entries say; those without one go. */
  public void put(Map<String, Optional<Entry>> entries) throws IOException {
    replace(editor -> entries.forEach((path, entry) -> editor.add(edit(path, entry))));
  }

  /** Removes what a killed process left of a step like these, and no other command's lock. */
  public void removeLeft() throws IOException {
    index.removeLeft();
  }

  private void replace(Consumer<DirCacheEditor> edits) throws IOException {
    index.swap(
        read -> {
          DirCacheEditor editor = read.editor();
          edits.accept(editor);
          editor.finish();
        });
  }

  private DirCacheEditor.PathEdit edit(String path, Optional<Entry> entry) {
    return entry
        .<DirCacheEditor.PathEdit>map(
            known ->
                edit(
                    path,
                    Optional.of(FileMode.fromBits(Integer.parseInt(known.mode(), 8))),
                    ObjectId.fromString(known.id())))
        .orElseGet(() -> new DirCacheEditor.DeletePath(path));
  }

  /** Without a mode it has the one that it had, else that of a file. */
  private DirCacheEditor.PathEdit edit(String path, Optional<FileMode> mode, ObjectId blob) {
    Path file = repository.getWorkTree().toPath().resolve(path);
    return new DirCacheEditor.PathEdit(path) {
      @Override
      public void apply(DirCacheEntry entry) {
        boolean known =
            FileMode.REGULAR_FILE.equals(entry.getRawMode())
                || FileMode.EXECUTABLE_FILE.equals(entry.getRawMode());
        mode.ifPresent(entry::setFileMode);
        if (mode.isEmpty() && !known) {
          entry.setFileMode(FileMode.REGULAR_FILE);
        }
        entry.setObjectId(blob);
        try {
          if (mode.isPresent()) {
            // Whether the file is this one git looks up itself
            entry.setLength(0);
            entry.setLastModified(java.time.Instant.EPOCH);
          } else {
            entry.setLength(Files.size(file));
            entry.setLastModified(
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant());
          }
        } catch (IOException gone) {
          throw new UncheckedIOException(gone);
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
      walk.addTree(new DirCacheIterator(SwappedIndex.read(repository)));
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
