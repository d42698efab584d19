package git;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import process.StoredBytes;

/** The files of a commit, read from git's objects; the work tree plays no part. */
final class GitTree implements SourceTree {
  private final Repository repository;
  private final PartialCloneObjects promised;
  private final ObjectId root;
  private final String description;

  GitTree(Repository repository, PartialCloneObjects promised, ObjectId root, String description) {
    this.repository = repository;
    this.promised = promised;
    this.root = root;
    this.description = description;
  }

  @Override
  public Optional<byte[]> read(String path) {
    return bytes(path, GitTree::isFile);
  }

  @Override
  public Optional<StoredBytes> stored(String path) {
    return file(path, GitTree::isFile, GitTree::stored);
  }

  private Optional<byte[]> bytes(String path, Predicate<FileMode> wanted) {
    return file(path, wanted, GitTree::bytes);
  }

  private static StoredBytes stored(ObjectLoader blob) throws IOException {
    try (InputStream in = blob.openStream()) {
      return StoredBytes.of(in);
    }
  }

  /** JGit gives those of some dozen megabytes as a stream only. */
  private static byte[] bytes(ObjectLoader blob) throws IOException {
    if (!blob.isLarge()) {
      return blob.getBytes();
    }
    try (InputStream in = blob.openStream()) {
      return in.readAllBytes();
    }
  }

  private interface Opened<T> {
    T of(ObjectLoader blob) throws IOException;
  }

  private <T> Optional<T> file(String path, Predicate<FileMode> wanted, Opened<T> opened) {
    return reading(
        path,
        reader -> {
          try (TreeWalk walk = TreeWalk.forPath(reader, path, root)) {
            return walk == null || !wanted.test(walk.getFileMode())
                ? Optional.empty()
                : Optional.of(opened.of(reader.open(walk.getObjectId(0), Constants.OBJ_BLOB)));
          }
        });
  }

  private interface Reading<T> {
    T read(ObjectReader reader) throws IOException;
  }

  private <T> T reading(String path, Reading<T> reading) {
    try (ObjectReader reader = repository.newObjectReader()) {
      return promised.reading(() -> reading.read(reader));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(path + " of " + description, unreadable);
    }
  }

  @Override
  public List<Entry> list(String folder, boolean recursive) {
    return entries(folder, recursive, GitTree::isFile);
  }

  @Override
  public List<String> links(String folder, boolean recursive) {
    return entries(folder, recursive, FileMode.SYMLINK::equals).stream().map(Entry::path).toList();
  }

  private List<Entry> entries(String folder, boolean recursive, Predicate<FileMode> wanted) {
    return reading(folder, reader -> entries(reader, folder, recursive, wanted));
  }

  private List<Entry> entries(
      ObjectReader reader, String folder, boolean recursive, Predicate<FileMode> wanted)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    Optional<ObjectId> tree = folder(reader, folder);
    if (tree.isEmpty()) {
      return entries;
    }
    try (TreeWalk walk = new TreeWalk(reader)) {
      walk.addTree(tree.get());
      walk.setRecursive(recursive);
      while (walk.next()) {
        if (wanted.test(walk.getFileMode())) {
          String path = folder.isEmpty() ? "" : folder + "/";
          entries.add(new Entry(path + walk.getPathString(), walk.getObjectId(0).name()));
        }
      }
    }
    return entries;
  }

  @Override
  public Optional<String> link(String path) {
    return bytes(path, FileMode.SYMLINK::equals)
        .map(target -> new String(target, StandardCharsets.UTF_8));
  }

  @Override
  public String describe() {
    return description;
  }

  private Optional<ObjectId> folder(ObjectReader reader, String folder) throws IOException {
    if (folder.isEmpty()) {
      return Optional.of(root);
    }
    try (TreeWalk walk = TreeWalk.forPath(reader, folder, root)) {
      return walk == null || walk.getFileMode() != FileMode.TREE
          ? Optional.empty()
          : Optional.of(walk.getObjectId(0).copy());
    }
  }

  private static boolean isFile(FileMode mode) {
    return mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE;
  }
}
