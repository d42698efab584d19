package git;

import git.FolderChanges.FileChange;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What history tells of revisions: the commit that first added each, and which of them each tag
 * holds. A revision is known by the id that its file declares, so files may be renamed; and when a
 * commit moves them from a folder that nobody named, that folder is followed further back.
 */
public final class History {
  private final GitRepository repository;
  private final boolean recursive;
  private final RevisionReader reader;
  private FolderChanges changes;
  private final Map<SourceTree.Entry, Optional<String>> known = new ConcurrentHashMap<>();
  private final Map<String, String> adders = new HashMap<>();
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

  private History(FolderChanges changes, boolean recursive, RevisionReader reader) {
    this.repository = changes.repository();
    this.changes = changes;
    this.recursive = recursive;
    this.reader = reader;
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
    return walk(FolderChanges.of(repository, commit, folders), recursive, reader);
  }

  /** As the other, where git was asked already. */
  public static History walk(FolderChanges changes, boolean recursive, RevisionReader reader) {
    History history = new History(changes, recursive, reader);
    GitRepository repository = changes.repository();
    Set<String> left = history.findAdders();
    while (!left.isEmpty()) {
      repository.fetchHistory(List.copyOf(left));
      history.changes = history.changes.with(left);
      left = history.findAdders();
    }
    List<Tag> tags = repository.tags();
    Iterator<Set<String>> held = tags.parallelStream().map(history::heldIn).toList().iterator();
    tags.forEach(tag -> history.heldBy.put(tag, held.next()));
    return history;
  }

  /** The id of the commit that first added the revision; empty if no commit holds it. */
  public Optional<String> addedBy(String revision) {
    return Optional.ofNullable(adders.get(revision));
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

  /**
   * What commits took away that is not there any more, by the commits' ids, the newest first.
   *
   * @param present the revisions that are there
   */
  public Map<String, Set<String>> removals(Set<String> present) {
    Map<String, Set<String>> taken = new LinkedHashMap<>();
    Map<String, Set<String>> left = new HashMap<>();
    for (FileChange change : changes.inside()) {
      if (isWatched(change.path())) {
        gather(taken, change, change.before());
        gather(left, change, change.after());
      }
    }
    taken.forEach((commit, revisions) -> revisions.removeAll(left.get(commit)));
    taken.values().forEach(revisions -> revisions.removeAll(present));
    taken.values().removeIf(Set::isEmpty);
    return taken;
  }

  /** Whether a commit up to here added the revision. */
  public boolean knows(String revision) {
    return adders.containsKey(revision);
  }

  /**
   * Children come before parents, so the last adder seen of a revision is its first one.
   *
   * @return folders that are not watched yet, from which revisions came that a commit seems to add
   */
  private Set<String> findAdders() {
    Map<String, Set<String>> added = new LinkedHashMap<>();
    Map<String, Set<String>> had = new HashMap<>();
    for (FileChange change : changes.inside()) {
      if (isWatched(change.path())) {
        gather(added, change, change.after());
        gather(had, change, change.before());
      }
    }
    had.forEach((commit, revisions) -> added.get(commit).removeAll(revisions));
    added.values().removeIf(Set::isEmpty);
    adders.clear();
    added.forEach((commit, all) -> all.forEach(revision -> adders.put(revision, commit)));
    List<FileChange> gone =
        changes.gone().stream()
            .filter(change -> added.containsKey(change.commit()))
            .filter(change -> !isWatched(change.path()))
            .toList();
    if (repository.isPartial()) {
      repository.fetchFiles(toRead(gone));
    }
    return gone.stream()
        .filter(change -> takesAway(change, added.get(change.commit())))
        .map(change -> Folders.parent(change.path()))
        .collect(Collectors.toSet());
  }

  private boolean isWatched(String path) {
    return Folders.hold(changes.folders(), recursive, path);
  }

  private void gather(Map<String, Set<String>> of, FileChange change, List<String> files) {
    Set<String> revisions = of.computeIfAbsent(change.commit(), none -> new HashSet<>());
    files.forEach(file -> revision(change.path(), file).ifPresent(revisions::add));
  }

  private boolean takesAway(FileChange change, Set<String> added) {
    return change.before().stream()
        .anyMatch(file -> revision(change.path(), file).filter(added::contains).isPresent());
  }

  /** The ids of those files before a change that their names leave open what they declare. */
  private Set<String> toRead(List<FileChange> changes) {
    Set<String> ids = new HashSet<>();
    for (FileChange change : changes) {
      for (String id : change.before()) {
        Supplier<byte[]> noted =
            () -> {
              ids.add(id);
              return new byte[0];
            };
        reader.revisionOf(new SourceTree.Entry(change.path(), id), noted);
      }
    }
    return ids;
  }

  private Set<String> heldIn(Tag tag) {
    SourceTree tree = repository.tree(tag.commit().id());
    return changes.folders().stream()
        .flatMap(folder -> tree.list(folder, recursive).stream())
        .flatMap(file -> revision(file.path(), file.blob()).stream())
        .collect(Collectors.toSet());
  }

  /** Each distinct file is read once, wherever it lay. */
  private Optional<String> revision(String path, String blob) {
    SourceTree.Entry file = new SourceTree.Entry(path, blob);
    SourceTree.Entry anywhere = new SourceTree.Entry(file.name(), blob);
    Optional<String> revision = known.get(anywhere);
    if (revision == null) {
      revision = reader.revisionOf(file, () -> repository.bytes(blob));
      known.put(anywhere, revision);
    }
    return revision;
  }
}
