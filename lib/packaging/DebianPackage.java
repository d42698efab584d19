package packaging;

import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import packaging.Finding.Advice;
import packaging.Finding.Shipped;

/**
 * What {@code debian/*.install} takes along (manual page dh_install).
 *
 * @param tree the files
 * @param base the folder that holds {@code debian}, from the repository's root
 * @param folder the version location
 * @param sql the names of the SQL files in it
 */
record DebianPackage(SourceTree tree, String base, String folder, List<String> sql) {

  /** What was found; empty if nothing is packaged for Debian here. */
  Optional<Finding> finding() {
    List<SourceTree.Entry> lists =
        tree.list(Packages.join(base, "debian"), false).stream()
            .filter(file -> file.name().endsWith("install"))
            .toList();
    if (lists.isEmpty()) {
      return Optional.empty();
    }
    for (SourceTree.Entry list : lists) {
      if (sources(list).anyMatch(source -> sql.stream().allMatch(file -> takes(source, file)))) {
        return Optional.of(new Shipped(list.path() + " installs the " + kind() + " of " + folder));
      }
    }
    String file = lists.get(0).path();
    return Optional.of(
        new Advice(
            "no debian/*.install takes the " + kind() + " of " + folder,
            "Where "
                + file
                + " installs the revisions, add: "
                + own("*" + PackageFolder.ending(sql.get(0)))
                + " <their folder>"));
  }

  private String kind() {
    return PackageFolder.kind(sql.get(0));
  }

  private Stream<String> sources(SourceTree.Entry list) {
    return tree.read(list.path()).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).stream()
        .flatMap(String::lines)
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .flatMap(
            line -> {
              String[] words = line.split("\\s+");
              return Stream.of(words).limit(Math.max(1, words.length - 1));
            })
        .map(source -> source.replaceFirst("^\\./", "").replaceFirst("/+$", ""));
  }

  /** A source is a file, or a folder with all in it; both may be patterns. */
  private boolean takes(String source, String file) {
    String path = own(file);
    while (!path.isEmpty()) {
      if (PackageFolder.matches(source, path)) {
        return true;
      }
      path = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }
    return false;
  }

  private String own(String file) {
    String whole = folder + "/" + file;
    return base.isEmpty() ? whole : whole.substring(base.length() + 1);
  }
}
