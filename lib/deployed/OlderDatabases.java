package deployed;

import alembic.RevisionScripts;
import config.AlembicConfig;
import git.Folders;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a tree has for databases that are at a squashed revision.
 *
 * @param archived the originals that it keeps beside the version locations, by their ids
 * @param isGuarded whether env.py stops such a database with what to do, before Alembic does
 */
record OlderDatabases(Set<String> archived, boolean isGuarded) {
  private static final String MODULE = "squashed_history";
  private static final String ARCHIVE = "squashed";

  /** Looks for it in a tree. */
  static OlderDatabases in(SourceTree tree, AlembicConfig config) {
    boolean isUsed =
        text(tree, config.scriptLocation() + "/env.py").contains(MODULE)
            && tree.read(config.scriptLocation() + "/" + MODULE + ".py").isPresent();
    Set<String> archived =
        isUsed
            ? archives(config)
                .flatMap(folder -> tree.list(folder, true).stream())
                .flatMap(
                    file ->
                        tree
                            .read(file.path())
                            .flatMap(bytes -> RevisionScripts.revisionIn(file.path(), bytes))
                            .stream())
                .collect(Collectors.toSet())
            : Set.of();
    return new OlderDatabases(archived, isUsed);
  }

  private static Stream<String> archives(AlembicConfig config) {
    return Stream.concat(
            Stream.of(config.scriptLocation()),
            config.versionLocations().stream().map(Folders::parent))
        .distinct()
        .map(folder -> folder.isEmpty() ? ARCHIVE : folder + "/" + ARCHIVE);
  }

  private static String text(SourceTree tree, String path) {
    return Optional.of(path.replaceFirst("^/", ""))
        .flatMap(tree::read)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  /** Whether `upgrade` takes a database that is there through the originals. */
  boolean lead(Set<String> squashed) {
    return archived.containsAll(squashed);
  }
}
