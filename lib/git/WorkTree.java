package git;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import process.StoredBytes;

/**
 * The files that lie on disk, those that git tracks and those that it does not ignore, with the
 * line ends that git would store: a clone may have others ({@code core.autocrlf}, {@code eol}).
 */
final class WorkTree implements SourceTree {
  /** Files of more bytes are read in parts. */
  private static final int LARGE = 1 << 20;

  private final Repository repository;
  private final Path root;

  WorkTree(Repository repository, Path root) {
    this.repository = repository;
    this.root = root;
  }

  @Override
  public Optional<byte[]> read(String path) {
    try {
      Optional<byte[]> bytes = onDisk(path);
      return bytes.isPresent() && hasReturn(bytes.get())
          ? Optional.of(stored(path, bytes.get()))
          : bytes;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(root.resolve(path).toString(), unreadable);
    }
  }

  private Optional<byte[]> onDisk(String path) throws IOException {
    Path file = root.resolve(path);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(Files.readAllBytes(file))
        : Optional.empty();
  }

  /** The same in streams: nobody reads a file of many rows at once. */
  @Override
  public Optional<StoredBytes> stored(String path) {
    Path file = root.resolve(path);
    try {
      if (!isLarge(file)) {
        return read(path).map(StoredBytes::of);
      }
      if (hasReturn(file)) {
        return Optional.of(StoredBytes.of(stored(path, Files.readAllBytes(file))));
      }
      try (InputStream in = Files.newInputStream(file)) {
        return Optional.of(StoredBytes.of(in));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file.toString(), unreadable);
    }
  }

  private static boolean isLarge(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > LARGE;
  }

  private static boolean hasReturn(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = in.readNBytes(LARGE);
      while (block.length > 0 && !hasReturn(block)) {
        block = in.readNBytes(LARGE);
      }
      return block.length > 0;
    }
  }

  private static boolean hasReturn(byte[] bytes) {
    for (byte octet : bytes) {
      if (octet == '\r') {
        return true;
      }
    }
    return false;
  }

  /** What {@code git add} would store of a file. */
  private byte[] stored(String path, byte[] onDisk) throws IOException {
    try (TreeWalk walk = new TreeWalk(repository)) {
      begin(walk);
      walk.setFilter(PathFilter.create(path));
      walk.setRecursive(true);
      while (walk.next()) {
        WorkingTreeIterator file = walk.getTree(0, WorkingTreeIterator.class);
        if (file != null && walk.getPathString().equals(path)) {
          return file.openEntryStream().readAllBytes();
        }
      }
      return onDisk;
    }
  }

  /** A walk over the files, and over the index, which has a say in how files are stored. */
  private void begin(TreeWalk walk) throws IOException {
    walk.setOperationType(TreeWalk.OperationType.CHECKIN_OP);
    FileTreeIterator files = new FileTreeIterator(repository);
    walk.addTree(files);
    walk.addTree(new DirCacheIterator(SwappedIndex.read(repository)));
    files.setDirCacheIterator(walk, 1);
  }

  @Override
  public List<Entry> list(String folder, boolean recursive) {
    List<Entry> entries = new ArrayList<>();
    try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
      visit(
          folder,
          recursive,
          file -> {
            String path = file.getEntryPathString();
            id(path, file, ids).ifPresent(id -> entries.add(new Entry(path, id.name())));
          });
    }
    return entries;
  }

  private Optional<ObjectId> id(String path, WorkingTreeIterator file, ObjectInserter ids)
      throws IOException {
    Path large = root.resolve(path);
    if (isLarge(large) && !hasReturn(large)) {
      try (InputStream in = Files.newInputStream(large)) {
        return Optional.of(ids.idFor(Constants.OBJ_BLOB, Files.size(large), in));
      }
    }
    Optional<byte[]> bytes = onDisk(path);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    byte[] stored = hasReturn(bytes.get()) ? file.openEntryStream().readAllBytes() : bytes.get();
    return Optional.of(ids.idFor(Constants.OBJ_BLOB, stored));
  }

  private interface Visitor {
    void visit(WorkingTreeIterator file) throws IOException;
  }

  /** Visits what git tracks or does not ignore, but for folders. */
  private void visit(String folder, boolean recursive, Visitor visitor) {
    try (TreeWalk walk = new TreeWalk(repository)) {
      begin(walk);
      if (!folder.isEmpty()) {
        walk.setFilter(PathFilter.create(folder));
      }
      while (walk.next()) {
        WorkingTreeIterator file = walk.getTree(0, WorkingTreeIterator.class);
        boolean tracked = walk.getTree(1, DirCacheIterator.class) != null;
        if (file == null || (!tracked && file.isEntryIgnored())) {
          continue;
        }
        String path = walk.getPathString();
        if (walk.isSubtree()) {
          if (recursive || folder.equals(path) || folder.startsWith(path + "/")) {
            walk.enterSubtree();
          }
        } else if (folder.isEmpty() || path.startsWith(folder + "/")) {
          visitor.visit(file);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(root.resolve(folder).toString(), unreadable);
    }
  }

  /** The paths in the index, sorted. */
  List<String> tracked() {
    try {
      DirCache index = SwappedIndex.read(repository);
      TreeSet<String> paths = new TreeSet<>();
      for (int i = 0; i < index.getEntryCount(); i++) {
        paths.add(index.getEntry(i).getPathString());
      }
      return List.copyOf(paths);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the index of " + root, unreadable);
    }
  }

  /** Files that git ignores, in the root and in those folders that are wanted. */
  List<String> ignored(Predicate<String> folders) {
    List<String> ignored = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      begin(walk);
      while (walk.next()) {
        WorkingTreeIterator file = walk.getTree(0, WorkingTreeIterator.class);
        boolean tracked = walk.getTree(1, DirCacheIterator.class) != null;
        String path = walk.getPathString();
        if (file == null) {
          continue;
        }
        if (walk.isSubtree()) {
          if (folders.test(path)) {
            walk.enterSubtree();
          }
        } else if (!tracked && file.isEntryIgnored() && Files.isRegularFile(root.resolve(path))) {
          ignored.add(path);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(root.toString(), unreadable);
    }
    return ignored;
  }

  @Override
  public Optional<String> link(String path) {
    Path file = root.resolve(path);
    try {
      return Files.isSymbolicLink(file)
          ? Optional.of(Files.readSymbolicLink(file).toString())
          : Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file.toString(), unreadable);
    }
  }

  @Override
  public List<String> links(String folder, boolean recursive) {
    List<String> links = new ArrayList<>();
    visit(
        folder,
        recursive,
        file -> {
          if (Files.isSymbolicLink(root.resolve(file.getEntryPathString()))) {
            links.add(file.getEntryPathString());
          }
        });
    return links;
  }

  @Override
  public String describe() {
    return "the work tree";
  }
}
