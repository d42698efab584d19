package plan;

import alembic.RevisionScripts;
import config.AlembicConfig;
import console.Failure;
import git.Folders;
import git.GitRepository;
import java.util.List;
import java.util.stream.Collectors;

/** Revision scripts that git ignores: Alembic loads them all the same, and no commit has them. */
final class IgnoredScripts {
  private static final int SHOWN = 5;

  private IgnoredScripts() {}

  /**
   * Refuses them.
   *
   * @throws Failure naming them
   */
  static void check(GitRepository repository, AlembicConfig config) {
    List<String> locations = config.versionLocations();
    List<String> ignored =
        repository
            .ignoredFiles(
                folder ->
                    locations.stream()
                        .anyMatch(
                            location ->
                                (location + "/").startsWith(folder + "/")
                                    || (config.recursive() && folder.startsWith(location + "/"))))
            .stream()
            .filter(path -> isIn(Folders.parent(path), locations, config.recursive()))
            .filter(RevisionScripts::isRevisionFile)
            .toList();
    if (!ignored.isEmpty()) {
      throw new Failure(
          "git ignores "
              + ignored.stream().limit(SHOWN).collect(Collectors.joining(", "))
              + (ignored.size() > SHOWN ? " and " + (ignored.size() - SHOWN) + " more" : "")
              + ", which Alembic loads as "
              + (ignored.size() == 1 ? "a revision" : "revisions"),
          "Add "
              + (ignored.size() == 1 ? "it" : "them")
              + " with `git add --force` and commit, or move "
              + (ignored.size() == 1 ? "it" : "them")
              + " out of "
              + String.join(", ", locations)
              + ".");
    }
  }

  private static boolean isIn(String folder, List<String> locations, boolean isRecursive) {
    return locations.stream()
        .anyMatch(
            location ->
                folder.equals(location) || (isRecursive && folder.startsWith(location + "/")));
  }
}
