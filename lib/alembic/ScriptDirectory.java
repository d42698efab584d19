package alembic;

import config.AlembicConfig;
import console.Failure;
import git.Folders;
import git.Links;
import git.SourceTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import source.ProjectConstants;

/** Loads the revision scripts of a tree; a file that was read in one tree is not parsed again. */
public final class ScriptDirectory {
  private final Map<SourceTree.Entry, Source> known = new ConcurrentHashMap<>();
  private final Map<String, String> idOfBlob = new ConcurrentHashMap<>();

  /**
   * A script of which nothing but the id is read.
   *
   * @param id the revision's id
   * @param path its file
   * @param bytes the file's bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // As in RevisionScript.
  public record Source(String id, String path, byte[] bytes) {}

  /** A loader with nothing read yet. */
  public ScriptDirectory() {}

  /** Loads the revision scripts of one tree. */
  public static Collection<RevisionScript> load(SourceTree tree, AlembicConfig config) {
    return new ScriptDirectory().read(tree, config);
  }

  /**
   * The revision scripts in the configuration's version locations, in the order of their folders
   * and names. Values that modules of the tree define are followed.
   *
   * @throws Failure if a script cannot be read, a link of one leads nowhere in the repository, or
   *     two have the same revision id
   */
  public Collection<RevisionScript> read(SourceTree tree, AlembicConfig config) {
    ProjectConstants constants = ProjectConstants.of(tree);
    Map<String, String> pathOf = new LinkedHashMap<>();
    List<RevisionScript> scripts = new ArrayList<>();
    List<SourceTree.Entry> files = List.copyOf(files(tree, config));
    Iterator<Supplier<RevisionScript>> parsed =
        files.parallelStream().map(file -> parsed(tree, file, constants)).toList().iterator();
    for (SourceTree.Entry file : files) {
      RevisionScript script = parsed.next().get();
      note(file, new Source(script.revision(), script.path(), script.source()));
      checkOnce(pathOf, file, script.revision());
      scripts.add(script);
    }
    return scripts;
  }

  /** A script, or why it cannot be read: of several that cannot, the first one is told. */
  private static Supplier<RevisionScript> parsed(
      SourceTree tree, SourceTree.Entry file, ProjectConstants constants) {
    try {
      RevisionScript script = RevisionScripts.parse(file.path(), bytes(tree, file), constants);
      return () -> script;
    } catch (Failure unreadable) {
      return () -> {
        throw unreadable;
      };
    }
  }

  /** Where the scripts of a tree lie: version locations, and where links in them lead. */
  public static List<String> folders(SourceTree tree, AlembicConfig config) {
    Stream<String> linked =
        config.versionLocations().stream()
            .flatMap(location -> tree.links(location, config.recursive()).stream())
            .filter(RevisionScripts::isRevisionFile)
            .map(link -> Folders.parent(Links.real(tree, link)));
    return Stream.concat(config.versionLocations().stream(), linked).distinct().toList();
  }

  /**
   * The same scripts in the same order, with their ids alone. What else they declare may be
   * unreadable: in history nobody can correct it.
   *
   * @throws Failure as {@link #read}, where an id is concerned
   */
  public List<Source> sources(SourceTree tree, AlembicConfig config) {
    ProjectConstants constants = ProjectConstants.of(tree);
    Map<String, String> pathOf = new LinkedHashMap<>();
    List<Source> sources = new ArrayList<>();
    for (SourceTree.Entry file : files(tree, config)) {
      Source source =
          Optional.ofNullable(known.get(file)).orElseGet(() -> source(tree, file, constants));
      note(file, source);
      checkOnce(pathOf, file, source.id());
      sources.add(source);
    }
    return sources;
  }

  private static Source source(SourceTree tree, SourceTree.Entry file, ProjectConstants constants) {
    byte[] bytes = bytes(tree, file);
    return new Source(RevisionScripts.id(file.path(), bytes, constants), file.path(), bytes);
  }

  private void note(SourceTree.Entry file, Source source) {
    known.put(file, source);
    idOfBlob.put(file.blob(), source.id());
  }

  private static void checkOnce(Map<String, String> pathOf, SourceTree.Entry file, String id) {
    String other = pathOf.putIfAbsent(id, file.path());
    if (other != null) {
      throw new Failure(
          "the revision id " + id + " is declared twice: in " + other + " and in " + file.path(),
          "Give one of them another id, or remove it.");
    }
  }

  private static Collection<SourceTree.Entry> files(SourceTree tree, AlembicConfig config) {
    Map<String, SourceTree.Entry> files = new LinkedHashMap<>();
    for (String location : config.versionLocations()) {
      for (SourceTree.Entry entry : tree.list(location, config.recursive())) {
        if (RevisionScripts.isRevisionFile(entry.path())) {
          files.put(entry.path(), entry);
        }
      }
    }
    config.versionLocations().forEach(location -> addLinks(tree, config, location, files));
    return files.values();
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
   * The revision that a file of history declares, wherever it lay; empty if it is no revision
   * script or cannot be read as one.
   */
  public Optional<String> revisionOf(SourceTree.Entry file, Supplier<byte[]> source) {
    if (!RevisionScripts.isRevisionFile(file.path())) {
      return Optional.empty();
    }
    String id = idOfBlob.get(file.blob());
    return id == null ? RevisionScripts.revisionIn(file.path(), source.get()) : Optional.of(id);
  }

  private static byte[] bytes(SourceTree tree, SourceTree.Entry entry) {
    return tree.read(entry.path())
        .or(() -> tree.read(Links.real(tree, entry.path())))
        .orElseThrow(
            () -> new IllegalStateException(entry.path() + " of " + tree.describe() + " is gone"));
  }
}
