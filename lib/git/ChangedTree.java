package git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import process.StoredBytes;

/**
 * The files as they would be after a change, so that it can be looked at before it happens.
 *
 * @param base the files that it changes
 * @param change what is written and removed
 */
public record ChangedTree(SourceTree base, Change change) implements SourceTree {

  @Override
  public Optional<byte[]> read(String path) {
    if (change.removed().contains(path)) {
      return Optional.empty();
    }
    return Optional.ofNullable(change.written().get(path))
        .map(StoredBytes::bytes)
        .or(() -> base.read(path));
  }

  @Override
  public List<Entry> list(String folder, boolean recursive) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : base.list(folder, recursive)) {
      if (!isChanged(entry.path())) {
        entries.add(entry);
      }
    }
    try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
      change
          .written()
          .forEach(
              (path, content) -> {
                if (isIn(folder, path, recursive)) {
                  entries.add(new Entry(path, id(content, ids)));
                }
              });
    }
    entries.sort(Comparator.comparing(Entry::path));
    return entries;
  }

  private static String id(StoredBytes content, ObjectInserter ids) {
    try {
      return ids.idFor(Constants.OBJ_BLOB, content.length(), content.input()).name();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public Optional<String> link(String path) {
    return isChanged(path) ? Optional.empty() : base.link(path);
  }

  @Override
  public List<String> links(String folder, boolean recursive) {
    return base.links(folder, recursive).stream().filter(path -> !isChanged(path)).toList();
  }

  private boolean isChanged(String path) {
    return change.removed().contains(path) || change.written().containsKey(path);
  }

  @Override
  public String describe() {
    return base.describe() + " with the change";
  }

  private static boolean isIn(String folder, String path, boolean recursive) {
    String start = folder.isEmpty() ? "" : folder + "/";
    return path.startsWith(start) && (recursive || path.indexOf('/', start.length()) < 0);
  }
}
