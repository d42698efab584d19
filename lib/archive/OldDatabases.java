package archive;

import alembic.Cut;
import alembic.RevisionScript;
import config.AlembicConfig;
import config.ConfigFolders;
import console.Failure;
import git.SourceTree;
import imports.KeptCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import plan.SquashedHistory;
import process.StoredBytes;

/**
 * What a squash does for databases that are at squashed revisions.
 *
 * @param written files that it writes: the module, the archive
 * @param removed files of an earlier archive that nothing reads any more
 * @param kept files that only squashed revisions read, and that stay for the archive
 * @param env env.py as it asks the module; empty if a person has to have it ask
 */
public record OldDatabases(
    Map<String, StoredBytes> written, Set<String> removed, Set<String> kept, Optional<byte[]> env) {
  private static final Pattern WORD = Pattern.compile("[^\\s\"\\\\]+");

  /** Nothing. */
  public static final OldDatabases LEFT_ALONE =
      new OldDatabases(Map.of(), Set.of(), Set.of(), Optional.of(new byte[0]));

  /**
   * What is wanted.
   *
   * @param mode what becomes of squashed revisions
   * @param release the first release that has a revision, in words
   * @param bridge the release that upgrades a database which is at one of them
   */
  public record Wish(HistoryMode mode, UnaryOperator<String> release, String bridge) {
    /** Nothing. */
    public static final Wish NONE = new Wish(HistoryMode.DROP, id -> "", "");
  }

  /**
   * What is squashed.
   *
   * @param tree the files, not squashed yet
   * @param config Alembic's configuration in it
   * @param cut the revisions
   * @param after what is left of them
   * @param gone files that only squashed revisions read
   */
  public record Squash(
      SourceTree tree, AlembicConfig config, Cut cut, SquashedHistory after, List<String> gone) {}

  /**
   * Works it out.
   *
   * @param env what env.py holds by then
   * @throws Failure if it is not possible
   */
  public static OldDatabases of(Wish wish, Squash squash, byte[] env) {
    if (wish.mode() == HistoryMode.DROP) {
      return LEFT_ALONE;
    }
    Optional<SquashedHistoryFile> earlier =
        SquashedHistoryFile.read(squash.tree(), squash.config());
    List<SquashedHistoryFile.Row> rows =
        new ArrayList<>(earlier.map(SquashedHistoryFile::rows).orElse(List.of()));
    rows.addAll(rows(wish, squash.cut()));
    boolean flask = new String(env, StandardCharsets.UTF_8).contains("current_app");
    SquashedHistoryFile guard = new SquashedHistoryFile(rows, List.of(), Map.of(), flask);
    EnvPy asking = new EnvPy(envPath(squash.config()), env);
    Optional<byte[]> edited =
        asking.asking().or(() -> Optional.of(env).filter(bytes -> asking.mentionsIt()));
    return wish.mode() == HistoryMode.GUARD
        ? guarding(squash, guard, earlier, edited)
        : archiving(squash, guard, edited);
  }

  /** The files of the archive among those that it writes. */
  public List<String> archived() {
    return written.keySet().stream()
        .filter(path -> !path.endsWith("/" + SquashedHistoryFile.NAME))
        .filter(path -> !path.equals(SquashedHistoryFile.NAME))
        .toList();
  }

  /** Where env.py is. */
  public static String envPath(AlembicConfig config) {
    return ConfigFolders.join(config.scriptLocation(), "env.py");
  }

  /** The lines to put into an env.py that is too unusual, and where. */
  public static String byHand() {
    return EnvPy.byHand();
  }

  private static OldDatabases guarding(
      Squash squash,
      SquashedHistoryFile guard,
      Optional<SquashedHistoryFile> earlier,
      Optional<byte[]> env) {
    Set<String> removed = new TreeSet<>();
    earlier.ifPresent(file -> removed.addAll(files(squash.tree(), squash.config(), file)));
    return new OldDatabases(written(squash, guard), removed, Set.of(), env);
  }

  private static OldDatabases archiving(
      Squash squash, SquashedHistoryFile guard, Optional<byte[]> env) {
    Optional<OriginalRevisions> earlier = OriginalRevisions.read(squash.tree(), squash.config());
    Set<String> archived = earlier.map(OriginalRevisions::ids).orElse(Set.of());
    earlier.ifPresent(known -> checkSameHistory(squash, known));
    List<RevisionScript> scripts =
        squash.cut().squashed().stream()
            .filter(script -> !archived.contains(script.revision()))
            .toList();
    Archive archive =
        Archive.of(
            squash.tree(),
            squash.config(),
            new KeptCode(squash.tree(), squash.config(), squash.cut()),
            scripts,
            squash.gone());
    Set<String> folders =
        new TreeSet<>(
            earlier.map(known -> known.file().folders(squash.config())).orElse(List.of()));
    folders.addAll(archive.folders());
    Map<String, Place> rewritten =
        new TreeMap<>(earlier.map(known -> known.file().rewritten()).orElse(Map.of()));
    checkLabels(scripts, rewritten);
    SquashedHistoryFile.archiving(List.of(), List.of(), squash.cut(), squash.after())
        .rewritten()
        .forEach((id, place) -> rewritten.merge(id, place, (first, later) -> first.before(later)));
    Path own = Path.of("/" + squash.config().scriptLocation());
    SquashedHistoryFile file =
        new SquashedHistoryFile(
            guard.rows(),
            folders.stream()
                .map(folder -> own.relativize(Path.of("/" + folder)).toString())
                .toList(),
            rewritten,
            guard.flask());
    Map<String, StoredBytes> written = new LinkedHashMap<>(archive.written());
    written.putAll(written(squash, file));
    return new OldDatabases(written, Set.of(), archive.kept(), env);
  }

  private static List<SquashedHistoryFile.Row> rows(Wish wish, Cut cut) {
    Map<String, List<String>> byRelease = new LinkedHashMap<>();
    List<RevisionScript> oldestFirst = new ArrayList<>(cut.squashed());
    java.util.Collections.reverse(oldestFirst);
    for (RevisionScript script : oldestFirst) {
      if (!WORD.matcher(script.revision()).matches()) {
        throw new Failure(
            "--history="
                + wish.mode().word()
                + " is not possible: the revision id '"
                + script.revision()
                + "' has a blank, a quote or a backslash",
            "Use --history=drop.");
      }
      if (!script.equals(cut.revision())) {
        byRelease
            .computeIfAbsent(wish.release().apply(script.revision()), release -> new ArrayList<>())
            .add(script.revision());
      }
    }
    return byRelease.entrySet().stream()
        .map(row -> new SquashedHistoryFile.Row(row.getKey(), wish.bridge(), row.getValue()))
        .toList();
  }

  private static Map<String, StoredBytes> written(Squash squash, SquashedHistoryFile file) {
    return Map.of(SquashedHistoryFile.path(squash.config()), StoredBytes.of(file.text()));
  }

  /** What a tree has for old databases: the module, and all files of an archive. */
  public static Set<String> files(SourceTree tree, AlembicConfig config) {
    Set<String> files = new TreeSet<>();
    SquashedHistoryFile.read(tree, config)
        .ifPresent(
            file -> {
              files.add(SquashedHistoryFile.path(config));
              files.addAll(files(tree, config, file));
            });
    return files;
  }

  private static Set<String> files(
      SourceTree tree, AlembicConfig config, SquashedHistoryFile file) {
    Set<String> files = new TreeSet<>();
    file.folders(config)
        .forEach(folder -> tree.list(folder, true).forEach(entry -> files.add(entry.path())));
    return files;
  }

  private static void checkSameHistory(Squash squash, OriginalRevisions known) {
    Set<String> now = squash.after().graph().ids();
    Set<String> squashed = squash.cut().squashedIds();
    if (known.ids().stream().noneMatch(id -> now.contains(id) || squashed.contains(id))) {
      throw new Failure(
          "--history=archive is not possible: "
              + SquashedHistoryFile.path(squash.config())
              + " is that of another history, of another section of "
              + squash.config().configPath()
              + " say",
          "Use --history=guard, or give each a script_location of its own.");
    }
  }

  /** Two scripts of one folder cannot have one label, even before they are told where they were. */
  private static void checkLabels(List<RevisionScript> scripts, Map<String, Place> rewritten) {
    for (RevisionScript script : scripts) {
      Place place = rewritten.getOrDefault(script.revision(), new Place(Map.of()));
      if (place.values().containsKey(Place.LABELS)) {
        throw new Failure(
            "--history=archive is not possible: "
                + script.path()
                + " got the branch label of a revision that is in the archive already",
            "Retire that archive first (`squash --drop-archive`), or use --history=guard.");
      }
    }
  }

  /**
   * Retires the archive of a tree; the guard stays.
   *
   * @return empty if it has none
   */
  public static Optional<git.Change> retired(SourceTree tree, AlembicConfig config) {
    return SquashedHistoryFile.read(tree, config)
        .filter(SquashedHistoryFile::hasArchive)
        .map(
            file ->
                new git.Change(
                    Map.of(
                        SquashedHistoryFile.path(config),
                        StoredBytes.of(file.withoutArchive().text())),
                    files(tree, config, file)));
  }
}
