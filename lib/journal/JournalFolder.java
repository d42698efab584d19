package journal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import process.OwnFile;

/**
 * The folder with what is written down of changes, the newest last: for each a numbered folder with
 * a file of JSON, what files held before, and what they will hold.
 */
final class JournalFolder {
  static final String NAME = "journal";
  private static final String CHANGE = "change.json";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String BEGUN = ".begun";
  private static final String GONE = ".gone";
  private static final int KEPT = 10;
  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

  private final Path folder;

  /**
   * A project's.
   *
   * @param own the project's folder for our files
   */
  JournalFolder(Path own) {
    this.folder = own.resolve(NAME);
  }

  /** A change that is written down. */
  record Entry(Path folder, RecordedChange change) {
    /** Where what a file held is kept, by the file's place in the change. */
    Path before(int file) {
      return folder.resolve(BEFORE).resolve(Integer.toString(file));
    }

    /** Where what it will hold waits. */
    Path after(int file) {
      return folder.resolve(AFTER).resolve(Integer.toString(file));
    }
  }

  /** Makes the folders of a new change, which is none before {@link #add}. */
  Entry begin(RecordedChange change) {
    OwnFile.folder(folder.getParent());
    OwnFile.folder(folder);
    List<Path> all = numbered();
    int number = all.isEmpty() ? 1 : number(all.get(all.size() - 1)) + 1;
    Path begun = folder.resolve(number + BEGUN);
    remove(begun);
    OwnFile.folder(begun);
    OwnFile.folder(begun.resolve(BEFORE));
    OwnFile.folder(begun.resolve(AFTER));
    return new Entry(begun, change);
  }

  /** From now on the change is one that a kill can cut short. */
  Entry add(Entry begun) {
    write(begun.folder(), begun.change());
    String name = begun.folder().getFileName().toString();
    Path added = folder.resolve(name.substring(0, name.length() - BEGUN.length()));
    OwnFile.doing(added, () -> Files.move(begun.folder(), added));
    List<Path> all = numbered();
    for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
      remove(new Entry(old, begun.change()));
    }
    return new Entry(added, begun.change());
  }

  /** Writes down that it has come further. */
  Entry put(Entry entry, RecordedChange now) {
    write(entry.folder(), now);
    return new Entry(entry.folder(), now);
  }

  /** The newest; empty if there is none. */
  Optional<Entry> newest() {
    List<Path> all = numbered();
    return all.isEmpty() ? Optional.empty() : Optional.of(read(all.get(all.size() - 1)));
  }

  /** Forgets one, in one step. */
  void remove(Entry entry) {
    Path gone = folder.resolve(entry.folder().getFileName() + GONE);
    remove(gone);
    OwnFile.doing(gone, () -> Files.move(entry.folder(), gone));
    clean();
  }

  /** Removes what a kill left before a change was one, or when it was one no more. */
  void clean() {
    for (Path left : list(name -> name.endsWith(BEGUN) || name.endsWith(GONE))) {
      remove(left);
    }
    if (RunningChange.removedIfEmpty(folder)) {
      RunningChange.removedIfEmpty(folder.getParent());
    }
  }

  private static void write(Path entry, RecordedChange change) {
    OwnFile.write(entry.resolve(CHANGE), JSON.toJson(change) + "\n");
  }

  private static Entry read(Path entry) {
    try {
      RecordedChange change =
          JSON.fromJson(Files.readString(entry.resolve(CHANGE)), RecordedChange.class);
      return new Entry(entry, change);
    } catch (IOException | JsonParseException unreadable) {
      throw new Failure(
          "what was written down of a change cannot be read: " + entry.resolve(CHANGE),
          "See with `git status` what the change left. Then remove the folder " + entry + ".",
          unreadable);
    }
  }

  private List<Path> numbered() {
    return list(name -> name.matches("\\d+"));
  }

  private static int number(Path entry) {
    return Integer.parseInt(entry.getFileName().toString());
  }

  private List<Path> list(Predicate<String> names) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> names.test(path.getFileName().toString()))
          .sorted(
              Comparator.comparingInt(
                  path -> Integer.parseInt(path.getFileName().toString().replaceAll("\\D", ""))))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(folder.toString(), unreadable);
    }
  }

  private static void remove(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(tree)) {
      walk.sorted(Comparator.reverseOrder())
          .forEach(one -> OwnFile.doing(one, () -> Files.deleteIfExists(one)));
    } catch (IOException unreadable) {
      throw OwnFile.unwritten(tree, unreadable);
    }
  }
}
