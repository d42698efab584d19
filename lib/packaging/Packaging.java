package packaging;

import config.AlembicConfig;
import git.ChangedTree;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
    return List.copyOf(findings);
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
                          + " takes every file of a package along, the SQL of "
                          + folder
                          + " with its revisions"))
          .orElseGet(
              () ->
                  new Advice(
                      "what " + backend.get() + " takes along is not known here",
                      "See to it that a package holds " + folder + "/*.sql."));
    }
    return new Setuptools(tree, base.get(), folder, sql)
        .finding()
        .orElseGet(() -> inNoPackage(base.get()));
  }

  private Finding inNoPackage(String base) {
    return new DebianPackage(tree, base, folder, sql)
        .finding()
        .or(() -> dataFiles(base))
        .orElseGet(
            () ->
                new Shipped(
                    folder + " is in no Python package: its SQL travels as its revisions do"));
  }

  private Optional<Finding> dataFiles(String base) {
    Optional<byte[]> setup = tree.read(Packages.join(base, SetupPy.NAME));
    if (setup.isEmpty()) {
      return Optional.empty();
    }
    SetupPy file = new SetupPy(setup.get());
    String files = file.valueOf("data_files");
    String own = base.isEmpty() ? folder : folder.substring(base.length() + 1);
    return files.contains(own) && !files.contains(".sql") && !files.contains(own + "/*'")
        ? Optional.of(
            new Advice(
                "data_files in " + Packages.join(base, SetupPy.NAME) + " names " + own,
                "Add " + own + "/*.sql to it, beside the revisions."))
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
