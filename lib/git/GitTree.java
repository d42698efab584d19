package git;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import process.StoredBytes;

/**
 * The files of a commit, read from git's objects; the work tree plays no part. Each folder is read
 * once.
 */
final class GitTree implements SourceTree {
  private final Repository repository;
  private final PartialCloneObjects promised;
  private final ObjectId root;
  private final String description;
  private final Map<String, Map<String, Named>> folders = new ConcurrentHashMap<>();

  GitTree(Repository repository, PartialCloneObjects promised, ObjectId root, String description) {
    this.repository = repository;
    this.promised = promised;
    this.root = root;
    this.description = description;
  }

  /** What a name stands for in its folder. */
  private record Named(FileMode mode, ObjectId id) {
    boolean isFile() {
      return mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE;
    }

    boolean isLink() {
      return mode == FileMode.SYMLINK;
    }

    boolean isFolder() {
      return mode == FileMode.TREE;
    }
  }

  @Override
  public Optional<byte[]> read(String path) {
    return find(path).filter(Named::isFile).map(file -> bytes(path, file));
  }

  @Override
  public Optional<StoredBytes> stored(String path) {
    return find(path).filter(Named::isFile).map(file -> opened(path, file, StoredBytes::of));
  }

  @Override
  public Optional<String> link(String path) {
    return find(path)
        .filter(Named::isLink)
        .map(link -> new String(bytes(path, link), StandardCharsets.UTF_8));
  }

  @Override
  public List<Entry> list(String folder, boolean recursive) {
    List<Entry> files = new ArrayList<>();
    visit(
        folder,
        recursive,
        (path, named) -> {
          if (named.isFile()) {
            files.add(new Entry(path, named.id().name()));
          }
        });
    return files;
  }

  @Override
  public List<String> links(String folder, boolean recursive) {
    List<String> links = new ArrayList<>();
    visit(
        folder,
        recursive,
        (path, named) -> {
          if (named.isLink()) {
            links.add(path);
          }
        });
    return links;
  }

  @Override
  public String describe() {
    return description;
  }

  private void visit(String folder, boolean recursive, BiConsumer<String, Named> visitor) {
    String start = folder.isEmpty() ? "" : folder + "/";
    folder(folder)
        .forEach(
            (name, named) -> {
              String path = start + name;
              if (recursive && named.isFolder()) {
                visit(path, true, visitor);
              } else {
                visitor.accept(path, named);
              }
            });
  }

  private Optional<Named> find(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return path.startsWith("/")
        ? Optional.empty()
        : Optional.ofNullable(folder(Folders.parent(path)).get(name));
  }

  /** What a folder holds, in git's order; nothing if there is no such folder. */
  private Map<String, Named> folder(String path) {
    Map<String, Named> known = folders.get(path);
    if (known == null) {
      Optional<ObjectId> id =
          path.isEmpty() ? Optional.of(root) : find(path).filter(Named::isFolder).map(Named::id);
      known = id.map(tree -> entries(path, tree)).orElse(Map.of());
      folders.put(path, known);
    }
    return known;
  }

  private Map<String, Named> entries(String path, ObjectId tree) {
    return reading(
        path,
        reader -> {
          Map<String, Named> entries = new LinkedHashMap<>();
          CanonicalTreeParser parser = new CanonicalTreeParser(new byte[0], reader, tree);
          for (; !parser.eof(); parser.next()) {
            entries.put(
                parser.getEntryPathString(),
                new Named(parser.getEntryFileMode(), parser.getEntryObjectId()));
          }
          return entries;
        });
  }

  private byte[] bytes(String path, Named file) {
    return opened(path, file, InputStream::readAllBytes);
  }

  private interface Opened<T> {
    T read(InputStream blob) throws IOException;
  }

  /** JGit gives those of some dozen megabytes as a stream only. */
  private <T> T opened(String path, Named file, Opened<T> opened) {
    return reading(
        path,
        reader -> {
          try (InputStream in = reader.open(file.id(), Constants.OBJ_BLOB).openStream()) {
            return opened.read(in);
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
}
