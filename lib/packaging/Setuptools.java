package packaging;

import git.Change;
import git.ChangedTree;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import packaging.Finding.Advice;
import packaging.Finding.Edit;
import packaging.Finding.Shipped;

/**
 * What setuptools makes of a project.
 *
 * @param tree the files
 * @param base the folder of setup.py, setup.cfg or pyproject.toml, from the repository's root
 * @param folder the version location
 * @param sql the names of the SQL files in it
 */
record Setuptools(SourceTree tree, String base, String folder, List<String> sql) {

  /** A file that configures setuptools, and what it says. */
  private record Source(String path, Packages packages, boolean includesManifest) {}

  /** What was found; empty if the version location is in no package. */
  Optional<Finding> finding() {
    return source().flatMap(source -> in(source).map(package_ -> finding(source, package_)));
  }

  private Optional<PackageFolder> in(Source source) {
    return source.packages().holding(tree, base, folder).map(found -> found.of(ending()));
  }

  private String ending() {
    return PackageFolder.ending(sql.get(0));
  }

  private String kind() {
    return PackageFolder.kind(sql.get(0));
  }

  private Finding finding(Source source, PackageFolder folderOfPackage) {
    boolean areModules = ending().equals(".py") && folderOfPackage.within().isEmpty();
    if (areModules) {
      return new Shipped(source.path() + " ships the modules of " + folder);
    }
    if (sql.stream().allMatch(file -> source.packages().ships(folderOfPackage, file))) {
      return new Shipped(
          source.path() + " ships the " + kind() + " of " + folder + " in its package data");
    }
    Optional<Finding> other = shippedOtherwise(source);
    if (other.isPresent()) {
      return other.get();
    }
    if (source.includesManifest() && !source.path().endsWith(Pyproject.NAME)) {
      return manifest();
    }
    return edit(source, folderOfPackage);
  }

  private Optional<Finding> shippedOtherwise(Source source) {
    Optional<Pyproject> pyproject = pyproject();
    boolean scm =
        pyproject.filter(found -> found.requires("setuptools_scm")).isPresent()
            || setup("use_scm_version");
    if (scm && source.includesManifest()) {
      return Optional.of(
          new Shipped(
              "setuptools_scm ships every file that git tracks, those of " + folder + " too"));
    }
    if (setup("pbr")) {
      return Optional.of(
          new Shipped("pbr ships every file that git tracks, those of " + folder + " too"));
    }
    boolean named =
        text(Manifest.NAME)
            .map(Manifest::new)
            .filter(manifest -> sql.stream().allMatch(file -> manifest.ships(path(file))))
            .isPresent();
    return named && source.includesManifest()
        ? Optional.of(new Shipped(at(Manifest.NAME) + " ships the " + kind() + " of " + folder))
        : Optional.empty();
  }

  private Finding manifest() {
    String line = "include " + path("*" + ending());
    Manifest before = new Manifest(text(Manifest.NAME).orElse(""));
    return new Edit(
        at(Manifest.NAME),
        change(at(Manifest.NAME), before.with(line).getBytes(StandardCharsets.UTF_8)),
        line,
        at(Manifest.NAME) + " leaves out the " + kind() + " of " + folder);
  }

  private Finding edit(Source source, PackageFolder package_) {
    Optional<byte[]> edited = edited(source.path(), package_);
    String added = added(source.path(), package_);
    boolean works =
        edited
            .map(
                bytes ->
                    new Setuptools(
                        new ChangedTree(tree, change(source.path(), bytes)), base, folder, sql))
            .flatMap(Setuptools::finding)
            .filter(Shipped.class::isInstance)
            .isPresent();
    String sentence = source.path() + " leaves out the " + kind() + " of " + folder;
    return works
        ? new Edit(source.path(), change(source.path(), edited.orElseThrow()), added, sentence)
        : new Advice(sentence + ", and cannot be edited safely", "Add to it: " + added);
  }

  private static Change change(String path, byte[] content) {
    return Change.of(Map.of(path, content), Set.of());
  }

  private Optional<byte[]> edited(String path, PackageFolder package_) {
    byte[] bytes = tree.read(path).orElseThrow();
    if (path.endsWith(SetupPy.NAME)) {
      SetupPy setup = new SetupPy(bytes);
      return setup.with(package_);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    Optional<String> edited =
        path.endsWith(SetupCfg.NAME)
            ? Optional.of(new SetupCfg(path, text).with(package_))
            : new Pyproject(path, text).with(package_);
    return edited.map(after -> after.getBytes(StandardCharsets.UTF_8));
  }

  private static String added(String path, PackageFolder package_) {
    if (path.endsWith(SetupPy.NAME)) {
      return SetupPy.added(package_);
    }
    return path.endsWith(SetupCfg.NAME)
        ? "[options.package_data] " + SetupCfg.added(package_)
        : "[tool.setuptools.package-data] " + Pyproject.added(package_);
  }

  /** The file that says which packages there are; setup.py goes before the others. */
  private Optional<Source> source() {
    Optional<byte[]> setup = tree.read(at(SetupPy.NAME));
    if (setup.isPresent()) {
      SetupPy file = new SetupPy(setup.get());
      if (file.namesPackages()) {
        return Optional.of(new Source(at(SetupPy.NAME), file.packages(), file.includesManifest()));
      }
    }
    Optional<SetupCfg> cfg = text(SetupCfg.NAME).map(text -> new SetupCfg(at(SetupCfg.NAME), text));
    if (cfg.filter(SetupCfg::namesPackages).isPresent()) {
      Packages packages = cfg.get().packages(List.of("", "*"));
      List<String> names =
          packages
              .holding(tree, base, folder)
              .map(package_ -> List.of("", "*", package_.name(), top(package_)))
              .orElse(List.of());
      return Optional.of(
          new Source(at(SetupCfg.NAME), cfg.get().packages(names), cfg.get().includesManifest()));
    }
    return pyproject()
        .filter(Pyproject::namesPackages)
        .map(
            file ->
                new Source(at(Pyproject.NAME), file.packages(tree, base), file.includesManifest()));
  }

  private static String top(PackageFolder package_) {
    return package_.name().replaceFirst("\\..*", "");
  }

  private Optional<Pyproject> pyproject() {
    return text(Pyproject.NAME).map(text -> new Pyproject(at(Pyproject.NAME), text));
  }

  private boolean setup(String argument) {
    return tree.read(at(SetupPy.NAME))
        .filter(
            bytes -> {
              SetupPy file = new SetupPy(bytes);
              return file.has(argument);
            })
        .isPresent();
  }

  private String path(String file) {
    String whole = folder + "/" + file;
    return base.isEmpty() ? whole : whole.substring(base.length() + 1);
  }

  private Optional<String> text(String name) {
    return tree.read(at(name)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private String at(String name) {
    return Packages.join(base, name);
  }
}
