package squash;

import alembic.Cut;
import alembic.MigrationFunctions;
import alembic.RevisionEdit;
import alembic.RevisionGraph;
import alembic.RevisionScript;
import archive.HistoryMode;
import archive.OldDatabases;
import archive.SquashedHistoryFile;
import baseline.BaselineRevision;
import config.AlembicConfig;
import config.FileTemplate;
import console.Console;
import console.Failure;
import git.Change;
import git.ChangedTree;
import git.Links;
import git.SourceTree;
import imports.HelperModules;
import imports.KeptCode;
import imports.KeptReading;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import plan.ImportedRevisions;
import plan.SquashedHistory;
import plan.Squashplan;
import process.StoredBytes;
import source.ProjectConstants;
import statements.BaselineFile;
import statements.RevisionSql;

/**
 * The squash as a change of files, worked out before any file is touched.
 *
 * @param change what is written and removed
 * @param added the new files' paths: the baseline revision, its SQL unless it holds it, and modules
 *     that stay for code that imports them
 * @param edited the files that stay and change, by path: kept revisions that name the cut now, and
 *     code that imports such a module
 * @param orphans other files that squashed revisions read: those that go with them, and those that
 *     stay
 * @param old what is done for databases at squashed revisions
 */
public record SquashChange(
    Change change, List<String> added, List<String> edited, OrphanFiles orphans, OldDatabases old) {

  /**
   * What the baseline revision runs.
   *
   * @param upgrade the baseline
   * @param downgrade its way back; empty if the revision refuses to be downgraded
   * @param inline whether the revision holds its SQL
   */
  public record Sql(BaselineFile upgrade, Optional<BaselineFile> downgrade, boolean inline) {}

  /**
   * Works out the change and checks the history that it leaves.
   *
   * @param tree the files to change
   * @param when dates the baseline's file where the cut's own script has no date
   * @param wish what is to be done for databases at squashed revisions
   * @throws Failure if the history after it would not be sound
   */
  public static SquashChange of(
      SourceTree tree, Squashplan plan, Sql sql, Instant when, OldDatabases.Wish wish) {
    AlembicConfig config = AlembicConfig.read(tree, plan.config());
    RevisionGraph graph = RevisionGraph.read(tree, plan.config());
    Cut cut = plan.in(graph);
    SquashedHistory history = SquashedHistory.of(graph, cut);
    Map<String, StoredBytes> written = new LinkedHashMap<>();
    Map<String, StoredBytes> added =
        baseline(
            config,
            cut,
            plan,
            revision(cut, plan, history.labelsOf(plan.cut()), wish.mode()),
            sql,
            when);
    HelperModules helpers = new ImportedRevisions(tree, config, cut).helpers(plan.keepsImported());
    helpers.files().forEach((path, bytes) -> added.put(path, StoredBytes.of(bytes)));
    written.putAll(added);
    edited(tree, cut, history, helpers)
        .forEach((path, bytes) -> written.put(path, StoredBytes.of(bytes)));
    OrphanFiles orphans = OrphanFiles.of(tree, config, cut);
    String env = OldDatabases.envPath(config);
    byte[] asking =
        Optional.ofNullable(written.get(env))
            .or(() -> tree.stored(env))
            .map(StoredBytes::bytes)
            .orElse(new byte[0]);
    OldDatabases old =
        OldDatabases.of(
            wish, new OldDatabases.Squash(tree, config, cut, history, orphans.gone()), asking);
    Set<String> removed = scripts(tree, cut);
    removed.addAll(orphans.gone());
    removed.removeAll(old.kept());
    removed.addAll(old.removed());
    checkFree(tree, added.keySet(), removed);
    addOld(tree, old, added, written);
    old.env()
        .filter(bytes -> bytes.length > 0 && !Arrays.equals(bytes, asking))
        .ifPresent(bytes -> written.put(env, StoredBytes.of(bytes)));
    removed.removeAll(written.keySet());
    Change change = new Change(written, removed);
    checkHistory(history, RevisionGraph.read(new ChangedTree(tree, change), plan.config()));
    List<String> edited =
        written.keySet().stream().filter(path -> !added.containsKey(path)).sorted().toList();
    return new SquashChange(change, List.copyOf(added.keySet()), edited, orphans, old);
  }

  /** A module that is there already is edited. */
  private static void addOld(
      SourceTree tree,
      OldDatabases old,
      Map<String, StoredBytes> added,
      Map<String, StoredBytes> written) {
    old.written()
        .forEach(
            (path, bytes) -> {
              written.put(path, bytes);
              if (tree.read(path).isEmpty()) {
                added.put(path, bytes);
              }
            });
  }

  /**
   * The files of the squashed revisions. Of one that is a symbolic link, that and the file that it
   * leads to go, unless another link may lead there too.
   */
  private static Set<String> scripts(SourceTree tree, Cut cut) {
    Set<String> paths =
        cut.squashed().stream().map(RevisionScript::path).collect(Collectors.toSet());
    List<String> links = paths.stream().filter(path -> tree.link(path).isPresent()).toList();
    List<String> others =
        links.isEmpty()
            ? List.of()
            : tree.links("", true).stream().filter(path -> !paths.contains(path)).toList();
    for (String link : links) {
      String real = Links.real(tree, link);
      String name = real.substring(real.lastIndexOf('/') + 1);
      if (others.stream().noneMatch(other -> tree.link(other).orElse("").endsWith(name))) {
        paths.add(real);
      }
    }
    return paths;
  }

  /** The files that stay and change: what they come after, or what they import. */
  private static Map<String, byte[]> edited(
      SourceTree tree, Cut cut, SquashedHistory history, HelperModules helpers) {
    ProjectConstants constants = ProjectConstants.of(tree);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (RevisionScript kept : cut.kept()) {
      files.put(
          Links.real(tree, kept.path()),
          RevisionEdit.of(
              kept,
              constants,
              history.gone(),
              cut.revision().revision(),
              history.labelsOf(kept.revision())));
    }
    helpers
        .importers()
        .forEach(
            path -> files.computeIfAbsent(path, importer -> tree.read(importer).orElseThrow()));
    files.replaceAll(helpers::rewritten);
    files
        .entrySet()
        .removeIf(file -> Arrays.equals(file.getValue(), tree.read(file.getKey()).orElseThrow()));
    return files;
  }

  private static Map<String, StoredBytes> baseline(
      AlembicConfig config,
      Cut cut,
      Squashplan plan,
      BaselineRevision revision,
      Sql sql,
      Instant when) {
    String name =
        FileTemplate.name(
            config.fileTemplate(),
            plan.cut(),
            revision.message(),
            date(cut.revision(), config.zone(), when),
            config.truncateSlugLength());
    String path = location(config, cut.revision().path()) + name;
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    Map<String, StoredBytes> files = new LinkedHashMap<>();
    if (sql.inline()) {
      String own = path.substring(folder.length());
      files.put(path, StoredBytes.of(revision.holding(sql.upgrade(), own, sql.downgrade())));
    } else {
      RevisionSql upgrade = new RevisionSql(sql.upgrade(), BaselineFile.name(plan.name()));
      Optional<RevisionSql> downgrade =
          sql.downgrade().map(file -> new RevisionSql(file, BaselineDowngrade.fileName(plan)));
      files.put(path, StoredBytes.of(revision.reading(upgrade, downgrade)));
      files.put(folder + upgrade.name(), upgrade.file().content());
      downgrade.ifPresent(file -> files.put(folder + file.name(), file.file().content()));
    }
    return files;
  }

  /** The code that may read the baseline's SQL together with other files of its folder. */
  static Optional<String> listing(SourceTree tree, Squashplan plan, List<String> added) {
    AlembicConfig config = AlembicConfig.read(tree, plan.config());
    Cut cut = plan.in(RevisionGraph.read(tree, plan.config()));
    KeptReading reading = KeptReading.beside(new KeptCode(tree, config, cut), config);
    return added.stream()
        .filter(path -> path.endsWith(".sql"))
        .flatMap(path -> reading.listing(path).stream())
        .findFirst();
  }

  private static BaselineRevision revision(
      Cut cut, Squashplan plan, List<String> labels, HistoryMode mode) {
    String count = Console.counted(cut.squashed().size(), "revision");
    RevisionScript first = cut.squashed().get(cut.squashed().size() - 1);
    return new BaselineRevision(
        plan.cut(),
        plan.from(),
        "squashed baseline " + plan.name(),
        cut.revision().createDate(),
        labels,
        List.of(
            "Squashes " + count + ",",
            "from " + first.title(),
            "to " + cut.revision().title() + ".",
            "",
            mode == HistoryMode.ARCHIVE
                ? "A database at one of those before the last is upgraded by them: "
                    + SquashedHistoryFile.NAME
                    + " says where they are. They were those of "
                    + plan.upgradedWith()
                    + "."
                : "A database at one of those before the last must first be upgraded with "
                    + plan.upgradedWith()
                    + "."),
        count,
        plan.originals(),
        plan.release(),
        cut.squashed().stream().anyMatch(MigrationFunctions::takeArguments));
  }

  /** The version location that a script is in, with a slash at its end. */
  private static String location(AlembicConfig config, String path) {
    return config.versionLocations().stream()
        .map(location -> location.isEmpty() ? "" : location + "/")
        .filter(path::startsWith)
        .max(java.util.Comparator.comparingInt(String::length))
        .orElseGet(() -> path.substring(0, path.lastIndexOf('/') + 1));
  }

  /** The cut's own date keeps files that are named by date in order. */
  private static ZonedDateTime date(RevisionScript cut, ZoneId zone, Instant otherwise) {
    return cut.createDate()
        .flatMap(text -> parsed(text.strip().replace(' ', 'T'), zone))
        .orElseGet(() -> otherwise.atZone(zone));
  }

  private static Optional<ZonedDateTime> parsed(String text, ZoneId zone) {
    try {
      return Optional.of(OffsetDateTime.parse(text).atZoneSameInstant(zone));
    } catch (DateTimeParseException noOffset) {
      try {
        return Optional.of(LocalDateTime.parse(text).atZone(zone));
      } catch (DateTimeParseException noDate) {
        return Optional.empty();
      }
    }
  }

  private static void checkFree(SourceTree tree, Set<String> added, Set<String> removed) {
    for (String path : added) {
      if (!removed.contains(path) && tree.read(path).isPresent()) {
        throw new Failure(
            "the baseline's file " + path + " is there already, and is not squashed",
            "Rename it, or plan with another name for the same commit.");
      }
    }
  }

  /** What is written has to be read as what was worked out. */
  private static void checkHistory(SquashedHistory expected, RevisionGraph written) {
    if (!expected.isOf(written)) {
      throw new Failure(
          "the history after this squash would not be sound: the revision scripts would be read as "
              + written.newestFirst().stream()
                  .map(RevisionScript::title)
                  .collect(Collectors.joining(", ")),
          "Nothing was changed. Pick another cut with `plan`.");
    }
  }
}
