package alembic;

import console.Failure;
import git.Folders;
import git.Links;
import git.SourceTree;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Loads the revision scripts of a tree; a file that was read in one tree is not parsed again. */
public final class ScriptDirectory {
  private final Map<SourceTree.Entry, RevisionScript> parsed = new ConcurrentHashMap<>();
  private final Map<String, String> idOfBlob = new ConcurrentHashMap<>();

  /** A loader with nothing read yet. */
  public ScriptDirectory() {}

  /** Loads the revision scripts of one tree. */
  public static Collection<RevisionScript> load(SourceTree tree, AlembicConfig config) {
    return new ScriptDirectory().read(tree, config);
  }

  /**
   * The revision scripts in the configuration's version locations, in the order of their folders
   * and names.
   *
   * @throws Failure where a script cannot be read, a link of one leads nowhere in the repository,
   *     or two have the same revision id
   */
  public Collection<RevisionScript> read(SourceTree tree, AlembicConfig config) {
    Map<String, RevisionScript> byId = new LinkedHashMap<>();
    Map<String, SourceTree.Entry> files = new LinkedHashMap<>();
    for (String location : config.versionLocations()) {
      for (SourceTree.Entry entry : tree.list(location, config.recursive())) {
        if (RevisionScripts.isRevisionFile(entry.path())) {
          files.put(entry.path(), entry);
        }
      }
    }
    config.versionLocations().forEach(location -> addLinks(tree, config, location, files));
    for (SourceTree.Entry file : files.values()) {
      RevisionScript script = parsed(tree, file);
      RevisionScript other = byId.putIfAbsent(script.revision(), script);
      if (other != null) {
        throw new Failure(
            "the revision id "
                + script.revision()
                + " is declared twice: in "
                + other.path()
                + " and in "
                + script.path(),
            "Give one of them another id, or remove it.");
      }
    }
    return byId.values();
  }

  /** Alembic follows links to scripts, though none to folders below a version location. */
  private static void addLinks(
      SourceTree tree, AlembicConfig config, String location, Map<String, SourceTree.Entry> files) {
    for (String link : tree.links(location, config.recursive())) {
      if (RevisionScripts.isRevisionFile(link)) {
        String real = Links.real(tree, link);
        tree.list(Folders.parent(real), false).stream()
            .filter(file -> file.path().equals(real))
            .forEach(file -> files.put(link, new SourceTree.Entry(link, file.blob())));
      }
    }
  }

  /**
   * The revision that a file of history declares, wherever it lay; empty where it is no revision
   * script or cannot be read as one.
   */
  public Optional<String> revisionOf(SourceTree.Entry file, Supplier<byte[]> source) {
    if (!RevisionScripts.isRevisionFile(file.path())) {
      return Optional.empty();
    }
    String known = idOfBlob.get(file.blob());
    return known == null
        ? RevisionScripts.revisionIn(file.path(), source.get())
        : Optional.of(known);
  }

  private RevisionScript parsed(SourceTree tree, SourceTree.Entry entry) {
    RevisionScript script = parsed.computeIfAbsent(entry, file -> parse(tree, file));
    idOfBlob.put(entry.blob(), script.revision());
    return script;
  }

  private static RevisionScript parse(SourceTree tree, SourceTree.Entry entry) {
    byte[] bytes =
        tree.read(entry.path())
            .or(() -> tree.read(Links.real(tree, entry.path())))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        entry.path() + " of " + tree.describe() + " is gone"));
    return RevisionScripts.parse(entry.path(), bytes);
  }
}
