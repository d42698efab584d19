package packaging;

import alembic.RevisionScripts;
import archive.OldDatabases;
import config.AlembicConfig;
import git.ChangedTree;
import git.Folders;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import packaging.Finding.Advice;
import packaging.Finding.Edit;
import packaging.Finding.Shipped;

/** Looks whether the SQL of each version location is shipped with the revisions. */
public final class Packaging {
  /** Those that take every file of a package along. */
  private static final List<String> TAKE_ALL = List.of("poetry", "hatchling", "flit", "pdm");

  private final SourceTree tree;
  private final String folder;
  private final List<String> sql;

  private Packaging(SourceTree tree, String folder, List<String> sql) {
    this.tree = tree;
    this.folder = folder;
    this.sql = sql;
  }

  /**
   * A finding for each version location with SQL in it.
   *
   * @param tree the files, with the baseline's SQL among them
   */
  public static List<Finding> findings(SourceTree tree, AlembicConfig config) {
    List<Finding> findings = new ArrayList<>();
    SourceTree edited = tree;
    for (String location : config.versionLocations()) {
      List<String> sql =
          tree.list(location, false).stream()
              .map(SourceTree.Entry::name)
              .filter(name -> name.endsWith(".sql"))
              .toList();
      if (!sql.isEmpty()) {
        Finding finding = new Packaging(edited, location, sql).finding();
        findings.add(finding);
        findings.addAll(new LeftOutSql(tree, location, sql).findings(config));
        if (finding instanceof Edit edit) {
          edited = new ChangedTree(edited, edit.change());
        }
      }
    }
    for (Archived folder : archived(tree, config)) {
      for (Finding finding : folder.findings(edited)) {
        findings.add(finding);
        if (finding instanceof Edit edit) {
          edited = new ChangedTree(edited, edit.change());
        }
      }
    }
    return List.copyOf(findings);
  }

  /**
   * Files for old databases that lie in one folder.
   *
   * @param folder the folder
   * @param files their names
   * @param likeFolder the folder of a file that is there already
   * @param like its name: they are to be shipped if that is
   */
  private record Archived(String folder, List<String> files, String likeFolder, String like) {
    /** What would leave them out. */
    List<Finding> findings(SourceTree tree) {
      if (!(new Packaging(tree, likeFolder, List.of(like)).finding() instanceof Shipped)) {
        return List.of();
      }
      return files.stream()
          .collect(Collectors.groupingBy(PackageFolder::ending, TreeMap::new, Collectors.toList()))
          .values()
          .stream()
          .map(alike -> new Packaging(tree, folder, alike).finding())
          .filter(finding -> !(finding instanceof Shipped))
          .toList();
    }
  }

  private static List<Archived> archived(SourceTree tree, AlembicConfig config) {
    List<Archived> folders = new ArrayList<>();
    OldDatabases.files(tree, config).stream()
        .collect(Collectors.groupingBy(Folders::parent, TreeMap::new, Collectors.toList()))
        .forEach(
            (folder, paths) -> {
              List<String> names =
                  paths.stream().map(path -> path.substring(path.lastIndexOf('/') + 1)).toList();
              Optional<SourceTree.Entry> like =
                  folder.equals(config.scriptLocation())
                      ? entry(tree, folder, "env.py"::equals)
                      : config.versionLocations().stream()
                          .flatMap(
                              location ->
                                  entry(tree, location, RevisionScripts::isRevisionFile).stream())
                          .findFirst();
              like.ifPresent(
                  file ->
                      folders.add(
                          new Archived(folder, names, Folders.parent(file.path()), file.name())));
            });
    return folders;
  }

  private static Optional<SourceTree.Entry> entry(
      SourceTree tree, String folder, Predicate<String> name) {
    return tree.list(folder, false).stream().filter(file -> name.test(file.name())).findFirst();
  }

  private Finding finding() {
    Optional<String> base = base();
    if (base.isEmpty()) {
      return inNoPackage("");
    }
    Optional<String> backend = backend(base.get());
    if (backend.isPresent()) {
      return TAKE_ALL.stream()
          .filter(backend.get()::startsWith)
          .findFirst()
          .<Finding>map(
              name ->
                  new Shipped(
                      name
                          + " takes every file of a package along, the "
                          + PackageFolder.kind(sql.get(0))
                          + " of "
                          + folder
                          + " with its revisions"))
          .orElseGet(
              () ->
                  new Advice(
                      "what " + backend.get() + " takes along is not known here",
                      "See to it that a package holds " + folder + "/*" + ending() + "."));
    }
    return new Setuptools(tree, base.get(), folder, sql)
        .finding()
        .orElseGet(() -> inNoPackage(base.get()));
  }

  private String ending() {
    return PackageFolder.ending(sql.get(0));
  }

  private Finding inNoPackage(String base) {
    return new DebianPackage(tree, base, folder, sql)
        .finding()
        .or(() -> dataFiles(base))
        .orElseGet(
            () ->
                new Shipped(
                    folder
                        + " is in no Python package: its "
                        + PackageFolder.kind(sql.get(0))
                        + " travels as its revisions do"));
  }

  private Optional<Finding> dataFiles(String base) {
    Optional<byte[]> setup = tree.read(Packages.join(base, SetupPy.NAME));
    if (setup.isEmpty()) {
      return Optional.empty();
    }
    SetupPy file = new SetupPy(setup.get());
    String files = file.valueOf("data_files");
    String own = base.isEmpty() ? folder : folder.substring(base.length() + 1);
    return files.contains(own) && !files.contains(ending()) && !files.contains(own + "/*'")
        ? Optional.of(
            new Advice(
                "data_files in " + Packages.join(base, SetupPy.NAME) + " names " + own,
                "Add " + own + "/*" + ending() + " to it, beside the revisions."))
        : Optional.empty();
  }

  /** The nearest folder above the version location that is packaged. */
  private Optional<String> base() {
    String above = folder;
    while (!above.isEmpty()) {
      above = above.contains("/") ? above.substring(0, above.lastIndexOf('/')) : "";
      if (isPackaged(above)) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }

  private boolean isPackaged(String base) {
    boolean isUvs = tree.read(Packages.join(base, Pyproject.UV_LOCK)).isPresent();
    return tree.read(Packages.join(base, SetupPy.NAME)).isPresent()
        || is(base, SetupCfg.NAME, text -> new SetupCfg(SetupCfg.NAME, text).isSetup())
        || is(base, Pyproject.NAME, text -> new Pyproject(Pyproject.NAME, text).isSetup(isUvs));
  }

  private boolean is(String base, String name, Predicate<String> test) {
    return text(base, name).filter(test).isPresent();
  }

  /** What builds the package; empty for setuptools. */
  private Optional<String> backend(String base) {
    return text(base, Pyproject.NAME)
        .flatMap(text -> new Pyproject(Pyproject.NAME, text).backend())
        .filter(name -> !name.startsWith("setuptools"));
  }

  private Optional<String> text(String base, String name) {
    return tree.read(Packages.join(base, name))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
