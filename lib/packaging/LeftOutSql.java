package packaging;

import config.AlembicConfig;
import git.ExportIgnore;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import packaging.Finding.Advice;

/** SQL that is left out of images or archives of a project which have the revisions beside it. */
final class LeftOutSql {
  private static final String NAME = ".dockerignore";

  private final SourceTree tree;
  private final String folder;
  private final List<String> sql;
  private final List<String> revisions;

  /**
   * @param folder a version location
   * @param sql the names of the files
   */
  LeftOutSql(SourceTree tree, String folder, List<String> sql) {
    this.tree = tree;
    this.folder = folder;
    this.sql = sql;
    this.revisions =
        tree.list(folder, false).stream()
            .map(SourceTree.Entry::path)
            .filter(path -> path.endsWith(".py"))
            .toList();
  }

  /** What leaves it out, with the line that puts it in. */
  List<Finding> findings(AlembicConfig config) {
    List<Finding> findings = new ArrayList<>();
    for (SourceTree.Entry file : tree.list("", true)) {
      if (file.name().endsWith(NAME)) {
        boolean isUsual = file.name().equals(NAME);
        // That of one Dockerfile is for whatever folder it is built in: the project's, most often.
        String context = isUsual ? parent(file.path()) : config.workingFolder();
        addImages(file.path(), context.isEmpty() ? "" : context + "/", findings);
      }
    }
    if (!revisions.isEmpty() && revisions.stream().noneMatch(this::isExportIgnored)) {
      sql.stream()
          .map(name -> Packages.join(folder, name))
          .filter(this::isExportIgnored)
          .forEach(path -> findings.add(archive(path)));
    }
    return findings;
  }

  private void addImages(String path, String context, List<Finding> findings) {
    DockerIgnore ignore =
        new DockerIgnore(new String(tree.read(path).orElseThrow(), StandardCharsets.UTF_8));
    boolean hasRevisions =
        revisions.stream()
            .filter(revision -> revision.startsWith(context))
            .anyMatch(revision -> !ignore.leavesOut(revision.substring(context.length())));
    if (hasRevisions) {
      sql.stream()
          .map(name -> Packages.join(folder, name).substring(context.length()))
          .filter(ignore::leavesOut)
          .forEach(
              file ->
                  findings.add(
                      new Advice(
                          path + " leaves " + file + " out of images that have its revision",
                          "Add the line `!" + file + "` at its end, or use `squash --inline`.")));
    }
  }

  private boolean isExportIgnored(String path) {
    return ExportIgnore.leavesOut(tree, path);
  }

  private static Advice archive(String path) {
    return new Advice(
        "export-ignore in .gitattributes leaves "
            + path
            + " out of archives that have its revision",
        "Add the line `/"
            + path
            + " -export-ignore` at the end of the repository's .gitattributes,"
            + " or use `squash --inline`.");
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
